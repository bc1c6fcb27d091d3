/**
 * A search as SQL over the index of terms: each term is the set of ids filed under it. Values are
 * always bound, never written into the text.
 */
import { type Kind, type TermValue, wordsOf } from './kind.ts';
import type { Search } from './search-syntax.ts';

export type Where = {
  /** A condition on `s.id`; `1` where everything passes. */
  readonly sql: string;
  readonly values: readonly TermValue[];
  /** Fields the kind does not know. Shopify ignores them and says so in the response. */
  readonly unknownFields: readonly string[];
};

/** The condition on `s.id` of what `search` finds among the records of `kind` in `shop`. */
export function searchSql<T>(
  kind: Kind<T>,
  shop: number,
  search: Search | null,
  now: number,
): Where {
  const values: TermValue[] = [];
  const unknownFields: string[] = [];

  function inTerms(field: string, condition: string, bound: readonly TermValue[]): string {
    values.push(shop, kind.name, field, ...bound);
    const filed = 't.shop = ? AND t.kind = ? AND t.field = ?';
    return `s.id IN (SELECT t.id FROM terms t WHERE ${filed} AND ${condition})`;
  }

  function bare(value: string, isPrefix: boolean): string {
    const field = Object.entries(kind.fields).find(([, { type }]) => type === 'word')?.[0];
    const words = wordsOf(value);
    if (field === undefined || words.length === 0) return '1';
    const conditions = words.map((word, index) =>
      isPrefix && index === words.length - 1
        ? inTerms(field, 't.value >= ? AND t.value < ?', [word, `${word}\uffff`])
        : inTerms(field, 't.value = ?', [word]),
    );
    return `(${conditions.join(' AND ')})`;
  }

  function compile(node: Search): string {
    if (node.type === 'not') return `NOT (${compile(node.part)})`;
    if (node.type !== 'term') {
      return joined(node.parts.map(compile), node.type === 'and' ? 'AND' : 'OR');
    }
    if (node.field === null) return bare(node.value, node.isPrefix);
    const name = node.field.toLowerCase();
    const field = kind.fields[name];
    if (field === undefined) {
      unknownFields.push(node.field);
      return '1';
    }
    if (node.isPrefix && node.value === '') return inTerms(name, '1', []);
    if (node.isPrefix) {
      const prefix = node.value.toLowerCase();
      return inTerms(name, 't.value >= ? AND t.value < ?', [prefix, `${prefix}\uffff`]);
    }
    if (field.type === 'word') return bare(node.value, false);
    const value = comparable(field.type, node.value, now);
    if (value === null) return '0';
    // A day given without a time stands for all of it.
    if (
      node.comparison === '=' &&
      field.type === 'instant' &&
      /^\d{4}-\d\d-\d\d$/.test(node.value)
    ) {
      const from = value as number;
      return inTerms(name, 't.value >= ? AND t.value < ?', [from, from + 86_400_000]);
    }
    return inTerms(name, `t.value ${node.comparison} ?`, [value]);
  }

  const sql = search === null ? '1' : compile(search);
  return { sql, values, unknownFields };
}

/** Halved again and again: a chain of a thousand would be deeper than SQLite allows. */
function joined(conditions: readonly string[], operator: 'AND' | 'OR'): string {
  const [only = '1'] = conditions;
  if (conditions.length < 2) return only;
  const middle = conditions.length >> 1;
  const left = joined(conditions.slice(0, middle), operator);
  return `(${left} ${operator} ${joined(conditions.slice(middle), operator)})`;
}

function comparable(type: string, value: string, now: number): TermValue | null {
  if (type === 'instant') return instantOf(value, now);
  if (type === 'number') {
    const gid = /^gid:\/\/shopify\/\w+\/(\d+)$/.exec(value);
    const parsed = Number(gid?.[1] ?? value);
    return Number.isFinite(parsed) && value !== '' ? parsed : null;
  }
  return value.toLowerCase();
}

function instantOf(value: string, now: number): number | null {
  const relative = /^now(?:-(\d+)([dhms]))?$/i.exec(value);
  if (relative) {
    const unit = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }[relative[2] ?? 's'] ?? 1000;
    return now - Number(relative[1] ?? 0) * unit;
  }
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? null : parsed;
}

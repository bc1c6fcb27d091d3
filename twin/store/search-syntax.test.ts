import { describe, expect, it } from 'vitest';
import { parseSearch, type Search } from './search-syntax.ts';

/** A search written back fully bracketed, so that a table can show how it was read. */
function say(search: Search | null): string {
  if (search === null) return '∅';
  if (search.type === 'not') return `¬${say(search.part)}`;
  if (search.type !== 'term') {
    return `(${search.parts.map(say).join(search.type === 'and' ? ' ∧ ' : ' ∨ ')})`;
  }
  const words = search.isQuoted ? `"${search.value}"` : search.value;
  const value = `${words}${search.isPrefix ? '…' : ''}`;
  return search.field === null ? value : `${search.field}${search.comparison}${value}`;
}

// https://shopify.dev/docs/api/usage/search-syntax, read 2026-11: its own examples where it has some.
const READINGS: readonly [query: string, reading: string][] = [
  ['', '∅'],
  ['   ', '∅'],
  ['bob', 'bob'],
  ['bob norman', '(bob ∧ norman)'],
  ['bob AND norman', '(bob ∧ norman)'],
  ['bob OR norman', '(bob ∨ norman)'],
  ['"bob norman"', '"bob norman"'],
  ['norm*', 'norm…'],
  ['first_name:Bob', 'first_name=Bob'],
  ['first_name:Bob age:>=27', '(first_name=Bob ∧ age>=27)'],
  ['created_at:<now', 'created_at<now'],
  ['created_at:>2020-10-21T23:39:20Z', 'created_at>2020-10-21T23:39:20Z'],
  ["title:'Caramel Apple'", 'title="Caramel Apple"'],
  ['state:disabled AND ("sale shopper" OR VIP)', '(state=disabled ∧ ("sale shopper" ∨ VIP))'],
  ['-bob', '¬bob'],
  ['NOT bob', '¬bob'],
  ['state:enabled -tag:vip', '(state=enabled ∧ ¬tag=vip)'],
  ['a OR b c', '(a ∨ (b ∧ c))'],
  ['tag:a,b', '(tag=a ∨ tag=b)'],
  ['name:#1001', 'name=#1001'],
  ['customer_id:*', 'customer_id=…'],
  [
    'updated_at:>=2026-01-01 updated_at:<2026-02-01',
    '(updated_at>=2026-01-01 ∧ updated_at<2026-02-01)',
  ],
  ['"say \\"hi\\""', '"say "hi""'],
  ['(a', 'a'],
  ['a) b', '(a ∧ b)'],
  ['()', '∅'],
  ['id:gid://shopify/Order/1', 'id=gid://shopify/Order/1'],
];

describe('the search syntax', () => {
  it.each(READINGS)('reads %j as %s', (query, reading) => {
    expect(say(parseSearch(query))).toBe(reading);
  });
});

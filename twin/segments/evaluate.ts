/** Is this customer in? A query that was checked, applied to one customer's facts. */
import { isTrueOf } from './conditions.ts';
import type { CustomerFacts } from './customer-facts.ts';
import type { Filter } from './filters.ts';
import { matchesFunction } from './functions.ts';
import type { Clause, SegmentQuery } from './query.ts';

export type FindFilter = (name: string) => Filter | null;

/** Throws where the query names a filter that is not kept: it was not checked. */
export function isIn(query: SegmentQuery, facts: CustomerFacts, find: FindFilter): boolean {
  switch (query.type) {
    case 'and':
      return query.parts.every((part) => isIn(part, facts, find));
    case 'or':
      return query.parts.some((part) => isIn(part, facts, find));
    case 'not':
      return !isIn(query.part, facts, find);
    case 'clause':
      return holds(query, facts, find);
  }
}

function holds(clause: Clause, facts: CustomerFacts, find: FindFilter): boolean {
  const filter = find(clause.filter);
  // A definition may have been deleted since: nobody has the metafield any more.
  if (filter === null) return clause.operator === 'IS NULL';
  if (filter.of === undefined) throw new Error(`Nothing is kept of ${filter.name}.`);
  if (filter.type === 'function') return matchesFunction(clause, facts);
  return isTrueOf(filter.of(facts), filter.type, clause, facts);
}

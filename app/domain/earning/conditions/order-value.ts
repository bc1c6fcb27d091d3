import { orderCondition } from './condition.ts';

/**
 * Whether so much counts of the order. What counts is what is left of it, so that a refund below
 * the amount takes back what it brought.
 */
export const orderValue = orderCondition({
  kind: 'order-value',
  fields: { atLeastMinor: { type: 'minor' } },
  holds: ({ atLeastMinor }, { countedMinor }) => countedMinor >= atLeastMinor,
  say: ({ atLeastMinor }, { money }) => `on orders of ${money(atLeastMinor)} or more`,
  sayNot: ({ atLeastMinor }, { money }) => `on orders below ${money(atLeastMinor)}`,
});

import { lineCondition } from './condition.ts';

/** Who made the product. */
export const vendor = lineCondition({
  kind: 'vendor',
  fields: { vendors: { type: 'texts' } },
  holds: ({ vendors }, line) => line.vendor !== null && vendors.includes(line.vendor),
  say: ({ vendors }) => `on products by ${vendors.join(' or ')}`,
  sayNot: ({ vendors }) => `on products not by ${vendors.join(' or ')}`,
});

import { orderCondition } from './condition.ts';

/** Whether the order is the member's N-th and, where `again`, also their 2N-th, 3N-th and so on. */
export const everyNthOrder = orderCondition({
  kind: 'every-nth-order',
  fields: { orders: { type: 'count', least: 2, most: 1_000 }, again: { type: 'yes-no' } },
  holds: ({ orders, again }, { nth }) => (again ? nth % orders === 0 : nth === orders),
  say: ({ orders, again }) => `on ${again ? 'every' : 'the'} ${ordinal(orders)} order`,
  sayNot: ({ orders, again }) =>
    again
      ? `except on every ${ordinal(orders)} order`
      : `on every order but the ${ordinal(orders)}`,
});

const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `22` → `22nd`, `111` → `111th`. */
function ordinal(number: number): string {
  const rule = new Intl.PluralRules('en-GB', { type: 'ordinal' }).select(number);
  return `${number.toLocaleString('en-GB')}${ENDINGS[rule] ?? 'th'}`;
}

import { orderCondition } from './condition.ts';

/** Whether the order is one of the member's first so many. */
export const firstOrders = orderCondition({
  kind: 'first-orders',
  fields: { orders: { type: 'count', least: 1, most: 1_000 } },
  holds: ({ orders }, { nth }) => nth <= orders,
  say: ({ orders }) =>
    orders === 1 ? 'on your first order' : `on your first ${orders.toLocaleString('en-GB')} orders`,
  sayNot: ({ orders }) =>
    orders === 1
      ? 'on every order but your first'
      : `on every order after your first ${orders.toLocaleString('en-GB')}`,
});

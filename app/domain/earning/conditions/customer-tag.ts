import { orderCondition } from './condition.ts';
import { eitherQuoted } from './say-list.ts';
import { hasTagOf } from './tags.ts';

/** Whether the buyer had one of the tags when the order was placed. */
export const customerTag = orderCondition({
  kind: 'customer-tag',
  fields: { tags: { type: 'texts' } },
  holds: ({ tags }, { order }) => hasTagOf(order.customerTags, tags),
  say: ({ tags }) => `for customers tagged ${eitherQuoted(tags)}`,
  sayNot: ({ tags }) => `for customers not tagged ${eitherQuoted(tags)}`,
});

import { lineCondition } from './condition.ts';
import { eitherQuoted } from './say-list.ts';
import { hasTagOf } from './tags.ts';

/** Whether the product had one of the tags when it was bought. */
export const productTag = lineCondition({
  kind: 'product-tag',
  fields: { tags: { type: 'texts' } },
  holds: ({ tags }, line) => hasTagOf(line.productTags, tags),
  say: ({ tags }) => `on products tagged ${eitherQuoted(tags)}`,
  sayNot: ({ tags }) => `on products not tagged ${eitherQuoted(tags)}`,
});

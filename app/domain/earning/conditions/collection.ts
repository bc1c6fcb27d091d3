import { lineCondition } from './condition.ts';

/** Whether the product was in one of these collections when it was bought. */
export const collection = lineCondition({
  kind: 'collection',
  fields: { collectionIds: { type: 'texts' } },
  holds: ({ collectionIds }, line) => line.collectionIds.some((id) => collectionIds.includes(id)),
  say: ({ collectionIds }) => `on products of ${chosen(collectionIds.length)}`,
  sayNot: ({ collectionIds }) => `on products outside ${chosen(collectionIds.length)}`,
});

function chosen(many: number): string {
  return many === 1 ? 'one chosen collection' : `${many} chosen collections`;
}

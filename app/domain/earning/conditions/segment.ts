import { orderCondition } from './condition.ts';

/** Whether the buyer was in one of these segments when the order was placed. */
export const segment = orderCondition({
  kind: 'segment',
  fields: { segmentIds: { type: 'texts' } },
  holds: ({ segmentIds }, { order }) => order.segmentIds.some((id) => segmentIds.includes(id)),
  say: ({ segmentIds }) => `for customers in ${chosen(segmentIds.length)}`,
  sayNot: ({ segmentIds }) => `for customers outside ${chosen(segmentIds.length)}`,
});

function chosen(many: number): string {
  return many === 1 ? 'one chosen group' : `${many} chosen groups`;
}

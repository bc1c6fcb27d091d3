import { lineCondition } from './condition.ts';

/** Whether the line is one of these products; one that was never recorded is none of them. */
export const product = lineCondition({
  kind: 'product',
  fields: { productIds: { type: 'texts' } },
  holds: ({ productIds }, line) => line.productId !== null && productIds.includes(line.productId),
  say: ({ productIds }) => `on ${chosen(productIds.length)}`,
  sayNot: ({ productIds }) => `on everything but ${chosen(productIds.length)}`,
});

function chosen(many: number): string {
  return many === 1 ? 'one chosen product' : `${many} chosen products`;
}

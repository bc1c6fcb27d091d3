import { rewardKind } from './kind.ts';

/** One of some products at a discount. */
export const productOff = rewardKind({
  kind: 'product-off',
  fields: { percent: { type: 'count', least: 1, most: 99 } },
  fulfilment: 'code',
  goods: 'may',
  discountClass: () => 'product',
  worthMinor: () => null,
  times: () => null,
  say: ({ percent }) => `${percent} % off a product`,
});

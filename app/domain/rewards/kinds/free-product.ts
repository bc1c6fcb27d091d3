import { rewardKind } from './kind.ts';

/** One of some products for nothing; which ones the reward’s goods say. */
export const freeProduct = rewardKind({
  kind: 'free-product',
  fields: {},
  fulfilment: 'code',
  goods: 'must',
  discountClass: () => 'product',
  worthMinor: () => null,
  times: () => null,
  say: () => 'a free product',
});

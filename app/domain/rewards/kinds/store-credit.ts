import { minor } from '../../kernel/money.ts';
import { rewardKind } from './kind.ts';

/** Money on the customer’s account with the shop. */
export const storeCredit = rewardKind({
  kind: 'store-credit',
  fields: { amountMinor: { type: 'minor' } },
  fulfilment: 'payment',
  goods: 'never',
  discountClass: () => null,
  worthMinor: ({ amountMinor }) => amountMinor,
  times: ({ amountMinor }, times) => ({ amountMinor: minor(amountMinor * times) }),
  say: ({ amountMinor }, { money }) => `${money(amountMinor)} of store credit`,
});

import { minor } from '../../kernel/money.ts';
import { rewardKind } from './kind.ts';

/** A gift card of the shop. */
export const giftCard = rewardKind({
  kind: 'gift-card',
  fields: { amountMinor: { type: 'minor' } },
  fulfilment: 'payment',
  goods: 'never',
  discountClass: () => null,
  worthMinor: ({ amountMinor }) => amountMinor,
  times: ({ amountMinor }, times) => ({ amountMinor: minor(amountMinor * times) }),
  say: ({ amountMinor }, { money }) => `a gift card of ${money(amountMinor)}`,
});

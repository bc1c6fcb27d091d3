import { minor } from '../../kernel/money.ts';
import { rewardKind } from './kind.ts';

/** So much off an order, or off the goods it is for. */
export const amountOff = rewardKind({
  kind: 'amount-off',
  fields: { amountMinor: { type: 'minor' } },
  fulfilment: 'code',
  goods: 'may',
  discountClass: (_, isForGoods) => (isForGoods ? 'product' : 'order'),
  worthMinor: ({ amountMinor }) => amountMinor,
  times: ({ amountMinor }, times) => ({ amountMinor: minor(amountMinor * times) }),
  say: ({ amountMinor }, { money }) => `${money(amountMinor)} off`,
});

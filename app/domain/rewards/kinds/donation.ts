import { minor } from '../../kernel/money.ts';
import { rewardKind } from './kind.ts';

/** Money the shop gives to somebody in need. */
export const donation = rewardKind({
  kind: 'donation',
  fields: { amountMinor: { type: 'minor' }, to: { type: 'text' } },
  fulfilment: 'staff',
  goods: 'never',
  discountClass: () => null,
  worthMinor: ({ amountMinor }) => amountMinor,
  times: ({ amountMinor, to }, times) => ({ amountMinor: minor(amountMinor * times), to }),
  say: ({ amountMinor, to }, { money }) => `${money(amountMinor)} given to ${to}`,
});

import { rewardKind } from './kind.ts';

/** Shipping for nothing, where it costs no more than the bound. */
export const freeShipping = rewardKind({
  kind: 'free-shipping',
  fields: { mostMinor: { type: 'minor-or-none' } },
  fulfilment: 'code',
  goods: 'never',
  discountClass: () => 'shipping',
  worthMinor: () => null,
  times: () => null,
  say: ({ mostMinor }, { money }) =>
    mostMinor === null ? 'free shipping' : `free shipping of up to ${money(mostMinor)}`,
});

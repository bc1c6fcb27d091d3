import { rewardKind } from './kind.ts';

/** Buying something before everybody else may. */
export const earlyAccess = rewardKind({
  kind: 'early-access',
  fields: { what: { type: 'text' } },
  fulfilment: 'message',
  goods: 'never',
  discountClass: () => null,
  worthMinor: () => null,
  times: () => null,
  say: ({ what }) => `early access to ${what}`,
});

import { rewardKind } from './kind.ts';

/** An experience, a service or a partner’s reward, handed over by staff. */
export const service = rewardKind({
  kind: 'service',
  fields: { what: { type: 'text' } },
  fulfilment: 'staff',
  goods: 'never',
  discountClass: () => null,
  worthMinor: () => null,
  times: () => null,
  say: ({ what }) => what,
});

import { expiryModel } from './model.ts';

/** Points stay until they are spent. */
export const none = expiryModel({
  kind: 'none',
  fields: {},
  lotEnd: () => null,
  inactivityEnd: () => null,
  say: () => 'Your points never expire',
  leastDays: () => null,
});

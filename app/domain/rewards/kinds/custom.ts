import { rewardKind } from './kind.ts';

/** Whatever another system makes of the word it gets. */
export const custom = rewardKind({
  kind: 'custom',
  fields: { key: { type: 'text' }, what: { type: 'text' } },
  fulfilment: 'message',
  goods: 'never',
  discountClass: () => null,
  worthMinor: () => null,
  times: () => null,
  say: ({ what }) => what,
});

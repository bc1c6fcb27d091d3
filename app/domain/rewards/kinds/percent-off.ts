import { rewardKind } from './kind.ts';

/** A share off an order or off the goods it is for, up to a bound. */
export const percentOff = rewardKind({
  kind: 'percent-off',
  fields: {
    percent: { type: 'count', least: 1, most: 100 },
    mostMinor: { type: 'minor-or-none' },
  },
  fulfilment: 'code',
  goods: 'may',
  discountClass: (_, isForGoods) => (isForGoods ? 'product' : 'order'),
  worthMinor: () => null,
  times: () => null,
  say: ({ percent, mostMinor }, { money }) =>
    mostMinor === null ? `${percent} % off` : `${percent} % off, up to ${money(mostMinor)}`,
});

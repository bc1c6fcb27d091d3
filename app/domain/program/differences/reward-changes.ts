import type { Reward } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { number, sayPoints } from '../say/say-count.ts';
import { renamed } from './campaign-changes.ts';
import { type Change, isSame, ofEach } from './change.ts';

/** What points buy. */
export const rewardChanges: Change = ofEach<Reward>({
  items: ({ rewards }) => rewards,
  isNew: (reward, { currency }) =>
    `New reward “${reward.name}”: ${sayGift(reward, currency)} for ${sayPoints(reward.cost)}.`,
  isGone: ({ name }) => `“${name}” can no longer be taken. Codes already given out stay good.`,
  changes: ({ item: now, of }, { item: was, of: before }) => [
    ...renamed(now, was),
    ...(was.cost === now.cost
      ? []
      : [`“${now.name}” costs ${sayPoints(now.cost)} instead of ${number(was.cost)}.`]),
    ...(isSame(feltGift(was), feltGift(now))
      ? []
      : [
          `“${now.name}” gives ${sayGift(now, of.currency)} ` +
            `instead of ${sayGift(was, before.currency)}.`,
        ]),
  ],
});

function sayGift({ gives }: Reward, currency: string): string {
  return gives.kind === 'amount-off'
    ? `${sayMoney(gives.amountMinor, currency)} off`
    : 'free shipping';
}

function feltGift({ gives }: Reward): unknown {
  return [gives.kind, gives.kind === 'amount-off' ? gives.amountMinor : 0];
}

import type { ProgramDefinition, Reward } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { type Rule, rule } from './rule.ts';
import { sayPoints } from './say-count.ts';

/** What points buy, and what taking a reward does. */
export function sayRewards({ rewards, currency }: ProgramDefinition): readonly Rule[] {
  if (rewards.length === 0) {
    return [rule('rewards', 'There are no rewards to spend points on yet.')];
  }
  return [
    ...rewards.map((reward, at) => rule(`rewards[${at}]`, sayReward(reward, currency))),
    rule(
      'rewards',
      'Points are reserved when you take a reward and spent when the order that uses it is paid.',
    ),
    rule('rewards', 'A reward you do not use gives its points back, once its code has lapsed.'),
  ];
}

function sayReward({ name, cost, gives }: Reward, currency: string): string {
  const buy = `${sayPoints(cost)} ${cost === 1 ? 'buys' : 'buy'} “${name}”`;
  switch (gives.kind) {
    case 'amount-off':
      return `${buy}: ${sayMoney(gives.amountMinor, currency)} off one order.`;
    case 'free-shipping':
      return `${buy}: one order is shipped for free.`;
  }
}

import { expect, it } from 'vitest';
import { minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { checkProgram } from '../check-program.ts';
import { fixedReward } from '../fixed-reward.ts';
import { pointsPreset } from '../presets/points.ts';
import type { ProgramDefinition, Reward, RewardGives, RewardOffer } from '../program.ts';

const base = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const off = (amount: number): RewardGives => ({ kind: 'amount-off', amountMinor: minor(amount) });
const postFree: RewardGives = { kind: 'free-shipping', mostMinor: null };
const gift = (gives: RewardGives): Reward =>
  fixedReward({ id: 'gift', name: 'Gift', cost: points(100), gives });

const said = (changes: Partial<ProgramDefinition>) => {
  const { problems, warnings } = checkProgram({ ...base, ...changes });
  return { problems, warnings: warnings.map(({ field }) => field) };
};

// £5 off for 500 points of a point a pound: 1 % of a purchase.
it.each<readonly [string, number, number, readonly string[]]>([
  ['on its edges', 100, 100, []],
  ['around it', 0, 10_000, []],
  ['above it', 101, 200, ['valueBack']],
  ['below it', 0, 99, ['valueBack']],
])('a band %s', (_title, leastBasisPoints, mostBasisPoints, fields) => {
  const valueBack = { leastBasisPoints, mostBasisPoints };
  expect(said({ valueBack })).toEqual({ problems: [], warnings: fields });
  expect(said({ valueBack, rewards: [gift(postFree)] }).warnings).toEqual([]);
});

it('tells the figures of a value outside its band', () => {
  const offer: RewardOffer = {
    kind: 'stepped',
    steps: [
      { cost: points(300), gives: off(150) },
      { cost: points(450), gives: off(333) },
    ],
  };
  const rewards = [gift(postFree), { ...gift(off(1)), id: 'steps', offer }];
  const valueBack = { leastBasisPoints: 150, mostBasisPoints: 250 };
  expect(checkProgram({ ...base, rewards, valueBack }).warnings).toEqual([
    {
      field: 'valueBack',
      problem:
        'is about 0.74 %, below the 1.5 % you want: a purchase earns 1 point for every £1, and ' +
        'with “Gift” 450 points are worth £3.33',
    },
  ]);
});

import { expect, it } from 'vitest';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { worthOfPoints } from './worth-of-points.ts';

const base = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const off = (name: string, cost: number, amountMinor: number) =>
  fixedReward({
    ...{ id: name, name, cost: points(cost) },
    gives: { kind: 'amount-off', amountMinor: minor(amountMinor) },
  });

it('counts by the reward that gives most for a point, rounded down', () => {
  const rewards = [off('five', 500, 500), off('ten', 900, 1000), off('one', 200, 100)];
  expect(worthOfPoints({ ...base, rewards }, 1234)).toEqual({
    minor: 1371,
    rewardName: 'ten',
    rewardMinor: 1000,
    rewardCost: 900,
  });
});

it('goes by what is for everybody, always and again, where there is such a reward', () => {
  const times = { kind: 'ever', times: 1 } as const;
  const thanks = off('thanks', 100, 1000);
  const once = { ...thanks, limits: { ...thanks.limits, times } };
  const gold = { ...thanks, limits: { ...thanks.limits, tiers: ['gold'] } };
  const rewards = [once, gold, off('five', 500, 500)];
  expect(worthOfPoints({ ...base, rewards }, 1000)).toMatchObject({ minor: 1000 });
  expect(worthOfPoints({ ...base, rewards: [once] }, 1000)).toMatchObject({ minor: 10_000 });
});

it('says nothing where no reward takes an amount off', () => {
  const rewards = base.rewards.filter(({ id }) => id === 'free-shipping');
  expect(worthOfPoints({ ...base, rewards }, 1000)).toBeNull();
});

it('makes no debt of a balance below zero, and no error of one beyond small numbers', () => {
  expect(worthOfPoints(base, -50)?.minor).toBe(0);
  const rewards = [off('dear', 3, 1_000_000)];
  expect(worthOfPoints({ ...base, rewards }, 9_000_000_000)?.minor).toBe(3_000_000_000_000_000);
});

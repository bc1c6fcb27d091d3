import { expect, it } from 'vitest';
import type { Condition } from '../../earning/conditions/registry.ts';
import { minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { checkProgram } from '../check-program.ts';
import { pointsTiersPreset } from '../presets/points-tiers.ts';
import type { ProgramDefinition, TierLadder } from '../program.ts';

const base = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });
const { tiers } = base as ProgramDefinition & { tiers: TierLadder };
const shoes: Condition = { kind: 'product', not: false, productIds: ['1'] };

const problemsOf = (changes: Partial<ProgramDefinition>) =>
  checkProgram({ ...base, ...changes }).problems.map(({ field }) => field);

const level = (id: string, threshold: number, inviteOnly: boolean) => ({
  ...{ id, name: id, threshold, inviteOnly },
  ...{ multiplierPercent: 100, entryPoints: points(0), perks: [] },
});
const levels = (...all: readonly ReturnType<typeof level>[]) => ({
  tiers: { ...tiers, levels: all },
});
const nothing = { ...base.earning, points: points(0) };

it.each<readonly [string, Partial<ProgramDefinition>, readonly string[]]>([
  [
    'a threshold where only an invitation helps',
    levels(level('a', 0, false), level('vip', 5, true), level('b', 5, false)),
    ['tiers.levels[1].threshold'],
  ],
  ['a first level on invitation', levels(level('a', 0, true)), ['tiers.levels[0].inviteOnly']],
  [
    'levels that do not climb past one on invitation',
    levels(level('a', 0, false), level('b', 5, false), level('vip', 0, true), level('c', 5, false)),
    ['tiers.levels[3].threshold'],
  ],
  ['a base rule of 0 where nothing else earns', { earning: nothing }, ['earning.points']],
  [
    'a base rule of 0 with a multiplier of it',
    {
      earning: nothing,
      campaigns: [{ id: 'a', name: 'A', when: [], gives: { kind: 'multiplier', percent: 200 } }],
    },
    ['earning.points'],
  ],
  [
    'a band whose end is below its beginning',
    { valueBack: { leastBasisPoints: 200, mostBasisPoints: 100 }, rewards: [] },
    ['valueBack.mostBasisPoints'],
  ],
])('refuses %s', (_title, changes, fields) => {
  expect(problemsOf(changes)).toEqual(fields);
});

it.each<readonly [string, Partial<ProgramDefinition>]>([
  [
    'levels on invitation between those that climb',
    levels(
      level('a', 0, false),
      level('vip', 0, true),
      level('b', 5, false),
      level('top', 0, true),
    ),
  ],
  [
    'stamps',
    {
      earning: nothing,
      campaigns: [
        { id: 'a', name: 'A', when: [], gives: { kind: 'bonus', points: points(1), once: false } },
      ],
    },
  ],
  [
    'points for activities alone',
    {
      earning: nothing,
      activities: [{ id: 'j', activity: 'join', points: points(1), limit: { kind: 'once' } }],
    },
  ],
  [
    'a rate of its own alone',
    {
      earning: nothing,
      rates: [{ id: 'r', points: points(1), perMinor: minor(1), when: [shoes] }],
    },
  ],
  [
    'points for levels alone',
    {
      earning: nothing,
      tiers: {
        ...tiers,
        levels: [level('a', 0, false), { ...level('b', 1, false), entryPoints: points(1) }],
      },
    },
  ],
  [
    'perks alone, where there is nothing to buy',
    {
      earning: nothing,
      rewards: [],
      tiers: {
        ...tiers,
        levels: [
          level('a', 0, false),
          { ...level('b', 1, false), perks: [{ kind: 'percent-off', percent: 5 }] },
        ],
      },
    },
  ],
])('has nothing against %s', (_title, changes) => {
  expect(problemsOf(changes)).toEqual([]);
});

import { expect, it } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { pointsPreset } from './presets/points.ts';
import type { ProgramDefinition } from './program.ts';
import { sayDifferences } from './say-differences.ts';

const base = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const [off, shipping] = base.rewards as [
  ProgramDefinition['rewards'][number],
  ProgramDefinition['rewards'][number],
];

it('says everything of a first version', () => {
  expect(sayDifferences(null, base)).toEqual([
    'Members earn 1 point for every £1.',
    'Points can be spent after 14 days.',
    'New reward “£5 off”: £5 off for 500 points.',
    'New reward “Free shipping”: free shipping for 300 points.',
  ]);
});

it('says nothing where nothing differs', () => {
  expect(sayDifferences(base, structuredClone(base))).toEqual([]);
});

it.each<[string, Partial<ProgramDefinition>, string[]]>([
  [
    'the rate',
    { earning: { ...base.earning, points: points(3), perMinor: minor(250) } },
    ['Members earn 3 points for every £2.50 instead of 1 point for every £1.'],
  ],
  ['the wait', { pendingDays: 0 }, ['Points can be spent at once instead of after 14 days.']],
  [
    'a reward’s name',
    { rewards: [{ ...off, name: 'A fiver' }, shipping] },
    ['“£5 off” is now called “A fiver”.'],
  ],
  [
    'a reward’s cost',
    { rewards: [{ ...off, cost: points(1500) }, shipping] },
    ['“£5 off” costs 1,500 points instead of 500.'],
  ],
  [
    'a reward’s gift',
    { rewards: [{ ...off, gives: { kind: 'free-shipping' } }, shipping] },
    ['“£5 off” gives free shipping instead of £5 off.'],
  ],
  [
    'the rewards there are',
    { rewards: [shipping, { ...off, id: 'other', cost: points(1) }] },
    [
      'New reward “£5 off”: £5 off for 1 point.',
      '“£5 off” can no longer be taken. Codes already given out stay good.',
    ],
  ],
])('says what changed of %s', (_of, changes, sentences) => {
  expect(sayDifferences(base, { ...base, ...changes })).toEqual(sentences);
});

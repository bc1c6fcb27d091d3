import { expect, test } from 'vitest';
import { points } from '../../kernel/points.ts';
import { paidClubPreset } from '../presets/paid-club.ts';
import { pointsTiersPreset } from '../presets/points-tiers.ts';
import type { ProgramDefinition, TierLevel } from '../program.ts';
import { sayDifferences } from '../say-differences.ts';

const base = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });

function withGold(changes: Partial<TierLevel>): Partial<ProgramDefinition> {
  const { tiers } = base;
  const gold = tiers?.levels.at(-1);
  if (!tiers || !gold) return {};
  return { tiers: { ...tiers, levels: tiers.levels.with(-1, { ...gold, ...changes }) } };
}

// What changes of Points and tiers | what the owner reads
test.each<[string, Partial<ProgramDefinition>, string[]]>([
  [
    'a pause',
    { paused: true },
    ['The program is paused: orders placed and activities done from then on earn nothing.'],
  ],
  [
    'the look-back',
    { lookBackDays: 30 },
    [
      'A guest’s orders count for the customer who joins with the same e-mail address up to ' +
        '30 days back instead of up to 60 days back.',
    ],
  ],
  [
    'a base rule of nothing',
    { earning: { ...base.earning, points: points(0) } },
    ['Members earn nothing for what they spend instead of 1 point for every £1.'],
  ],
  [
    'a level on invitation',
    withGold({ inviteOnly: true, threshold: 0 }),
    ['“Gold” is by invitation only now.'],
  ],
  [
    'what is for first orders',
    {
      eligible: [{ kind: 'first-orders', not: false, orders: 3 }],
      campaigns: [
        {
          ...{ id: 'hello', name: 'Hello' },
          when: [{ kind: 'first-orders', not: false, orders: 1 }],
          gives: { kind: 'bonus', points: points(50), once: true },
        },
      ],
    },
    [
      'Points are earned only on a member’s first 3 orders instead of on everything.',
      'New: “Hello” gives 50 points more on a member’s first order.',
    ],
  ],
  [
    'perks',
    withGold({ perks: [{ kind: 'free-shipping' }, { kind: 'percent-off', percent: 5 }] }),
    ['Beside points “Gold” gives free shipping and 5 % off what members order instead of nothing.'],
  ],
  [
    'the window',
    base.tiers ? { tiers: { ...base.tiers, window: { kind: 'joining' } } } : {},
    [
      'A member’s tier follows what they spend since they first joined, less what they return, ' +
        'not what they spend in the last 365 days, less what they return.',
    ],
  ],
])('says what changes with %s', (_of, changes, sentences) => {
  expect(sayDifferences(base, { ...base, ...changes })).toEqual(sentences);
});

test('says of new tiers by invitation neither what they follow nor how they are kept', () => {
  const { tiers } = paidClubPreset({ currency: 'GBP', zone: 'Europe/London' });
  expect(sayDifferences({ ...base, tiers: null }, { ...base, tiers })).toEqual([
    'There are tiers now: Everybody from £0 and Club by invitation only with 2 times the points, ' +
      '100 points once for reaching it, 10 % off what you order, free shipping and access ' +
      '24 hours before everybody else.',
  ]);
});

test('says that a level has a threshold again', () => {
  const invited = withGold({ inviteOnly: true, threshold: 0 });
  expect(sayDifferences({ ...base, ...invited }, base)).toEqual([
    '“Gold” is not by invitation any more: it begins at £2,000.',
  ]);
});

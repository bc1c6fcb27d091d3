import { expect, it } from 'vitest';
import type { Condition } from '../earning/conditions/registry.ts';
import { minor } from '../kernel/money.ts';
import { NO_POINTS, points } from '../kernel/points.ts';
import { checkProgram } from './check-program.ts';
import { pointsTiersPreset } from './presets/points-tiers.ts';
import { PRESETS } from './presets/registry.ts';
import type { Campaign, ProgramDefinition, TierLadder, TierLevel } from './program.ts';

const base = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });
const { tiers } = base as ProgramDefinition & { tiers: TierLadder };
const noCaps = base.caps;

const doubled = { kind: 'multiplier', percent: 200 } as const;
const bonus = (many: number) => ({ kind: 'bonus', points: points(many), once: false }) as const;
const online: Condition = { kind: 'channel', not: false, channels: ['online', 'pos'] };
const inShop: Condition = { kind: 'channel', not: false, channels: ['pos', 'online'] };
const window = (from: string | null, to: string | null): Condition => ({
  ...{ kind: 'dates', not: false, from, to },
});

function campaign(id: string, when: readonly Condition[], gives: Campaign['gives'] = doubled) {
  return { id, name: id, when, gives };
}

function levels(...thresholds: readonly number[]): readonly TierLevel[] {
  return thresholds.map((threshold, at) => ({
    ...{ id: `l${at}`, name: `Level ${at}`, threshold, inviteOnly: false },
    ...{ multiplierPercent: 100, entryPoints: NO_POINTS, perks: [] },
  }));
}

function said(changes: Partial<ProgramDefinition>) {
  const { problems, warnings } = checkProgram({ ...base, ...changes });
  return { problems, warnings };
}

it.each(Object.entries(PRESETS))('the preset %s is sound, and nothing in it is unwise', (_n, p) => {
  for (const [currency, zone] of [
    ['GBP', 'Europe/London'],
    ['JPY', 'Asia/Tokyo'],
    ['KWD', 'Asia/Kuwait'],
  ] as const) {
    expect(checkProgram(p.make({ currency, zone }))).toEqual({ problems: [], warnings: [] });
  }
});

// What contradicts what → every field it is said of.
const REFUSED: readonly (readonly [string, Partial<ProgramDefinition>, readonly string[]])[] = [
  [
    'a first level above 0',
    { tiers: { ...tiers, levels: levels(1, 2) } },
    ['tiers.levels[0].threshold'],
  ],
  [
    'more points for a coin than can be counted',
    {
      earning: { ...base.earning, points: points(1_000), perMinor: minor(1) },
      campaigns: ['a', 'b', 'c'].map((id) =>
        campaign(id, [window(`2026-0${id.charCodeAt(0) - 96}-01T00:00`, null)], {
          ...{ kind: 'multiplier', percent: 1_000 },
        }),
      ),
      stacking: 'multiply',
    },
    ['earning.points'],
  ],
  [
    'levels that do not climb',
    { tiers: { ...tiers, levels: levels(0, 500, 500, 100) } },
    ['tiers.levels[2].threshold', 'tiers.levels[3].threshold'],
  ],
  [
    'points for the first level, which nobody reaches',
    {
      tiers: {
        ...tiers,
        levels: levels(0, 1).map((each) => ({ ...each, entryPoints: points(1) })),
      },
    },
    ['tiers.levels[0].entryPoints'],
  ],
  [
    'ids that stand twice, of whatever kind the rules are',
    {
      rates: [{ id: 'orders', points: points(1), perMinor: minor(1), when: [] }],
      campaigns: [campaign('a', [], bonus(1)), campaign('b', [], bonus(1))],
      activities: [
        { id: 'a', activity: 'join', points: points(1), limit: { kind: 'once' } },
        { id: 'c', activity: 'join', points: points(1), limit: { kind: 'once' } },
      ],
    },
    ['rates[0].id', 'activities[0].id', 'activities[1].activity'],
  ],
  [
    'caps below what is promised',
    {
      caps: { order: points(9), day: points(20), month: points(99), member: points(10_000) },
      campaigns: [campaign('big', [], bonus(10))],
      activities: [{ id: 'j', activity: 'join', points: points(100), limit: { kind: 'once' } }],
    },
    ['caps.order', 'caps.day', 'caps.month'],
  ],
  [
    'a cap below one unit of a rate',
    {
      caps: { ...noCaps, order: points(4) },
      rates: [{ id: 'own', points: points(5), perMinor: minor(100), when: [online] }],
    },
    ['caps.order'],
  ],
  [
    'multipliers of 0',
    {
      campaigns: [campaign('none', [], { kind: 'multiplier', percent: 0 })],
      tiers: { ...tiers, levels: levels(0).map((each) => ({ ...each, multiplierPercent: 0 })) },
    },
    ['tiers.levels[0].multiplierPercent', 'campaigns[0].gives.percent'],
  ],
  [
    'a window that ends before it begins, or when',
    {
      eligible: [window('2026-05-02T00:00', '2026-05-01T00:00')],
      campaigns: [campaign('a', [window('2026-05-01T00:00', '2026-05-01T00:00')])],
    },
    ['eligible[0].to', 'campaigns[0].when[0].to'],
  ],
  [
    'multipliers that ask the same where only the best counts',
    {
      campaigns: [
        campaign('a', [online]),
        campaign('b', [inShop], { kind: 'multiplier', percent: 300 }),
        campaign('c', [online], bonus(1)),
      ],
    },
    ['campaigns[1].when'],
  ],
  [
    'levels there are none of',
    { eligible: [{ kind: 'tier', not: false, tierIds: ['silver', 'platinum'] }] },
    ['eligible[0].tierIds[1]'],
  ],
  [
    'levels where there are no tiers',
    { tiers: null, campaigns: [campaign('a', [{ kind: 'tier', not: true, tierIds: ['gold'] }])] },
    ['campaigns[0].when[0].tierIds[0]'],
  ],
  [
    'a condition and its opposite',
    { eligible: [online, { ...inShop, not: true }] },
    ['eligible[1]'],
  ],
  [
    'a date there never is',
    { expiry: { kind: 'yearly', month: 6, day: 31, atLeastMonths: 6, graceDays: 0 } },
    ['expiry.day'],
  ],
  [
    'a reward nobody can ever reach',
    { caps: { ...noCaps, member: points(499) } },
    ['rewards[0].offer.cost'],
  ],
];

it.each(REFUSED)('refuses %s', (_title, changes, fields) => {
  expect(
    said(changes)
      .problems.map(({ field }) => field)
      .sort(),
  ).toEqual([...fields].sort());
});

it('says in words what is wrong, and what with', () => {
  const { problems } = said({
    caps: { ...noCaps, order: points(9) },
    campaigns: [campaign('Big day', [], bonus(10))],
    tiers: { ...tiers, levels: levels(0, 500, 100) },
  });
  expect(problems).toEqual([
    { field: 'caps.order', problem: 'is below the 10 points of “Big day”' },
    { field: 'tiers.levels[2].threshold', problem: 'must be above 500, at which “Level 1” begins' },
  ]);
});

it.each<readonly [string, Partial<ProgramDefinition>]>([
  [
    'the same multipliers where all count',
    { stacking: 'add', campaigns: [campaign('a', []), campaign('b', [])] },
  ],
  [
    'points for levels beyond the cap',
    {
      caps: { ...noCaps, member: points(499) },
      tiers: {
        ...tiers,
        levels: levels(0, 1).map((each, at) => ({ ...each, entryPoints: points(at) })),
      },
    },
  ],
  [
    'a cap of one order below an activity',
    {
      caps: { ...noCaps, order: points(9) },
      activities: [{ id: 'j', activity: 'join', points: points(100), limit: { kind: 'once' } }],
    },
  ],
  [
    '29 February, which is the 28th in most years',
    { expiry: { kind: 'yearly', month: 2, day: 29, atLeastMonths: 6, graceDays: 0 } },
  ],
  ['a window that is open', { eligible: [window(null, '2026-05-01T00:00')] }],
])('has nothing against %s', (_title, changes) => {
  expect(said(changes).problems).toEqual([]);
});

// What is only unwise → the fields it is said of; such a program can be published.
it.each<readonly [string, Partial<ProgramDefinition>, readonly string[]]>([
  [
    'a wait longer than points live',
    {
      pendingDays: 40,
      activityPendingDays: 40,
      expiry: { kind: 'after-earning', months: 1, graceDays: 5 },
    },
    ['pendingDays'],
  ],
  [
    'a level beyond what members can earn',
    {
      caps: { ...noCaps, member: points(600) },
      tiers: { ...tiers, basis: 'points', levels: levels(0, 600, 601) },
    },
    ['tiers.levels[2].threshold'],
  ],
  [
    'what orders do not carry yet',
    {
      eligible: [{ kind: 'segment', not: true, segmentIds: ['1'] }],
      rates: [
        {
          ...{ id: 'own', points: points(2), perMinor: minor(100) },
          when: [{ kind: 'collection', not: false, collectionIds: ['1'] }],
        },
      ],
      campaigns: [campaign('a', [{ kind: 'product-tag', not: false, tags: ['sale'] }])],
    },
    ['eligible[0]', 'rates[0].when[0]', 'campaigns[0].when[0]'],
  ],
  [
    'a multiplier that gives nothing more',
    { campaigns: [campaign('a', [], { kind: 'multiplier', percent: 100 })] },
    ['campaigns[0].gives.percent'],
  ],
  [
    'what cannot be said in one sentence',
    {
      campaigns: [
        campaign('a', [
          online,
          window('2026-05-01T00:00', null),
          { kind: 'order-value', not: false, atLeastMinor: minor(100) },
          { kind: 'tier', not: true, tierIds: ['gold'] },
        ]),
      ],
    },
    ['campaigns[0]'],
  ],
])('warns about %s', (_title, changes, fields) => {
  const { problems, warnings } = said(changes);
  expect(problems).toEqual([]);
  expect(warnings.map(({ field }) => field)).toEqual(fields);
});

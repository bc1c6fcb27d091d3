import { expect, it } from 'vitest';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { pointsPreset } from './presets/points.ts';
import { pointsTiersPreset } from './presets/points-tiers.ts';
import type { ProgramDefinition, Reward, RewardChoice, RewardOffer } from './program.ts';
import { sayDifferences } from './say-differences.ts';

const base = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const [off, shipping] = base.rewards as [
  ProgramDefinition['rewards'][number],
  ProgramDefinition['rewards'][number],
];

/** The first reward with another price or gift. */
const fixed = (changes: Partial<RewardChoice>): Reward => ({
  ...off,
  offer: { ...(off.offer as Extract<RewardOffer, { kind: 'fixed' }>), ...changes },
});

it('says everything of a first version', () => {
  expect(sayDifferences(null, base)).toEqual([
    'Members earn 1 point for every £1.',
    'Points can be spent after 14 days.',
    'A guest’s orders count for the customer who joins with the same e-mail address ' +
      'up to 60 days back instead of from then on.',
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
    { rewards: [fixed({ cost: points(1500) }), shipping] },
    ['“£5 off” costs 1,500 points instead of 500.'],
  ],
  [
    'a reward’s gift',
    { rewards: [fixed({ gives: { kind: 'free-shipping', mostMinor: null } }), shipping] },
    ['“£5 off” gives free shipping instead of £5 off.'],
  ],
  [
    'the rewards there are',
    { rewards: [shipping, { ...fixed({ cost: points(1) }), id: 'other' }] },
    [
      'New reward “£5 off”: £5 off for 1 point.',
      '“£5 off” can no longer be taken. Codes already given out stay good.',
    ],
  ],
  [
    'what counts and how it is rounded',
    {
      counts: { giftCards: false, shipping: true, tax: false },
      earning: { ...base.earning, rounding: 'ceiling' },
      eligible: [{ kind: 'channel', not: false, channels: ['online'] }],
    },
    [
      'Points of an order are rounded up instead of rounded down.',
      'Points are earned only on orders placed online instead of on everything.',
      'Shipping now earns points too.',
    ],
  ],
  [
    'what is earned without buying',
    {
      activities: [
        { id: 'a', activity: 'birthday', points: points(50), limit: { kind: 'yearly' } },
      ],
    },
    [
      'Members get 50 points for their birthday, once a year.',
      'Points for activities can be spent at once.',
    ],
  ],
  [
    'the most that can be earned',
    { caps: { ...base.caps, month: points(1000) } },
    [
      'Members can earn at most 1,000 points in one calendar month instead of as many as they ' +
        'like.',
    ],
  ],
  [
    'the tiers, where there were none',
    { tiers: pointsTiersPreset({ currency: 'GBP', zone: 'UTC' }).tiers },
    [
      'There are tiers now: Bronze from £0, Silver from £500 with 1.25 times the points and ' +
        'Gold from £2,000 with 1.5 times the points.',
      'A member’s tier follows what they spend in the last 365 days, less what they return.',
      'Members keep a tier for 365 days after they last qualified.',
    ],
  ],
  [
    'when points end, and what is owed',
    { expiry: { kind: 'after-earning', months: 12, graceDays: 30 }, debt: 'stop-at-zero' },
    [
      'For points earned from now on: “Your points expire 12 months after you earn them; you ' +
        'have 30 days more to spend them” instead of “Your points never expire”.',
      'Where points that are taken back were already spent, the balance stops at zero.',
    ],
  ],
])('says what changed of %s', (_of, changes, sentences) => {
  expect(sayDifferences(base, { ...base, ...changes })).toEqual(sentences);
});

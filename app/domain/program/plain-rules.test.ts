import { expect, test } from 'vitest';
import type { Condition } from '../earning/conditions/registry.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { plainRules, sayRules } from './plain-rules.ts';
import { fixedReward } from './fixed-reward.ts';
import { pointsPreset } from './presets/points.ts';
import { pointsTiersPreset } from './presets/points-tiers.ts';
import type { ProgramDefinition } from './program.ts';

const pounds = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const { tiers } = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });
const yen = pointsPreset({ currency: 'JPY', zone: 'Asia/Tokyo' });

function earning(definition: ProgramDefinition, rate: { points: number; perMinor: number }) {
  const changed = { points: points(rate.points), perMinor: minor(rate.perMinor) };
  return { ...definition, earning: { ...definition.earning, ...changed } };
}

function reward(currency: string, cost: number, amountOff: number): ProgramDefinition {
  const gives = { kind: 'amount-off', amountMinor: minor(amountOff) } as const;
  const rewards = [fixedReward({ id: 'one', name: 'A treat', cost: points(cost), gives })];
  return { ...pounds, currency, rewards };
}

test('the Points preset reads from earning to debt, in the order a shopper meets it', () => {
  expect(plainRules(pounds)).toEqual([
    'You earn 1 point for every £1 you spend, after discounts.',
    'Gift cards, shipping, taxes and tips do not count.',
    'What you pay for with gift cards or store credit does not count.',
    'Points are counted once for the whole order and rounded down.',
    'Orders you placed as a guest within 60 days before you join count too, ' +
      'if you join with the same e-mail address.',
    'You can spend the points of an order 14 days after it is paid.',
    '500 points buy “£5 off”.',
    '300 points buy “Free shipping”.',
    'The code of “£5 off” can be combined with other discounts on products and on shipping, ' +
      'but not with those on whole orders.',
    'The code of “Free shipping” can be combined with other discounts on whole orders and on ' +
      'products, but not with those on shipping.',
    'Points are reserved when you take a reward and spent when the order that uses it is paid.',
    'The code of a reward works once, for one order.',
    'If you do not use the code of a reward in time, its points come back to you.',
    'When you return something, or an order is cancelled, the points it earned are taken back.',
    'Points you spent on what you return come back to you in the same proportion.',
    'Your points never expire.',
    'If points that are taken back were already spent, your balance goes below zero, and what ' +
      'you earn next fills it up first.',
  ]);
});

// What differs from the preset → the sentence that says it.
const SAID: readonly (readonly [string, ProgramDefinition, string])[] = [
  ['several points', earning(pounds, { points: 3, perMinor: 1000 }), '3 points for every £10 you'],
  ['part of a pound', earning(pounds, { points: 1, perMinor: 50 }), '1 point for every £0.50 you'],
  ['a large rate', earning(pounds, { points: 1500, perMinor: 100 }), 'earn 1,500 points for'],
  ['yen, which have no decimals', yen, 'for every ¥1 you'],
  ['many yen', earning(yen, { points: 1, perMinor: 1000 }), 'for every ¥1,000 you'],
  ['dinars of three decimals', reward('KWD', 10, 1250), 'A treat”: KWD 1.250 off.'],
  ['whole dinars', reward('KWD', 10, 5000), '10 points buy “A treat”: KWD 5 off.'],
  ['euros and cents', reward('EUR', 2000, 1250), '2,000 points buy “A treat”: €12.50 off'],
  ['a reward of one point', reward('GBP', 1, 100), '1 point buys “A treat”: £1 off.'],
  ['no wait', { ...pounds, pendingDays: 0 }, 'of an order as soon as it is paid.'],
  ['a day', { ...pounds, pendingDays: 1 }, 'of an order 1 day after it is paid.'],
  ['no rewards', { ...pounds, rewards: [] }, 'There are no rewards to spend points on yet.'],
];

test.each(SAID)('%s is said as it is', (_title, definition, words) => {
  // Intl parts a currency's code from its number by a space that does not break.
  const said = plainRules(definition).join('\n').replaceAll('\u00a0', ' ');
  expect(said).toContain(words);
});

// What a program says beyond that → its sentences, each of them whole.
const SAID_TOO: readonly (readonly [string, Partial<ProgramDefinition>, readonly string[]])[] = [
  [
    'what counts',
    { counts: { giftCards: false, shipping: true, tax: true } },
    ['Shipping and taxes count too; gift cards and tips do not count.'],
  ],
  [
    'conditions and rates of their own, in the words of their kinds',
    {
      eligible: [{ kind: 'channel', not: true, channels: ['b2b'] }],
      rates: [
        {
          ...{ id: 'own', points: points(5), perMinor: minor(100) },
          when: [
            { kind: 'vendor', not: false, vendors: ['Acme'] },
            { kind: 'order-value', not: false, atLeastMinor: minor(5000) },
          ],
        },
      ],
    },
    [
      'Points are earned only on orders not placed as a company.',
      'You earn 5 points for every £1 on products by Acme and on orders of £50 or more instead.',
      'Points are counted once for the whole order at each of these rates and rounded down.',
    ],
  ],
  [
    'rounding, caps, and a wait from when all is sent',
    {
      earning: { ...pounds.earning, rounding: 'nearest' },
      caps: { order: points(500), day: null, month: points(2000), member: null },
      ...{ pendingFrom: 'fulfilled', pendingDays: 0 },
    },
    [
      'Points are counted once for the whole order and rounded to the nearest whole point, ' +
        'halves up.',
      'One order earns at most 500 points.',
      'In one calendar month you earn at most 2,000 points.',
      'You can spend the points of an order as soon as all of it has been sent.',
    ],
  ],
  [
    'campaigns, and how they add up',
    {
      ...{ tiers, stacking: 'add' },
      campaigns: [
        {
          ...{ id: 'a', name: 'Spring', gives: { kind: 'multiplier', percent: 250 } },
          when: [{ kind: 'dates', not: false, from: '2026-03-01T00:00', to: null }],
        },
        {
          ...{ id: 'b', name: 'Hello', gives: { kind: 'bonus', points: points(50), once: true } },
          when: [],
        },
      ],
    },
    [
      '“Spring” gives 2.5 times the points from 1 March 2026, 00:00 on.',
      '“Hello” gives 50 points more, for one order only.',
      'Where several of these multiply your points, what each gives on top is added up.',
    ],
  ],
  [
    'tiers by orders, kept for ever',
    {
      tiers: {
        ...{ basis: 'orders', window: { kind: 'lifetime' }, keeping: { kind: 'never-drop' } },
        levels: [
          {
            ...{ id: 'a', name: 'New', threshold: 0, inviteOnly: false },
            ...{ multiplierPercent: 100, entryPoints: points(0), perks: [] },
          },
          {
            ...{ id: 'b', name: 'Known', threshold: 10, inviteOnly: false },
            ...{ multiplierPercent: 110, entryPoints: points(500), perks: [] },
          },
        ],
      },
    },
    [
      'Your tier follows how many orders you pay for in all, less those you return in full.',
      'Your first tier is “New”.',
      '“Known” begins at 10 orders and gives 1.1 times the points and 500 points once for ' +
        'reaching it.',
      'A tier reached by an order counts from your next order on.',
      'A tier once reached stays yours.',
    ],
  ],
  [
    'activities',
    {
      activities: [
        {
          ...{ id: 'a', activity: 'review', points: points(10) },
          limit: { kind: 'per', period: 'week', times: 2 },
        },
        { id: 'b', activity: 'quiz', points: points(1), limit: { kind: 'once' } },
      ],
      activityPendingDays: 7,
    },
    [
      'You get 10 points for a review, at most 2 times in a calendar week.',
      'You get 1 point for “quiz”, once.',
      'You can spend these points after 7 days.',
    ],
  ],
  [
    'a yearly end, and debts that are forgiven',
    {
      expiry: { kind: 'yearly', month: 1, day: 1, atLeastMonths: 6, graceDays: 0 },
      debt: 'stop-at-zero',
    },
    [
      'Your points expire at the start of 1 January, but not before they are 6 months old.',
      'If points that are taken back were already spent, your balance stops at zero and the rest ' +
        'is forgiven.',
    ],
  ],
  [
    'points that nothing takes back once they can be spent',
    { debt: 'pending-only' },
    [
      'When you return something, or an order is cancelled, the points it earned are taken back ' +
        'as far as they still wait.',
    ],
  ],
];

test.each(SAID_TOO)('%s: said in sentences of their own', (_title, changes, sentences) => {
  expect(plainRules({ ...pounds, ...changes })).toEqual(expect.arrayContaining([...sentences]));
});

test('a rule that takes more than a sentence to follow is flagged', () => {
  const vendors = Array.from({ length: 40 }, (_, at) => `Maker ${at}`);
  const long: Condition = { kind: 'vendor', not: false, vendors };
  const few: Condition[] = [{ kind: 'channel', not: false, channels: ['pos'] }];
  const flagged = (when: readonly Condition[]) =>
    sayRules({ ...pounds, eligible: when }).flatMap(({ field, isPlain }) =>
      isPlain ? [] : [field],
    );
  expect(flagged(few)).toEqual([]);
  expect(flagged([long])).toEqual(['eligible']);
  expect(flagged([...few, ...few, ...few, ...few])).toEqual(['eligible']);
});

test('without rewards nothing is said of reserving', () => {
  expect(plainRules({ ...pounds, rewards: [] }).join(' ')).not.toContain('reserved');
});

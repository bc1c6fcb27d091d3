/** A program that says something in every part it has, and nothing that is usual. */
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { blankProgram } from '../../app/domain/program/blank-program.ts';
import { fixedReward, NO_LIMITS } from '../../app/domain/program/fixed-reward.ts';
import type { ProgramDefinition, Reward, TierLadder } from '../../app/domain/program/program.ts';

const tiers: TierLadder = {
  basis: 'spend',
  window: { kind: 'months', months: 12 },
  keeping: { kind: 'period-end', graceDays: 30, softLanding: true },
  levels: [
    {
      ...{ id: 'bronze', name: 'Bronze', threshold: 0, inviteOnly: false },
      ...{ multiplierPercent: 100, entryPoints: points(0), perks: [] },
    },
    {
      ...{ id: 'gold', name: 'Gold', threshold: 50_000, inviteOnly: false },
      ...{ multiplierPercent: 125, entryPoints: points(50) },
      perks: [
        { kind: 'percent-off', percent: 5 },
        { kind: 'early-access', hours: 24 },
        { kind: 'promise', words: 'A present' },
      ],
    },
    {
      ...{ id: 'club', name: 'Club', threshold: 0, inviteOnly: true },
      ...{ multiplierPercent: 150, entryPoints: points(100), perks: [{ kind: 'free-shipping' }] },
    },
  ],
};

const steps: Reward = {
  ...{ id: 'steps', name: 'Off', auto: false },
  offer: {
    kind: 'stepped',
    steps: [
      { cost: points(100), gives: { kind: 'amount-off', amountMinor: minor(100) } },
      { cost: points(200), gives: { kind: 'percent-off', percent: 10, mostMinor: minor(2000) } },
    ],
  },
  limits: {
    minimumMinor: minor(3000),
    goods: [{ kind: 'product', not: false, productIds: ['1', '2'] }],
    tiers: ['gold'],
    segments: ['loyal'],
    from: '2026-05-01T00:00',
    to: '2026-06-01T00:00',
    stock: 100,
    times: { kind: 'per', period: 'month', times: 2 },
  },
  combines: { order: false, product: true, shipping: true },
};

const card: Reward = {
  ...{ id: 'card', name: 'Card', auto: false },
  offer: {
    ...{ kind: 'sliding', least: 2, most: 9, cost: points(100) },
    gives: { kind: 'gift-card', amountMinor: minor(100) },
  },
  limits: { ...NO_LIMITS, times: { kind: 'ever', times: 1 } },
  combines: { order: true, product: true, shipping: true },
};

const treat = fixedReward({
  ...{ id: 'treat', name: 'Treat', cost: points(75), auto: true },
  gives: { kind: 'custom', key: 'treat', what: 'a treat' },
});
const gift = fixedReward({
  ...{ id: 'gift', name: 'Gift', cost: points(50), auto: true },
  gives: { kind: 'donation', amountMinor: minor(100), to: 'the lifeboats' },
});

export const RICH: ProgramDefinition = {
  ...blankProgram({ currency: 'GBP', zone: 'Europe/London' }, 'own'),
  counts: { giftCards: true, shipping: false, tax: true },
  budget: { monthPoints: points(10_000), warnAtPercent: 80 },
  valueBack: { leastBasisPoints: 100, mostBasisPoints: 550 },
  lookBackDays: 30,
  eligible: [{ kind: 'channel', not: true, channels: ['b2b'] }],
  rates: [
    {
      ...{ id: 'shoes', points: points(2), perMinor: minor(100) },
      when: [{ kind: 'vendor', not: false, vendors: ['Acme'] }],
    },
  ],
  campaigns: [
    {
      ...{ id: 'spring', name: 'Spring', gives: { kind: 'multiplier', percent: 200 } },
      when: [{ kind: 'dates', not: false, from: '2026-03-01T00:00', to: '2026-04-01T00:00' }],
    },
    {
      ...{ id: 'hours', name: 'Hours', gives: { kind: 'multiplier', percent: 150 } },
      when: [
        {
          ...{ kind: 'weekday-hours', not: false, weekdays: ['monday'] },
          ...{ fromHour: 8, toHour: 12 },
        },
      ],
    },
    {
      ...{ id: 'tenth', name: 'Tenth' },
      when: [{ kind: 'every-nth-order', not: false, orders: 10, again: true }],
      gives: { kind: 'bonus', points: points(100), once: false },
    },
  ],
  stacking: 'add',
  caps: { order: points(500), day: points(600), month: points(700), member: points(9000) },
  pendingFrom: 'fulfilled',
  pendingDays: 14,
  activities: [
    {
      ...{ id: 'reviews', activity: 'review', points: points(10) },
      limit: { kind: 'per', period: 'month', times: 3 },
    },
  ],
  activityPendingDays: 3,
  tiers,
  expiry: { kind: 'yearly', month: 6, day: 30, atLeastMonths: 6, graceDays: 14 },
  debt: 'stop-at-zero',
  rewards: [steps, card, treat, gift],
};

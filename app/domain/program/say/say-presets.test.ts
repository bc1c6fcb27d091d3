/** The terms of presets that are unlike the others, as a shopper reads them. */
import { expect, test } from 'vitest';
import { minor } from '../../kernel/money.ts';
import { points } from '../../kernel/points.ts';
import { plainRules } from '../plain-rules.ts';
import { PRESETS } from '../presets/registry.ts';
import type { ProgramDefinition, TierKeeping, TierLevel } from '../program.ts';

function preset(name: string): ProgramDefinition {
  const found = PRESETS[name];
  if (!found) throw new Error(`There is no preset ${name}.`);
  return found.make({ currency: 'GBP', zone: 'Europe/London' });
}

const termsOf = (name: string, changes: Partial<ProgramDefinition> = {}) =>
  plainRules({ ...preset(name), ...changes });

function about(words: RegExp, said: readonly string[]): readonly string[] {
  return said.filter((sentence) => words.test(sentence));
}

/** The paid club, with a level to climb beside the one by invitation. */
function clubToClimb(keeping: TierKeeping): readonly string[] {
  const { tiers } = preset('paid-club');
  const regular: TierLevel = {
    ...{ id: 'regular', name: 'Regular', threshold: 50_000, inviteOnly: false },
    ...{ multiplierPercent: 125, entryPoints: points(0), perks: [] },
  };
  const levels = [...(tiers?.levels ?? []), regular];
  return termsOf('paid-club', { tiers: tiers && { ...tiers, keeping, levels } });
}

test('a club by invitation is not climbed, and lasts for as long as the shop lets in', () => {
  expect(about(/tier|“Club”/, termsOf('paid-club'))).toEqual([
    'Your first tier is “Everybody”.',
    '“Club” is by invitation only and gives 2 times the points, 100 points once for reaching it, ' +
      '10 % off what you order, free shipping and access 24 hours before everybody else.',
    'A tier by invitation lasts for as long as the shop lets you in.',
  ]);
});

test('a paused club does not say that orders count for a tier', () => {
  expect(termsOf('paid-club', { paused: true })[1]).toBe(
    'Points you have can still be spent, and expire as ever.',
  );
});

test.each<[TierKeeping, string]>([
  [{ kind: 'never-drop' }, 'A tier reached without an invitation stays yours.'],
  [
    { kind: 'days', days: 30, softLanding: false },
    'You keep a tier reached without an invitation for 30 days after you last qualified.',
  ],
  [
    { kind: 'period-end', graceDays: 0, softLanding: false },
    'You keep a tier reached without an invitation to the end of the year in which you last ' +
      'qualified.',
  ],
])('where both are, what is kept is what was climbed: %j', (keeping, sentence) => {
  expect(clubToClimb(keeping).slice(4, 11)).toEqual([
    'Your tier follows what you spend in all, less what you return.',
    'Your first tier is “Everybody”.',
    expect.stringContaining('“Club” is by invitation only'),
    '“Regular” begins at £500 and gives 1.25 times the points.',
    'A tier reached by an order counts from your next order on.',
    sentence,
    'A tier by invitation lasts for as long as the shop lets you in.',
  ]);
});

test('one tier for everybody is all there is to say of it', () => {
  const { tiers } = preset('paid-club');
  const levels = tiers?.levels.slice(0, 1) ?? [];
  const said = termsOf('paid-club', { tiers: tiers && { ...tiers, levels } });
  expect(about(/tier/, said)).toEqual(['Your first tier is “Everybody”.']);
});

test('a ladder without points begins with what it follows, and says what a return does', () => {
  const said = termsOf('discount-ladder', { eligible: [ONLINE] });
  expect(said[0]).toBe(
    'Your tier follows how many orders you pay for in the last 12 months, less those you return ' +
      'in full.',
  );
  expect(said.slice(8, 11)).toEqual([
    'What you buy counts towards your tier only on orders placed online.',
    'Gift cards, shipping, taxes and tips do not count towards your tier.',
    'What you pay for with gift cards or store credit does not count towards your tier.',
  ]);
  expect(said.at(-1)).toBe(
    'An order that is cancelled, or returned in full, no longer counts towards your tier.',
  );
});

const ONLINE = { kind: 'channel', not: false, channels: ['online'] } as const;

test('a ladder of what is spent, without points, says what a return does too', () => {
  const { tiers } = preset('discount-ladder');
  const said = (basis: 'spend' | 'points') =>
    termsOf('discount-ladder', { tiers: tiers && { ...tiers, basis } }).at(-1);
  expect(said('spend')).toBe(
    'What you return, or what is cancelled, no longer counts towards your tier.',
  );
  expect(said('points')).not.toContain('no longer counts');
});

test('what counts beside goods is said of a tier too', () => {
  const counts = { giftCards: false, shipping: true, tax: true };
  expect(termsOf('discount-ladder', { counts })).toContain(
    'Shipping and taxes count towards your tier too; gift cards and tips do not count.',
  );
});

test('a tier by points says that returns lower it', () => {
  expect(termsOf('stars')).toContain(
    'Your tier follows the points you earn in the last 12 months, less those that returns take ' +
      'back.',
  );
});

test('stamps are said before what counts for them', () => {
  expect(termsOf('punch-card').slice(0, 2)).toEqual([
    '“Stamp” gives 1 point on orders of £5 or more.',
    'Gift cards, shipping, taxes and tips do not count.',
  ]);
});

test('rates of their own are said before what counts', () => {
  const { earning } = preset('points');
  const rate = { id: 'own', points: points(5), perMinor: minor(100), when: [] };
  const none = { ...earning, points: points(0) };
  expect(termsOf('points', { earning: none, rates: [rate] })[0]).toBe(
    'You earn 5 points for every £1.',
  );
});

test('where orders earn nothing and reach no tier, nothing of them counts', () => {
  const { earning } = preset('points');
  const none = { ...earning, points: points(0) };
  expect(about(/not count\b/, termsOf('points', { earning: none, lookBackDays: null }))).toEqual(
    [],
  );
});

test('nobody takes what comes by itself, and so reserves nothing', () => {
  expect(about(/reserved|take a reward/, termsOf('cashback'))).toEqual([]);
  const taken = preset('cashback').rewards.map((reward) => ({ ...reward, auto: false }));
  const [credit] = preset('cashback').rewards;
  const both = [...(credit ? [credit] : []), ...taken.map((each) => ({ ...each, id: 'other' }))];
  expect(termsOf('cashback', { rewards: both })).toContain(
    'Points are reserved when you take a reward and spent once you have it.',
  );
});

test('what a tier multiplies is said as a factor of the points', () => {
  expect(termsOf('cashback')).toContain('“Silver” begins at £500 and gives 1.4 times the points.');
});

test('days of grace are days more to spend points', () => {
  expect(termsOf('punch-card')).toContain(
    'Your points expire 12 months after you earn them; you have 14 days more to spend them.',
  );
});

test('what is once for the first order says so once', () => {
  const bonus = (orders: number, not: boolean) =>
    termsOf('points', {
      campaigns: [
        {
          ...{ id: 'hello', name: 'Hello', when: [{ kind: 'first-orders', not, orders }] },
          gives: { kind: 'bonus', points: points(50), once: true },
        },
      ],
    });
  expect(bonus(1, false)).toContain('“Hello” gives 50 points more on your first order.');
  expect(bonus(2, false)).toContain(
    '“Hello” gives 50 points more on your first 2 orders, for one order only.',
  );
  expect(bonus(1, true)).toContain(
    '“Hello” gives 50 points more on every order but your first, for one order only.',
  );
});

test.each([
  ['day', 1, 'at most once a day'],
  ['day', 2, 'at most 2 times a day'],
  ['week', 1, 'at most once in a calendar week'],
  ['month', 3, 'at most 3 times in a calendar month'],
  ['year', 1, 'at most once in a calendar year'],
] as const)('within a %s, %i: periods are those of the calendar', (period, times, said) => {
  const limit = { kind: 'per', period, times } as const;
  const activities = [{ id: 'a', activity: 'review', points: points(5), limit }];
  expect(termsOf('points', { activities })).toContain(`You get 5 points for a review, ${said}.`);
});

test.each(Object.keys(PRESETS))('%s begins with what the program is', (name) => {
  expect(termsOf(name)[0]).toMatch(/^(You earn|Your tier follows|“Stamp” gives)/);
});

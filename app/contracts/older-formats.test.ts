import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyProgram } from '../../tests/support/any-program.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import { inPresentFormat } from '../domain/program/older-formats.ts';
import { beautyClubPreset } from '../domain/program/presets/beauty-club.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { ProgramDefinition, Reward } from '../domain/program/program.ts';
import { parseProgram, readKeptProgram } from './program.ts';

const GBP = { currency: 'GBP', zone: 'Europe/London' };

// As it was kept, letter by letter, when nothing else could be said.
const FORMAT_1 = `{"preset": "points", "currency": "GBP", "zone": "Europe/London",
  "earning": {"id": "orders", "kind": "orders", "points": 1, "perMinor": 100, "rounding": "floor"},
  "pendingDays": 14, "expiry": {"kind": "none"}, "debt": "allow-negative", "rewards": [
    {"id": "amount-off-5", "name": "£5 off", "cost": 500,
     "gives": {"kind": "amount-off", "amountMinor": 500}},
    {"id": "free-shipping", "name": "Free shipping", "cost": 300,
     "gives": {"kind": "free-shipping"}}]}`;

const FORMAT_2 = `{"format": 2, "preset": "beauty-club", "currency": "GBP", "zone": "Europe/London",
  "counts": {"giftCards": false, "shipping": false, "tax": false}, "eligible": [],
  "earning": {"id": "orders", "kind": "orders", "points": 1, "perMinor": 100, "rounding": "floor"},
  "rates": [], "campaigns": [{"id": "welcome", "name": "Welcome",
    "when": [{"kind": "first-orders", "not": false, "orders": 1}],
    "gives": {"kind": "bonus", "points": 50, "once": true}}],
  "stacking": "best", "caps": {"order": null, "day": null, "month": null, "member": null},
  "pendingFrom": "paid", "pendingDays": 14, "activities": [
    {"id": "birthdays", "activity": "birthday", "points": 100, "limit": {"kind": "yearly"}},
    {"id": "reviews", "activity": "review", "points": 10,
     "limit": {"kind": "per", "period": "month", "times": 3}}],
  "activityPendingDays": 0,
  "tiers": {"basis": "spend", "window": {"kind": "year"},
    "keeping": {"kind": "period-end", "graceDays": 31, "softLanding": true}, "levels": [
      {"id": "friend", "name": "Friend", "threshold": 0, "multiplierPercent": 100,
       "entryPoints": 0},
      {"id": "favourite", "name": "Favourite", "threshold": 35000, "multiplierPercent": 125,
       "entryPoints": 50},
      {"id": "icon", "name": "Icon", "threshold": 100000, "multiplierPercent": 150,
       "entryPoints": 150}]},
  "expiry": {"kind": "inactivity", "months": 12, "graceDays": 30}, "debt": "allow-negative",
  "rewards": [
    {"id": "amount-off-10", "name": "£10 off", "cost": 500,
     "gives": {"kind": "amount-off", "amountMinor": 1000}},
    {"id": "free-shipping", "name": "Free shipping", "cost": 200,
     "gives": {"kind": "free-shipping"}}]}`;

// Nobody had been told that orders from before one joins would count.
const AS_TOLD = { lookBackDays: 0 };

describe.each<[number, string, ProgramDefinition]>([
  [1, FORMAT_1, { ...pointsPreset(GBP), ...AS_TOLD }],
  [2, FORMAT_2, { ...beautyClubPreset(GBP), ...AS_TOLD }],
])('a program in the words of format %i', (_format, text, same) => {
  const json = JSON.parse(text) as Parameters<typeof inPresentFormat>[0];

  it('means what it meant', () => {
    expect(parseProgram(json)).toEqual({ ok: true, definition: same });
    expect(inPresentFormat(json)).toEqual(same);
  });

  it('is written in one order, whatever it was read from, so that texts can be compared', () => {
    const texts = [json, same, Object.fromEntries(Object.entries(same).reverse())].map((each) => {
      const read = readKeptProgram(each);
      return read.ok ? JSON.stringify(read.definition) : '';
    });
    expect(new Set(texts)).toEqual(new Set([JSON.stringify(same)]));
  });

  it('gives codes that may be combined as they were made', () => {
    const { rewards } = inPresentFormat(json);
    expect(rewards.map(({ combines }) => combines)).toEqual([
      { order: false, product: true, shipping: true },
      { order: true, product: true, shipping: false },
    ]);
  });
});

const problemsOf = (json: unknown) => {
  const parsed = parseProgram(json);
  if (parsed.ok) return {};
  return Object.fromEntries(parsed.problems.map(({ field, problem }) => [field, problem]));
};

it('could not say more, and is refused where it seems to', () => {
  const first = JSON.parse(FORMAT_1) as { earning: object };
  const earning = { ...first.earning, rounding: 'nearest' };
  expect(problemsOf({ ...first, tiers: null, earning })).toEqual({
    tiers: 'is not a known field',
    'earning.rounding': 'must be floor',
  });
  const second = JSON.parse(FORMAT_2) as { tiers: object; earning: object };
  const more = {
    paused: true,
    earning: { ...second.earning, points: 0 },
    tiers: { ...second.tiers, window: { kind: 'joining' } },
  };
  expect(Object.keys(problemsOf({ ...second, ...more })).sort()).toEqual([
    'earning.points',
    'paused',
    'tiers.window.kind',
  ]);
});

it('is told what contradicts itself by the names its own fields have', () => {
  const caps = { order: null, day: null, month: null, member: 199 };
  const json = { ...(JSON.parse(FORMAT_2) as object), caps, activities: [], tiers: null };
  expect(Object.keys(problemsOf(json))).toEqual(['rewards[0].cost', 'rewards[1].cost']);
});

/** A program as format 2 would have it, and the same without what it could not say. */
function inFormat2(program: ProgramDefinition): { old: object; said: ProgramDefinition } {
  const { format: _, paused, budget, valueBack, lookBackDays, tiers, rewards, ...rest } = program;
  expect([paused, budget, valueBack, lookBackDays]).not.toContain(undefined);
  const told = rewards.flatMap((reward) => plainReward(reward) ?? []);
  const window = tiers?.window.kind === 'joining' ? { kind: 'lifetime' as const } : tiers?.window;
  const levels = tiers?.levels.map(({ inviteOnly: _i, perks: _p, ...level }) => level) ?? [];
  const ladder = tiers && window ? { ...tiers, window } : null;
  return {
    old: { format: 2, ...rest, tiers: ladder && { ...ladder, levels }, rewards: told },
    said: {
      ...program,
      ...{ paused: false, budget: null, valueBack: null, lookBackDays: 0 },
      tiers: ladder && {
        ...ladder,
        levels: levels.map((level) => ({ ...level, inviteOnly: false, perks: [] })),
      },
      rewards: told.map(({ gives, ...reward }) =>
        fixedReward({
          ...reward,
          gives: gives.kind === 'amount-off' ? gives : { ...gives, mostMinor: null },
        }),
      ),
    },
  };
}

function plainReward({ id, name, offer }: Reward) {
  if (offer.kind !== 'fixed') return null;
  const { cost, gives } = offer;
  if (gives.kind === 'free-shipping') return { id, name, cost, gives: { kind: gives.kind } };
  return gives.kind === 'amount-off' ? { id, name, cost, gives } : null;
}

it('reads every program of format 2 as the same with nothing added', () => {
  const seen = { rewards: 0 };
  fc.assert(
    fc.property(anyProgram, (program) => {
      const { old, said } = inFormat2(program);
      seen.rewards += said.rewards.length;
      const json: unknown = JSON.parse(JSON.stringify(old));
      expect(readKeptProgram(json)).toEqual({ ok: true, definition: said });
      expect(inPresentFormat(json as ProgramDefinition)).toEqual(said);
    }),
    { numRuns: 300 },
  );
  expect(seen.rewards).toBeGreaterThan(10);
});

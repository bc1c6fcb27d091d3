/** Laws of what is admitted and of what is taken by itself, over any limits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lot } from '../../../tests/simulation/lot-words.ts';
import { reward, REWARDS_ZONE, versionOf } from '../../../tests/support/rewards-to-take.ts';
import { type Period, periodKey } from '../kernel/calendar.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { placeInWindow } from '../kernel/local-window.ts';
import { points } from '../kernel/points.ts';
import type { RewardLimits } from '../program/reward.ts';
import { admitRedemption, type RedemptionAsk } from './admit-redemption.ts';
import { autoRedemptions } from './auto-redemptions.ts';

const someLimits: fc.Arbitrary<RewardLimits> = fc.record({
  minimumMinor: fc.constant(null),
  goods: fc.constant([]),
  tiers: fc.subarray(['bronze', 'gold']),
  segments: fc.subarray(['a', 'b']),
  from: fc.constantFrom(null, '2026-11-01T00:00', '2026-11-28T00:00'),
  to: fc.constantFrom(null, '2026-11-02T00:00', '2026-12-01T00:00'),
  stock: fc.option(fc.integer({ min: 0, max: 4 })),
  times: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('ever' as const), times: fc.integer({ min: 1, max: 3 }) }),
      fc.record({
        kind: fc.constant('per' as const),
        period: fc.constantFrom('day', 'week', 'month', 'year'),
        times: fc.integer({ min: 1, max: 3 }),
      }),
    ),
  ),
});

const days = fc.integer({ min: 0, max: 60 });
const someAsk = fc.record({
  tierId: fc.constantFrom(null, 'bronze', 'gold'),
  segmentIds: fc.subarray(['a', 'b', 'c']),
  taken: fc.array(days.map(dayInAutumn), { maxLength: 3 }),
  at: days.map(dayInAutumn),
  available: fc.integer({ min: 0, max: 2000 }),
});

test('who takes a reward for as long as it is admitted never breaks a limit of it', () => {
  fc.assert(
    fc.property(someLimits, someAsk, (limits, { available, ...who }) => {
      const taken = [...who.taken];
      let left = available;
      let last = 'none';
      for (let turn = 0; turn < 6; turn += 1) {
        const asked = { ...who, taken, takenByAll: taken.length, lots: [lot(`A ${left} 1`)] };
        const admission = admitRedemption({
          ...asked,
          ...ASK,
          version: versionOf(reward({ limits })),
        });
        if (!admission.ok) {
          last = admission.reason;
          break;
        }
        left -= 500;
        taken.push(who.at);
        expect(broken(limits, { ...who, taken })).toEqual([]);
        expect(left).toBeGreaterThanOrEqual(0);
      }
      // What was said of the last one is true: one more would break just that.
      const oneMore = broken(limits, { ...who, taken: [...taken, who.at] });
      if (last === 'insufficient_points') expect(left).toBeLessThan(500);
      else if (last !== 'none') expect(oneMore[0]).toBe(last);
    }),
    { numRuns: 500 },
  );
});

test('what is taken by itself is what would be admitted one after the other', () => {
  const rewards = fc.array(
    fc.record({
      limits: someLimits,
      auto: fc.boolean(),
      cost: fc.integer({ min: 1, max: 9 }).map((each) => points(each * 50)),
    }),
    { maxLength: 3 },
  );
  const lots = fc.array(fc.integer({ min: -100, max: 600 }), { maxLength: 4 });
  fc.assert(
    fc.property(rewards, someAsk, lots, (some, { taken, available: _, ...who }, amounts) => {
      const all = some.map(({ limits, auto, cost }, place) =>
        reward({
          ...{ id: `r${place}`, limits, auto },
          offer: { kind: 'fixed', cost, gives: { kind: 'free-shipping', mostMinor: null } },
        }),
      );
      const known = amounts.map((amount, place) => lot(`L${place} ${amount} ${place % 2}`));
      const version = versionOf(...all);
      const takenOf = () => taken;
      const redemptions = autoRedemptions({
        ...{ ...who, version, lots: known, takenOf, takenByAllOf: () => taken.length },
      });

      const left = known.map((each) => ({ ...each }));
      const counts = new Map(all.map(({ id }) => [id, [...taken]]));
      const ask = (id: string, cost: number, at: Instant) => {
        const before = counts.get(id) ?? [];
        const asked = { rewardId: id, cost: points(cost), at, taken: before, lots: left };
        return admitRedemption({ ...who, ...asked, version, takenByAll: before.length });
      };
      for (const { reward: one, choice, at, takes } of redemptions) {
        expect(one.auto).toBe(true);
        expect(ask(one.id, choice.cost, at)).toMatchObject({ ok: true, takes });
        counts.get(one.id)?.push(at);
        for (const { lotId, points: taken } of takes) {
          const from = left.find(({ id }) => id === lotId);
          if (from) from.available = points(from.available - taken);
        }
      }
      // Nothing more is: every reward that is taken by itself is refused by now.
      const next = instant(who.at + redemptions.length);
      for (const { id, auto, offer } of all) {
        const cost = offer.kind === 'fixed' ? offer.cost : 0;
        if (auto) expect(ask(id, cost, next).ok).toBe(false);
      }
      const spent = redemptions.reduce((sum, { choice }) => sum + choice.cost, 0);
      const total = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(spent).toBeLessThanOrEqual(Math.max(0, total));
      expect(redemptions.map(({ at }) => at - who.at)).toEqual([...redemptions.keys()]);
    }),
    { numRuns: 500 },
  );
});

const ASK = { rewardId: 'treat', cost: points(500) };

type Taker = Pick<RedemptionAsk, 'tierId' | 'segmentIds' | 'taken' | 'at'>;

/** Every limit that the newest of what was taken does not keep, in the language's order. */
function broken(limits: RewardLimits, { tierId, segmentIds, taken, at }: Taker): string[] {
  const place = placeInWindow(at, limits, REWARDS_ZONE);
  const { times, stock } = limits;
  const inPeriod = taken.filter(
    (each) => times?.kind !== 'per' || sameTime(times.period, each, at),
  );
  return [
    ...(place === 'before' ? ['not_yet'] : []),
    ...(place === 'after' ? ['over'] : []),
    ...(limits.tiers.length > 0 && !limits.tiers.includes(tierId ?? '') ? ['tier'] : []),
    ...(limits.segments.length > 0 && !segmentIds.some((id) => limits.segments.includes(id))
      ? ['segment']
      : []),
    ...(times && inPeriod.length > times.times ? ['too_often'] : []),
    ...(stock !== null && taken.length > stock ? ['out_of_stock'] : []),
  ];
}

function sameTime(period: Period, a: Instant, b: Instant): boolean {
  return periodKey(period, a, REWARDS_ZONE) === periodKey(period, b, REWARDS_ZONE);
}

function dayInAutumn(number: number): Instant {
  return instant(Date.UTC(2026, 9, 15 + number, 3));
}

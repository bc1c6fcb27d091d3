/** Debts are paid as by who looks at every lot every time, at the cost of what can pay. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { did, eventsOf, saying } from '../../../tests/simulation/language-words.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { resume } from '../fold.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { NO_POINTS, points } from '../kernel/points.ts';
import { copyState } from './copy-state.ts';
import { compareBurnOrder, type Lot } from './lot.ts';
import { emptyState } from './member-state.ts';
import { repayDebts } from './repay-debts.ts';
import { type Why, Working } from './working.ts';

const RUNS = { numRuns: 400 };
const LOTS = 6;
const POLICIES = ['allow-negative', 'stop-at-zero'] as const;

/** So many points in, or below zero out, of one of the lots; it may end on a date. */
const aMove = fc.record({
  lot: fc.nat(LOTS - 1),
  amount: fc.integer({ min: -9, max: 9 }),
  endsIn: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
  isRenamed: fc.boolean(),
});

test('debts are paid and forgiven as by who sorts all lots each time', () => {
  let paid = 0;
  const moves = fc.array(aMove, { maxLength: 50 });
  fc.assert(
    fc.property(moves, fc.constantFrom(...POLICIES), (given, debt) => {
      const versions = [saying({ debt })];
      let working = new Working(emptyState(versions, false), versions);
      const naive = new Map<string, number>();
      for (const [nth, { lot: place, amount, endsIn, isRenamed }] of given.entries()) {
        const at = instant(day(1) + nth);
        if (nth % 9 === 8) working = new Working(copyState(working.state), versions);
        const lot = lotAt(working, place, {
          at,
          expiresAt: endsIn === null ? null : instant(at + endsIn),
        });
        if (isRenamed) working.rename(lot, { ...lot, earnedAt: at });
        const before = working.movements.length;
        put(working, lot, amount, at);
        naive.set(lot.id, (naive.get(lot.id) ?? 0) + amount);
        repayDebts(working, at);
        const lots = [...working.lots.values()].sort(compareBurnOrder);
        const told = payNaively(lots, naive, {
          isForgiving: debt === 'stop-at-zero' && amount < 0 && (naive.get(lot.id) ?? 0) < 0,
        });
        const movements = working.movements.slice(before + (amount === 0 ? 0 : 1));
        expect(movements.map(sayMove)).toEqual(told);
        for (const one of lots) expect(one.available).toBe(naive.get(one.id));
        paid += told.length;
      }
    }),
    RUNS,
  );
  expect(paid).toBeGreaterThan(RUNS.numRuns);
});

test('a debt that lasts costs what comes in, however many lots there are', () => {
  const counted = 300;
  const looksFor = (members: number): number => {
    const versions = [saying({ activities: [QUIZ], activityPendingDays: 3 })];
    const state = emptyState(versions, false);
    const working = new Working(state, versions);
    let looks = 0;
    for (let nth = 0; nth < members; nth += 1) {
      const lot = lotAt(working, nth, { at: day(1), expiresAt: null });
      let available = lot.available;
      Object.defineProperty(lot, 'available', {
        get: () => ((looks += 1), available),
        set: (now: typeof available) => (available = now),
      });
    }
    put(working, lotAt(working, 0, { at: day(1), expiresAt: null }), -1_000_000, day(1));
    repayDebts(working, day(1));
    looks = 0;
    const told = Array.from({ length: counted }, (_, nth) => did('quiz', 2 + nth / 100));
    const { movements } = resume(state, eventsOf(told), versions, day(20));
    expect(movements.filter(({ kind }) => kind === 'repay')).toHaveLength(2 * counted);
    return looks;
  };
  expect(looksFor(5_000)).toBe(looksFor(50));
});

const QUIZ = {
  ...{ id: 'q', activity: 'quiz', points: points(5) },
  limit: { kind: 'per', period: 'day', times: 1_000 },
} as const;

function lotAt(
  working: Working,
  place: number,
  { at, expiresAt }: { at: Instant; expiresAt: Instant | null },
): Lot {
  const id = `lot ${place}`;
  const named = { label: id, version: 1, earnedAt: at, maturesAt: null, expiresAt };
  return working.lots.get(id) ?? working.open(id, named);
}

function put(working: Working, lot: Lot, amount: number, at: Instant): void {
  const why: Why = {
    at,
    cause: 'test',
    explanation: { type: 'adjust', points: NO_POINTS, reason: '' },
  };
  const route =
    amount > 0
      ? ({ from: 'adjusted', to: 'available' } as const)
      : ({ from: 'available', to: 'adjusted' } as const);
  working.move(lot, 'adjust', { ...route, points: points(Math.abs(amount)) }, why);
}

function sayMove({ kind, lotId, points: moved }: Working['movements'][number]): string {
  return `${kind} ${lotId} ${moved}`;
}

/** Every debt, in burn order, by every lot, in burn order; the rest forgiven where that is due. */
function payNaively(
  lots: readonly Lot[],
  balances: Map<string, number>,
  { isForgiving }: { isForgiving: boolean },
): string[] {
  const told: string[] = [];
  const of = ({ id }: Lot): number => balances.get(id) ?? 0;
  for (const debt of lots) {
    for (const payer of lots) {
      const amount = Math.min(-of(debt), of(payer));
      if (amount <= 0) continue;
      balances.set(debt.id, of(debt) + amount);
      balances.set(payer.id, of(payer) - amount);
      told.push(`repay ${payer.id} ${amount}`, `repay ${debt.id} ${amount}`);
    }
  }
  if (!isForgiving) return told;
  for (const debt of lots) {
    if (of(debt) >= 0) continue;
    told.push(`forgive ${debt.id} ${-of(debt)}`);
    balances.set(debt.id, 0);
  }
  return told;
}

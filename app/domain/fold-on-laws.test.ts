/** Going on from lots, header and what is kept of a tier, against folding all there is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadedLots } from '../../tests/simulation/loaded-lots.ts';
import { newOrder, saying } from '../../tests/simulation/language-words.ts';
import { anyLadder, anyLeap, anyZone, DAY_MS, START } from '../../tests/support/random-tiers.ts';
import { appendedSteps } from './facts/appended-steps.ts';
import type { OrderFact, OrderStep } from './facts/order-fact.ts';
import { foldMember, type FoldOutcome } from './fold.ts';
import { foldOn, type KnownMember, tierMemoryOf, type ToldOrder } from './fold-on.ts';
import { type Instant, instant } from './kernel/instant.ts';
import { minor, NO_MONEY } from './kernel/money.ts';
import { points } from './kernel/points.ts';
import type { Lot } from './ledger/lot.ts';
import type { Movement } from './ledger/movement.ts';
import type { ProgramDefinition, ProgramVersion } from './program/program.ts';

type What =
  | { readonly pays: number; readonly createdAgo: number; readonly paidIn: number }
  | { readonly changes: number; readonly to: number; readonly kind: 'refund' | 'fulfilled' }
  | { readonly publishes: ProgramDefinition; readonly agoMs: number };
type Step = { readonly leapMs: number; readonly what: What | null };

const anyProgram: fc.Arbitrary<ProgramDefinition> = fc
  .record({
    drawn: anyLadder,
    zone: anyZone,
    basis: fc.constantFrom('spend', 'spend', 'spend', 'orders'),
    pendingDays: fc.constantFrom(0, 14),
    more: fc.constantFrom(25, 25, 40),
    entry: fc.constantFrom(0, 0, 0, 50),
    tiered: fc.constantFrom(true, true, true, false),
  })
  .map(({ drawn, zone, basis, pendingDays, more, entry, tiered }) => {
    const unit = basis === 'spend' ? 100 : 1;
    const levels = drawn.levels.map((level, place) => ({
      ...level,
      threshold: level.threshold * unit,
      multiplierPercent: 100 + more * place,
      entryPoints: points(place * entry),
    }));
    const tiers = tiered ? { ...drawn, basis, levels } : null;
    return { ...saying({ tiers, pendingDays }).definition, zone };
  });

const anyWhat: fc.Arbitrary<What | null> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      pays: fc.integer({ min: 0, max: 900 }),
      createdAgo: fc.constantFrom(0, 0, 1, 1, 3_600_000, DAY_MS, 40 * DAY_MS),
      paidIn: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, -1, -DAY_MS, DAY_MS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      changes: fc.nat(100),
      to: fc.integer({ min: 0, max: 9 }),
      kind: fc.constantFrom('refund' as const, 'fulfilled' as const, 'fulfilled' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      publishes: anyProgram,
      agoMs: fc.constantFrom(0, 0, DAY_MS, -30 * DAY_MS),
    }),
  },
  { weight: 4, arbitrary: fc.constant(null) },
);

const anyLife: fc.Arbitrary<Step[]> = fc.array(fc.record({ leapMs: anyLeap, what: anyWhat }), {
  minLength: 4,
  maxLength: 40,
});

/** A member as a database would have them, who is told one thing after the other. */
class Told {
  readonly versions: ProgramVersion[] = [];
  readonly orders = new Map<string, OrderFact>();
  readonly seen = {
    ...{ ordersGoneOnWith: 0, fulfilments: 0, risen: 0, fallen: 0, placedEarlier: 0 },
    ...{ againForTiers: 0, forgetting: 0, multiplied: 0 },
  };
  #header: KnownMember = { foldedTo: null, nextDueAt: null, nextFactAt: null, tierMemory: null };
  #lots = new Map<string, Lot>();
  #movements: Movement[] = [];
  #moves: unknown[] = [];

  constructor(definition: ProgramDefinition) {
    this.versions.push({ version: 1, effectiveAt: instant(START - 90 * DAY_MS), definition });
  }

  tell(what: What | null, now: Instant): void {
    const { foldedTo, nextFactAt } = this.#header;
    let isPast = nextFactAt !== null && nextFactAt <= now;
    if (what && 'publishes' in what) {
      const effectiveAt = instant(now - what.agoMs);
      const version = this.versions.length + 1;
      this.versions.push({ version, effectiveAt, definition: what.publishes });
      // Whoever was told something of the time since is flagged by publishing.
      isPast ||= foldedTo !== null && foldedTo >= effectiveAt;
    }
    const told = what && !('publishes' in what) ? this.#orderOf(what, now) : null;
    if (told) this.orders.set(told.now.id, told.now);
    const steps = told ? appendedSteps(told.before, told.now, foldedTo) : [];
    const on = steps && !isPast ? this.#goOn(told ? [{ ...told, steps }] : [], now) : null;
    const all = foldMember(
      { orders: [...this.orders.values()], decisions: [], uses: [] },
      this.versions,
      now,
    );
    if (on) this.#compare(on, all, told);
    else {
      if (this.#header.tierMemory) this.seen.againForTiers += 1;
      [this.#movements, this.#moves] = [all.movements, all.tierMoves.map(moveOf)];
    }
    this.#keep(on ?? all, new Map([...(on ? this.#lots : []), ...(on ?? all).state.lots]));
  }

  #goOn(told: readonly ToldOrder[], asOf: Instant): FoldOutcome | null {
    const touched = new Set(told.map(({ now }) => `order:${now.id}`));
    const lots = loadedLots('touched', this.#lots.values(), { touched, asOf });
    return foldOn(
      { ...this.#header, lots: lots.map((lot) => ({ ...lot })) },
      told,
      this.versions,
      asOf,
    );
  }

  #compare(on: FoldOutcome, all: FoldOutcome, told: Omit<ToldOrder, 'steps'> | null): void {
    const { seen } = this;
    expect(on.wishes).toEqual([]);
    this.#movements = [...this.#movements, ...on.movements];
    this.#moves = [...this.#moves, ...on.tierMoves.map(moveOf)];
    expect(sorted(this.#movements)).toEqual(sorted(all.movements));
    expect(this.#moves).toEqual(all.tierMoves.map(moveOf));
    expect(new Map([...this.#lots, ...on.state.lots])).toEqual(all.state.lots);
    for (const key of ['nextDueAt', 'nextFactAt'] as const) {
      expect(on.state[key], key).toBe(all.state[key]);
    }
    expect(levelOf(on)).toBe(levelOf(all));
    // What left without being known to is no news: so much the less is past.
    expect(on.state.foldedTo ?? 0).toBeLessThanOrEqual(all.state.foldedTo ?? 0);
    const { tierMemory, foldedTo } = this.#header;
    if (!tierMemory) return;
    if (told && told.before) seen.fulfilments += 1;
    else if (told) seen.ordersGoneOnWith += 1;
    const createdAt = told?.before === null ? told.now.createdAt : null;
    if (createdAt !== null && createdAt <= (foldedTo ?? 0)) seen.placedEarlier += 1;
    for (const { key } of on.tierMoves) seen[key === null ? 'fallen' : 'risen'] += 1;
    const noted = [...this.orders.values()].filter(({ steps }) => steps.length > 0).length;
    if (tierMemory.track.newest.length < noted) seen.forgetting += 1;
    const isMultiplied = ({ explanation: why }: Movement) =>
      why.type === 'order' && why.multipliers.length > 0;
    if (on.movements.some(isMultiplied)) seen.multiplied += 1;
  }

  #keep({ state }: FoldOutcome, lots: Map<string, Lot>): void {
    const { foldedTo, nextDueAt, nextFactAt } = state;
    const tierMemory = tierMemoryOf(state, this.versions);
    const written = JSON.parse(JSON.stringify(tierMemory)) as KnownMember['tierMemory'];
    this.#header = { foldedTo, nextDueAt, nextFactAt, tierMemory: written };
    this.#lots = new Map([...lots].map(([id, lot]) => [id, { ...lot }]));
  }

  #orderOf(what: Exclude<What, { publishes: unknown }>, now: Instant) {
    if ('pays' in what) {
      const id = String(1_000 + this.orders.size);
      const paidAt = instant(now + what.paidIn);
      const order = { ...newOrder(id, 0), createdAt: instant(paidAt - what.createdAgo) };
      return { before: null, now: { ...order, steps: [stepAt('paid', paidAt, what.pays)] } };
    }
    const known = [...this.orders.values()];
    const before = known[what.changes % Math.max(1, known.length)];
    const last = before?.steps.at(-1);
    if (!before || !last || last.at > now) return null;
    const worth = what.kind === 'refund' ? (last.eligibleMinor * what.to) / 10 : last.eligibleMinor;
    const step = stepAt(what.kind, now, Math.floor(worth), `${what.kind}:${before.steps.length}`);
    return { before, now: { ...before, steps: [...before.steps, step] } };
  }
}

function stepAt(kind: OrderStep['kind'], at: Instant, worth: number, cause: string = kind) {
  const eligibleMinor = minor(worth);
  const none = { shippingMinor: NO_MONEY, taxMinor: NO_MONEY };
  return { kind, at, cause, eligibleMinor, linesMinor: [eligibleMinor], ...none };
}

const moveOf = ({ at, from, to, key, version }: FoldOutcome['tierMoves'][number]) => ({
  ...{ at, from, to, key, version },
});
const sorted = (movements: readonly Movement[]) =>
  movements.map((movement) => JSON.stringify(movement)).sort();
const levelOf = ({ state }: FoldOutcome) => state.progress.tiers?.level()?.id ?? null;

test('going on from what is kept is folding everything, whatever came before', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(anyProgram, anyLife, (definition, life) => {
      const member = new Told(definition);
      let now = START;
      for (const { leapMs, what } of life) {
        now += leapMs;
        member.tell(what, instant(now));
      }
      for (const [what, times] of Object.entries(member.seen)) {
        met.set(what, (met.get(what) ?? 0) + times);
      }
    }),
    { numRuns: 1_500 },
  );
  // Chance has met what this is about.
  for (const [what, times] of met) expect(times, what).toBeGreaterThan(100);
});

/** Ladders and lives on them as chance has them, small enough that everything meets everything. */
import fc from 'fast-check';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { TierKeeping, TierLadder, TierWindow } from '../../app/domain/program/program.ts';
import type { Noted } from './naive-tiers.ts';

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2023, 9, 28, 22, 30);
export const anyZone = fc.constantFrom('UTC', 'Europe/London', 'Asia/Kathmandu');

const anyWindow: fc.Arbitrary<TierWindow> = fc.oneof(
  fc.constant<TierWindow>({ kind: 'lifetime' }),
  // Twice, as only the first time a customer joins is anything to it.
  ...[1, 2].map(() => fc.constant<TierWindow>({ kind: 'joining' })),
  fc.constant<TierWindow>({ kind: 'year' }),
  fc.constantFrom(1, 30, 365).map((days): TierWindow => ({ kind: 'days', days })),
  fc.constantFrom(1, 6, 12).map((months): TierWindow => ({ kind: 'months', months })),
);
const anyKeeping: fc.Arbitrary<TierKeeping> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<TierKeeping>({ kind: 'never-drop' }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 1, 30, 365), fc.boolean())
      .map(([days, softLanding]): TierKeeping => ({ kind: 'days', days, softLanding })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 1, 60), fc.boolean())
      .map(([graceDays, softLanding]): TierKeeping => ({
        kind: 'period-end',
        graceDays,
        softLanding,
      })),
  },
);

/** Every level is reached by progress. */
export const anyLadder: fc.Arbitrary<TierLadder> = fc
  .tuple(anyWindow, anyKeeping, fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }))
  .map(([window, keeping, thresholds]) => ({
    basis: 'spend',
    window,
    keeping,
    levels: [0, ...thresholds.sort((a, b) => a - b)].map((threshold, place) => ({
      id: `level-${place}`,
      name: `Level ${place}`,
      threshold,
      inviteOnly: false,
      multiplierPercent: 100,
      entryPoints: points(0),
      perks: [],
    })),
  }));

/**
 * A leap of time; then the order of that number, created a while before its first note, is worth so
 * much, or the customer joins, or, null, nothing happens.
 */
export type Step = { readonly leapMs: number; readonly what: Worth | 'joins' | null };
type Worth = { readonly key: string; readonly amount: number; readonly agoMs: number };

export const anyLeap: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(0, 0, 1, 3_600_000, DAY_MS, 29 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS),
    fc.constantFrom(0, 0, 0, -1, 1),
    fc.constantFrom(1, 1, 1, 2, 7),
  )
  .map(([leap, less, times]) => Math.max(0, leap * times + less));

export const anyWorth: fc.Arbitrary<Worth> = fc.record({
  key: fc.integer({ min: 1, max: 8 }).map((number) => `#${number}`),
  amount: fc.integer({ min: 0, max: 9 }),
  agoMs: fc.constantFrom(0, 0, 1, DAY_MS, 40 * DAY_MS),
});

export const anyLife: fc.Arbitrary<Step[]> = fc.array(
  fc
    .record({
      leapMs: anyLeap,
      what: fc.oneof(
        { weight: 8, arbitrary: anyWorth },
        { weight: 2, arbitrary: fc.constant('joins' as const) },
        { weight: 2, arbitrary: fc.constant(null) },
      ),
    })
    // Of what happens at one instant joining is the first.
    .map((step) => ({ ...step, leapMs: step.what === 'joins' ? step.leapMs + 1 : step.leapMs })),
  { minLength: 1, maxLength: 16 },
);

/** The note of a step: when an order was created is told by its first one, for ever. */
export function noteOf({ key, amount, agoMs }: Worth, at: Instant, notes: Iterable<object>): Noted {
  for (const note of notes) {
    if ('since' in note && (note as Noted).key === key) return { ...(note as Noted), amount, at };
  }
  return { key, amount, at, since: instant(at - agoMs) };
}

/**
 * The track against a reckoning that keeps nothing: at every instant at which anything could happen
 * all contributions are added up again and every level's last instant is looked for from the start.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths, startOfNextYear } from '../kernel/calendar.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import { addDays, type Zone } from '../kernel/zone.ts';
import type { TierKeeping, TierLadder, TierWindow } from '../program/program.ts';
import { type TierMove, TierTrack } from './tier-track.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2023, 9, 28, 22, 30);
const ZONES = ['UTC', 'Europe/London', 'Asia/Kathmandu'];

type Note = { readonly key: string; readonly amount: number; readonly at: Instant };
type State = { readonly tier: string; readonly progress: number };

/** An instant, and how many notes were made: before those of that instant, and after each. */
type Moment = { readonly at: number; readonly known: number; readonly key: string | null };

function naive(ladder: TierLadder, zone: Zone, notes: readonly Note[], to: number) {
  const moments = momentsOf(ladder, zone, notes, to);
  const { levels, keeping } = ladder;
  // Where a level was met, up to which instant; soft landings are added to it.
  const met: { readonly level: number; readonly until: number }[] = [];
  const endOf = (level: number) => {
    const last = Math.max(...met.filter((each) => each.level === level).map(({ until }) => until));
    return last === -Infinity ? -Infinity : naiveEnd(keeping, last, zone);
  };
  const soft = keeping.kind !== 'never-drop' && keeping.softLanding;
  const moves: TierMove[] = [];
  const states: State[] = [];
  let tier = 0;
  moments.forEach((moment, place) => {
    const progress = naiveProgress(ladder.window, zone, notes.slice(0, moment.known), moment.at);
    const before = place === 0 ? 0 : (states[place - 1]?.progress ?? 0);
    levels.forEach(({ threshold }, level) => {
      if (before >= threshold || progress >= threshold) met.push({ level, until: moment.at });
    });
    const from = tier;
    const stands = (level: number) =>
      progress >= (levels[level]?.threshold ?? 0) || moment.at < endOf(level);
    tier = Math.max(
      tier,
      levels.findLastIndex(({ threshold }) => progress >= threshold),
    );
    while (!stands(tier)) {
      tier -= 1;
      if (soft) met.push({ level: tier, until: moment.at });
    }
    const name = (level: number) => levels[level]?.id ?? '';
    states.push({ tier: name(tier), progress });
    const { key } = moment;
    if (tier === from) return;
    moves.push({ at: instant(moment.at), from: name(from), to: name(tier), key, progress });
  });
  return { moves, states, moments };
}

/** Notes, and every instant at which something may leave or be lost, also in a cascade. */
function momentsOf(ladder: TierLadder, zone: Zone, notes: readonly Note[], to: number): Moment[] {
  let instants = notes.map(({ at }): number => at);
  instants.push(...instants.map((at) => naiveLeaving(ladder.window, at, zone)), to);
  for (const _ of ladder.levels) {
    instants.push(...instants.map((at) => naiveEnd(ladder.keeping, at, zone)));
    instants = [...new Set(instants)].filter((at) => at <= to);
  }
  const moments = instants
    .sort((a, b) => a - b)
    .flatMap((at): Moment[] => [
      { at, known: notes.filter((note) => note.at < at).length, key: null },
      ...notes.flatMap((note, place) =>
        note.at === at ? [{ at, known: place + 1, key: note.key }] : [],
      ),
    ]);
  return moments;
}

function naiveProgress(window: TierWindow, zone: Zone, notes: readonly Note[], at: number): number {
  let sum = 0;
  for (const key of new Set(notes.map((note) => note.key))) {
    const own = notes.filter((note) => note.key === key);
    const inAt = own[0]?.at ?? 0;
    if (at < naiveLeaving(window, inAt, zone)) sum += own.at(-1)?.amount ?? 0;
  }
  return sum;
}

function naiveLeaving(window: TierWindow, at: number, zone: Zone): number {
  if (window.kind === 'lifetime' || !Number.isFinite(at)) return Infinity;
  if (window.kind === 'days') return at + window.days * DAY_MS;
  if (window.kind === 'months') return addMonths(instant(at), window.months, zone);
  return startOfNextYear(instant(at), zone);
}

function naiveEnd(keeping: TierKeeping, at: number, zone: Zone): number {
  if (keeping.kind === 'never-drop' || !Number.isFinite(at)) return Infinity;
  if (keeping.kind === 'days') return at + keeping.days * DAY_MS;
  return addDays(startOfNextYear(instant(at), zone), keeping.graceDays, zone);
}

const anyWindow: fc.Arbitrary<TierWindow> = fc.oneof(
  fc.constant<TierWindow>({ kind: 'lifetime' }),
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
const anyLadder: fc.Arbitrary<TierLadder> = fc
  .tuple(anyWindow, anyKeeping, fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }))
  .map(([window, keeping, thresholds]) => ({
    basis: 'spend',
    window,
    keeping,
    levels: [0, ...thresholds.sort((a, b) => a - b)].map((threshold, place) => ({
      id: `level-${place}`,
      name: `Level ${place}`,
      threshold,
      multiplierPercent: 100,
      entryPoints: points(0),
    })),
  }));

/** A leap of time; then the order of that number is worth so much, or, null, nothing happens. */
type Step = {
  readonly leapMs: number;
  readonly note: { readonly key: string; readonly amount: number } | null;
};
const anyLife: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    leapMs: fc
      .tuple(
        fc.constantFrom(0, 0, 1, 3_600_000, DAY_MS, 29 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS),
        fc.constantFrom(0, 0, 0, -1, 1),
        fc.constantFrom(1, 1, 1, 2, 7),
      )
      .map(([leap, less, times]) => Math.max(0, leap * times + less)),
    note: fc.option(
      fc.record({
        key: fc.integer({ min: 1, max: 8 }).map((number) => `#${number}`),
        amount: fc.integer({ min: 0, max: 9 }),
      }),
      { freq: 4 },
    ),
  }),
  { minLength: 1, maxLength: 16 },
);

test('the track is where adding everything up again says, at every instant', () => {
  const met = { moves: 0, lossesByTime: 0, refunds: 0, softLandings: 0, returnsAfterLeaving: 0 };
  fc.assert(
    fc.property(anyLadder, fc.constantFrom(...ZONES), anyLife, (ladder, zone, life) => {
      const track = new TierTrack(ladder, zone);
      const notes: Note[] = [];
      const moves: TierMove[] = [];
      let now = START;
      for (const { leapMs, note } of life) {
        now += leapMs;
        const at = instant(now);
        if (note) {
          notes.push({ ...note, at });
          track.note(note.key, note.amount, at);
        } else track.pass(at);
        moves.push(...track.takeMoves());
        const wanted = naive(ladder, zone, notes, now);
        expect({ tier: track.current(), progress: track.progress() }).toEqual(wanted.states.at(-1));
        expect(moves).toEqual(wanted.moves);
        expect(track.nextChangeAt()).toEqual(naiveNext(ladder, zone, notes, now));
      }
      count(met, ladder, moves, notes);
    }),
    { numRuns: 800 },
  );
  // Chance has met what this is about.
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(20);
});

test('passing to a and then to b is passing to b, and nothing is lost by asking on the way', () => {
  fc.assert(
    fc.property(
      anyLadder,
      fc.constantFrom(...ZONES),
      anyLife,
      fc.array(fc.integer({ min: 0, max: 1_000 * DAY_MS }), { maxLength: 20 }),
      (ladder, zone, life, pauses) => {
        const inOne = new TierTrack(ladder, zone);
        const inParts = new TierTrack(ladder, zone);
        const stops = pauses.map((pause) => START + pause).sort((a, b) => a - b);
        let now = START;
        const halt = (to: number) => {
          for (; (stops[0] ?? Infinity) <= to; stops.shift()) {
            inParts.pass(instant(stops[0] ?? to));
            expect(inParts.nextChangeAt() ?? Infinity).toBeGreaterThan(stops[0] ?? to);
          }
        };
        for (const { leapMs, note } of life) {
          now += leapMs;
          halt(now);
          if (note)
            for (const each of [inOne, inParts]) each.note(note.key, note.amount, instant(now));
        }
        const end = START + 2_000 * DAY_MS + now - START;
        halt(end);
        for (const each of [inOne, inParts]) each.pass(instant(end));
        expect(inParts.takeMoves()).toEqual(inOne.takeMoves());
        expect(inParts.current()).toBe(inOne.current());
        expect(inParts.progress()).toBe(inOne.progress());
      },
    ),
    { numRuns: 400 },
  );
});

test('each move begins where the last one ended, and the last ends at the tier', () => {
  fc.assert(
    fc.property(anyLadder, anyLadder, anyLife, (ladder, next, life) => {
      let track = new TierTrack(ladder, 'UTC');
      const fresh = new TierTrack(next, 'UTC');
      let now = START;
      life.forEach(({ leapMs, note }, place) => {
        now += leapMs;
        const at = instant(now);
        if (place === life.length >> 1) track = track.under(next, 'UTC', at);
        for (const each of [track, fresh]) if (note) each.note(note.key, note.amount, at);
      });
      const moves = track.takeMoves();
      let tier = ladder.levels[0]?.id;
      let last = START;
      for (const { from, to, at } of moves) {
        expect([from, at >= last]).toEqual([tier, true]);
        expect(to).not.toBe(from);
        [tier, last] = [to, at];
      }
      expect(tier).toBe(track.current());
      for (const each of [track, fresh]) each.pass(instant(now + 500 * DAY_MS));
      expect([track.current(), track.progress()]).toEqual([fresh.current(), fresh.progress()]);
      expect(track.metEver()).toBe(fresh.metEver());
      expect(track.nextChangeAt()).toBe(fresh.nextChangeAt());
    }),
    { numRuns: 400 },
  );
});

/** Looks a long way ahead for the first instant at which anything is another than now. */
function naiveNext(ladder: TierLadder, zone: Zone, notes: readonly Note[], now: number) {
  const { states, moments } = naive(ladder, zone, notes, now + 5_000 * DAY_MS);
  const here = naive(ladder, zone, notes, now).states.at(-1);
  const found = moments.findIndex(
    ({ at }, place) =>
      at > now &&
      (states[place]?.tier !== here?.tier || states[place]?.progress !== here?.progress),
  );
  return moments[found]?.at ?? null;
}

function count(
  met: Record<string, number>,
  { keeping, levels, window }: TierLadder,
  moves: readonly TierMove[],
  notes: readonly Note[],
): void {
  const place = (id: string) => levels.findIndex((level) => level.id === id);
  const add = (what: string, holds: boolean) => (met[what] = (met[what] ?? 0) + (holds ? 1 : 0));
  for (const { key, from, to } of moves) {
    add('moves', true);
    add('lossesByTime', key === null);
    const soft = keeping.kind !== 'never-drop' && keeping.softLanding;
    add('softLandings', soft && key === null && place(to) > 0 && place(from) - place(to) === 1);
  }
  notes.forEach((note, index) => {
    const first = notes.find(({ key }) => key === note.key);
    const before = notes.slice(0, index).findLast(({ key }) => key === note.key);
    if (!before || !first) return;
    add('refunds', note.amount < before.amount);
    add('returnsAfterLeaving', note.at >= naiveLeaving(window, first.at, 'UTC'));
  });
}

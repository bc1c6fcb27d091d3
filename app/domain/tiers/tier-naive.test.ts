/** The track against a reckoning that keeps nothing, over lives as chance has them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Happening,
  naive,
  naiveLeaving,
  naiveNext,
} from '../../../tests/support/naive-tiers.ts';
import {
  anyLadder,
  anyLife,
  anyZone,
  DAY_MS,
  noteOf,
  START,
  type Step,
} from '../../../tests/support/random-tiers.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import type { TierLadder } from '../program/program.ts';
import { type TierMove, TierTrack } from './tier-track.ts';

/** Tells every track what a step says; time alone is told by the caller. */
function tell(tracks: readonly TierTrack[], { what }: Step, at: Instant, told: Happening[]): void {
  if (what === 'joins') {
    told.push({ joins: true, at });
    for (const track of tracks) track.join(at);
  } else if (what !== null) {
    const note = noteOf(what, at, told);
    told.push(note);
    for (const track of tracks) track.note(note.key, note.amount, at, note.since);
  }
}

test('the track is where adding everything up again says, at every instant', () => {
  const met = {
    ...{ moves: 0, lossesByTime: 0, refunds: 0, softLandings: 0, returnsAfterLeaving: 0 },
    ...{ outByJoining: 0, paidAfterJoining: 0, unseenLeavings: 0 },
  };
  fc.assert(
    fc.property(anyLadder, anyZone, anyLife, (ladder, zone, life) => {
      const track = new TierTrack(ladder, zone);
      const told: Happening[] = [];
      const moves: TierMove[] = [];
      let now = START;
      for (const step of life) {
        now += step.leapMs;
        track.pass(instant(now));
        tell([track], step, instant(now), told);
        moves.push(...track.takeMoves());
        const wanted = naive(ladder, zone, told, now);
        expect({ tier: track.current(), progress: track.progress() }).toEqual(wanted.states.at(-1));
        expect(moves).toEqual(wanted.moves);
        expect(track.nextChangeAt()).toEqual(naiveNext(ladder, zone, told, now));
      }
      count(met, ladder, moves, told);
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
      anyZone,
      anyLife,
      fc.array(fc.integer({ min: 0, max: 1_000 * DAY_MS }), { maxLength: 20 }),
      (ladder, zone, life, pauses) => {
        const inOne = new TierTrack(ladder, zone);
        const inParts = new TierTrack(ladder, zone);
        const stops = pauses.map((pause) => START + pause).sort((a, b) => a - b);
        let now = START;
        const halt = (to: number) => {
          for (; (stops[0] ?? Infinity) <= to; stops.shift()) {
            const tier = inParts.current();
            const next = inParts.nextChangeAt() ?? Infinity;
            inParts.pass(instant(stops[0] ?? to));
            expect(inParts.nextChangeAt() ?? Infinity).toBeGreaterThan(stops[0] ?? to);
            // Until then time alone changed nothing, also not what is told of the next change.
            if ((stops[0] ?? to) >= next) continue;
            expect([inParts.current(), inParts.nextChangeAt() ?? Infinity]).toEqual([tier, next]);
          }
        };
        const told: Happening[] = [];
        for (const step of life) {
          now += step.leapMs;
          halt(now);
          tell([inOne, inParts], step, instant(now), told);
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
      const told: Happening[] = [];
      life.forEach((step, place) => {
        now += step.leapMs;
        const at = instant(now);
        if (place === life.length >> 1) track = track.under(next, 'UTC', at);
        tell([track, fresh], step, at, told);
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

test('a copy goes on as its original would, wherever it was taken', () => {
  fc.assert(
    fc.property(anyLadder, anyZone, anyLife, fc.nat(15), (ladder, zone, life, cut) => {
      let track = new TierTrack(ladder, zone);
      const original = track;
      const told: Happening[] = [];
      let now = START;
      life.forEach((step, place) => {
        now += step.leapMs;
        if (place === cut) track = original.copy();
        tell(track === original ? [original] : [original, track], step, instant(now), told);
        // Asked of one alone: what it remembers of the answer is nobody else's.
        if (place % 2 === 0) original.nextChangeAt();
      });
      const say = (one: TierTrack) => [one.current(), one.progress(), one.nextChangeAt()];
      for (const each of [original, track]) each.pass(instant(now));
      expect(say(track)).toEqual(say(original));
      for (const each of [original, track]) each.pass(instant(now + 400 * DAY_MS));
      expect(say(track)).toEqual(say(original));
    }),
    { numRuns: 400 },
  );
});

function count(
  met: Record<string, number>,
  { keeping, levels, window }: TierLadder,
  moves: readonly TierMove[],
  told: readonly Happening[],
): void {
  const place = (id: string) => levels.findIndex((level) => level.id === id);
  const add = (what: string, holds: boolean) => (met[what] = (met[what] ?? 0) + (holds ? 1 : 0));
  const joinedAt = told.find((one) => 'joins' in one)?.at;
  for (const { key, from, to } of moves) {
    add('moves', true);
    add('lossesByTime', key === null);
    const soft = keeping.kind !== 'never-drop' && keeping.softLanding;
    add('softLandings', soft && key === null && place(to) > 0 && place(from) - place(to) === 1);
  }
  const notes = told.filter((one) => 'key' in one);
  notes.forEach((note, index) => {
    const first = notes.find(({ key }) => key === note.key);
    const before = notes.slice(0, index).findLast(({ key }) => key === note.key);
    const isOut = window.kind === 'joining' && note.amount > 0 && note.since < (joinedAt ?? 0);
    add('outByJoining', isOut && note.at < (joinedAt ?? 0));
    add('paidAfterJoining', isOut && !before && note.at >= (joinedAt ?? 0));
    const leavesAt = naiveLeaving(window, first?.at ?? 0, 'UTC');
    const isSeen = moves.some(({ at }) => at === leavesAt);
    add('unseenLeavings', leavesAt < note.at && !isSeen);
    if (!before || !first) return;
    add('refunds', note.amount < before.amount);
    add('returnsAfterLeaving', note.at >= leavesAt);
  });
}

/**
 * A member's tiers under several versions, with levels given and levels nobody can climb to,
 * against a reckoning that looks at every level and every grant from the start.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NaiveMember, type Told } from '../../../tests/support/naive-member.ts';
import {
  anyLadder,
  anyLeap,
  anyLife,
  anyZone,
  DAY_MS,
  noteOf,
  START,
  type Step,
} from '../../../tests/support/random-tiers.ts';
import type { GrantDecision } from '../facts/decision.ts';
import { type Instant, instant } from '../kernel/instant.ts';
import { blankProgram } from '../program/blank-program.ts';
import type { ProgramVersion, TierLadder } from '../program/program.ts';
import { MemberTiers, type MemberTierMove } from './member-tiers.ts';

type MemberStep = Omit<Step, 'what'> & { readonly what: Step['what'] | Granted };
type Granted = { readonly levelId: string; readonly forMs: number | null };

/** Some of the levels above the first are for those who are invited. */
const anyInvitingLadder: fc.Arbitrary<TierLadder> = fc
  .tuple(anyLadder, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }))
  .map(([ladder, dice]) => ({
    ...ladder,
    levels: ladder.levels.map((level, place) =>
      place > 0 && dice[place] === 0 ? { ...level, inviteOnly: true, threshold: 0 } : level,
    ),
  }));

const anyVersions = fc
  .array(
    fc.record({
      ladder: fc.option(anyInvitingLadder, { freq: 5 }),
      zone: anyZone,
      fromMs: fc.constantFrom(-DAY_MS, 0, DAY_MS, 30 * DAY_MS, 200 * DAY_MS),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((drafts) =>
    drafts.map(({ ladder: tiers, zone, fromMs }, place): ProgramVersion => ({
      version: place + 1,
      effectiveAt: instant(START + fromMs),
      definition: { ...blankProgram({ currency: 'GBP', zone }, 'points'), tiers },
    })),
  );

const anyGranted: fc.Arbitrary<MemberStep> = fc.record({
  leapMs: anyLeap,
  what: fc.record({
    levelId: fc.integer({ min: 0, max: 4 }).map((place) => `level-${place}`),
    forMs: fc.constantFrom(null, 0, 1, DAY_MS, 30 * DAY_MS, 400 * DAY_MS),
  }),
});
const anyMemberLife = fc
  .tuple(anyLife, fc.array(fc.tuple(fc.nat(16), anyGranted), { maxLength: 6 }))
  .map(([life, granted]) => {
    const steps: MemberStep[] = [...life];
    for (const [place, step] of granted) steps.splice(place, 0, step);
    return steps;
  });

test('the tier is the higher of what is climbed and what is given, at every instant', () => {
  const met = { byGrant: 0, lostWithGrant: 0, byVersion: 0, inviteOnly: 0, both: 0 };
  fc.assert(
    fc.property(anyVersions, anyMemberLife, (versions, life) => {
      const tiers = new MemberTiers(['spend']);
      const told: Told[] = [];
      const moves: MemberTierMove[] = [];
      let now = START;
      for (const step of life) {
        now += step.leapMs;
        tiers.pass(instant(now), versions);
        tell([tiers], step, instant(now), told);
        moves.push(...tiers.takeMoves());
        const naively = new NaiveMember(versions, told, now);
        expect(tiers.level()?.id ?? null).toBe(naively.levelAt(now, told.length));
        expect(tiers.nextChangeAt()).toBe(naively.nextAfter(now));
      }
      const naively = new NaiveMember(versions, told, now);
      expect(moves).toEqual(naively.moves());
      count(met, versions, moves);
    }),
    { numRuns: 400 },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(20);
});

test('time that passes in steps is time that passes at once, also for a copy', () => {
  fc.assert(
    fc.property(anyVersions, anyMemberLife, fc.nat(20), (versions, life, cut) => {
      const inOne = new MemberTiers(['spend']);
      let inParts = new MemberTiers(['spend']);
      const told: Told[] = [];
      let now = START;
      for (const [place, step] of life.entries()) {
        const before = now;
        now += step.leapMs;
        if (place === cut) inParts = inParts.copy();
        for (const part of [0.25, 0.5]) {
          inParts.pass(instant(before + Math.floor(step.leapMs * part)), versions);
        }
        for (const each of [inOne, inParts]) each.pass(instant(now), versions);
        tell([inOne, inParts], step, instant(now), told);
      }
      inParts.pass(instant(now + 20 * DAY_MS), versions);
      for (const each of [inOne, inParts]) each.pass(instant(now + 800 * DAY_MS), versions);
      expect(inParts.takeMoves()).toEqual(inOne.takeMoves());
      expect(inParts.level()).toEqual(inOne.level());
      expect(inParts.nextChangeAt()).toBe(inOne.nextChangeAt());
    }),
    { numRuns: 400 },
  );
});

function tell(all: readonly MemberTiers[], { what }: MemberStep, at: Instant, told: Told[]): void {
  if (what === null) return;
  if (what === 'joins') {
    told.push({ joins: true, at });
    for (const tiers of all) tiers.join(at);
  } else if ('levelId' in what) {
    const until = what.forMs === null ? null : instant(at + what.forMs);
    const id = String(told.length);
    const { levelId } = what;
    const grant: GrantDecision = { kind: 'grant', id, at, levelId, until, reason: 'Chance' };
    told.push(grant);
    for (const tiers of all) tiers.grant(grant);
  } else {
    const note = noteOf(what, at, told);
    told.push(note);
    for (const tiers of all) tiers.note('spend', note.key, note.amount, at, note.since);
  }
}

function count(
  met: Record<string, number>,
  versions: readonly ProgramVersion[],
  moves: readonly MemberTierMove[],
): void {
  const add = (what: string, holds: boolean) => (met[what] = (met[what] ?? 0) + (holds ? 1 : 0));
  moves.forEach(({ key, to, version, at, from }, place) => {
    const definition = versions.find((one) => one.version === version)?.definition;
    const levels = definition?.tiers?.levels ?? [];
    const placeOf = (id: string | null) => levels.findIndex((level) => level.id === id);
    const isUp = placeOf(to) > placeOf(from);
    add('byGrant', isUp && key?.startsWith('grant:') === true);
    const before = moves[place - 1];
    add('lostWithGrant', !isUp && key === null && before?.key?.startsWith('grant:') === true);
    add('byVersion', versions.some(({ effectiveAt }) => effectiveAt === at) && key === null);
    add('inviteOnly', levels[placeOf(to)]?.inviteOnly === true);
    add('both', isUp && key?.startsWith('#') === true && from !== levels[0]?.id);
  });
}

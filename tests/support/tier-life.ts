/** Tiers as a merchant would write them down: what happened when, and the tier after it. */
import { expect } from 'vitest';
import { type Instant, parseInstant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { TierKeeping, TierLadder, TierWindow } from '../../app/domain/program/program.ts';
import { TierTrack } from '../../app/domain/tiers/tier-track.ts';

export const YEAR_DAYS: TierWindow = { kind: 'days', days: 365 };
export const KEPT_YEAR: TierKeeping = { kind: 'days', days: 365, softLanding: false };
export const AT_ONCE: TierKeeping = { kind: 'days', days: 0, softLanding: false };

/** Bronze from 0, Silver from 500, Gold from 2,000. */
export function ladder(window: TierWindow, keeping: TierKeeping): TierLadder {
  const level = (name: string, threshold: number, multiplierPercent: number) => ({
    id: name.toLowerCase(),
    name,
    threshold,
    multiplierPercent,
    entryPoints: points(0),
    inviteOnly: false,
    perks: [],
  });
  return {
    basis: 'spend',
    window,
    keeping,
    levels: [level('Bronze', 0, 100), level('Silver', 500, 125), level('Gold', 2_000, 150)],
  };
}

/**
 * A row is an instant, what happens and the tier with its progress after it: `#1 500` is what the
 * order is worth from then on, `-` that time alone has passed.
 */
export type Row = readonly [when: string, what: string, then: string];

export function live(rules: TierLadder, rows: readonly Row[], zone = 'UTC'): TierTrack {
  const track = new TierTrack(rules, zone);
  const seen: Row[] = [];
  for (const [when, what] of rows) {
    const [key = '', amount] = what.split(' ');
    if (amount === undefined) track.pass(at(when));
    else track.note(key, Number(amount), at(when));
    seen.push([when, what, `${track.level().name} ${track.progress()}`]);
  }
  expect(seen).toEqual(rows);
  return track;
}

/** An instant by its text. */
export function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`${text} is not an instant.`);
  return parsed;
}

/** To the minute, in UTC. */
export function say(when: Instant): string {
  return new Date(when).toISOString().slice(0, 16);
}

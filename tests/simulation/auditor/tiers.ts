/**
 * A member's tier, worked out from everything that ever counted, each time anew. A level's life is
 * a list of spans in which it was met; where such a span ends, its holding begins.
 */
import type { TierLadder } from '../../../app/domain/program/program.ts';
import type { GrantDecision } from '../../../app/domain/facts/decision.ts';
import { DAY_MS, daysLater, monthsLater, nextYearStarts } from './calendar.ts';

/** From `at` on the fact `key` contributes `amount`; it came in at `since`, and was `made` then. */
export type Note = {
  readonly key: string;
  readonly at: number;
  readonly since: number;
  readonly made: number;
  readonly amount: number;
};

/** All that a tier is made of. */
export type Climb = {
  readonly notes: readonly Note[];
  readonly grants: readonly GrantDecision[];
  /** When the customer first joined; Infinity while they did not. */
  readonly joinedAt: number;
  readonly at: number;
};

/** From when to when a level was met; Infinity while it still is. `landed` where only as if. */
type Span = { start: number; end: number; landed?: boolean };

type Tick = { readonly at: number; readonly note: Note | null };

export function tierAt(
  ladder: TierLadder,
  zone: string,
  climb: Climb,
): { id: string; percent: number } {
  const { at, grants } = climb;
  const climbed = climbedTo(ladder, zone, climb);
  // The higher of what was climbed to and of what was given.
  const level = ladder.levels.findLast(({ id }) => id === climbed || isGiven(id, grants, at));
  if (!level) throw new Error('A ladder has a level.');
  return { id: level.id, percent: level.multiplierPercent };
}

/** Whether the last word on that level gives it, and still does. */
function isGiven(levelId: string, grants: readonly GrantDecision[], at: number): boolean {
  const last = grants.filter((one) => one.levelId === levelId && one.at <= at).at(-1);
  return last !== undefined && (last.until === null || at < last.until);
}

function climbedTo(whole: TierLadder, zone: string, climb: Climb): string {
  // Who is invited climbs nowhere, and is in nobody's way who does.
  const ladder = { ...whole, levels: whole.levels.filter(({ inviteOnly }) => !inviteOnly) };
  const { levels } = ladder;
  const { at } = climb;
  const spans = levels.map((): Span[] => []);
  for (const { at: tickAt, notes: known } of ticksOf(ladder, zone, climb)) {
    const progress = progressAt(ladder, zone, { ...climb, notes: known, at: tickAt });
    for (const [place, { threshold }] of levels.entries()) {
      const last = spans[place]?.at(-1);
      const isMet = progress >= threshold;
      if (isMet && last?.end !== Infinity) spans[place]?.push({ start: tickAt, end: Infinity });
      if (!isMet && last?.end === Infinity) last.end = tickAt;
    }
  }
  land(ladder, zone, { spans, at });
  let tier = 0;
  for (const [place] of levels.entries()) {
    const isHeld = (spans[place] ?? []).some(({ end }) => at < heldUntil(ladder, zone, end));
    if (isHeld) tier = place;
  }
  return levels[tier]?.id ?? '';
}

/** Every moment at which the progress may have changed, with what was known of it by then. */
function ticksOf(ladder: TierLadder, zone: string, { notes, at, joinedAt }: Climb) {
  const ticks: Tick[] = [{ at: -Infinity, note: null }];
  const leaves = new Set(notes.map((note) => leavesAt(ladder, zone, { note, joinedAt })));
  for (const leave of leaves) if (leave <= at) ticks.push({ at: leave, note: null });
  for (const note of notes) ticks.push({ at: note.at, note });
  // What leaves at an instant has left before anything happens at it; notes keep their sequence.
  ticks.sort((a, b) => (a.at === b.at ? rank(a) - rank(b) : a.at < b.at ? -1 : 1));
  const known: Note[] = [];
  return ticks.map((tick) => {
    if (tick.note) known.push(tick.note);
    return { at: tick.at, notes: [...known] };
  });
}

function rank({ note }: Tick): number {
  return note ? 1 : 0;
}

function progressAt(ladder: TierLadder, zone: string, { notes, at, joinedAt }: Climb): number {
  const now = new Map<string, number>();
  for (const note of notes) {
    const isIn = at < leavesAt(ladder, zone, { note, joinedAt });
    now.set(note.key, isIn ? note.amount : 0);
  }
  let sum = 0;
  for (const amount of now.values()) sum += amount;
  return sum;
}

function leavesAt(
  { window }: TierLadder,
  zone: string,
  { note: { since, made }, joinedAt }: { note: Note; joinedAt: number },
): number {
  if (window.kind === 'lifetime') return Infinity;
  if (window.kind === 'joining') return made < joinedAt ? joinedAt : Infinity;
  if (window.kind === 'year') return nextYearStarts(zone, since);
  if (window.kind === 'days') return since + window.days * DAY_MS;
  return monthsLater(since, window.months, zone);
}

function heldUntil({ keeping }: TierLadder, zone: string, met: number): number {
  if (met === Infinity || keeping.kind === 'never-drop') return Infinity;
  if (keeping.kind === 'days') return met + keeping.days * DAY_MS;
  return daysLater(nextYearStarts(zone, met), keeping.graceDays, zone);
}

/** Where a level lapses, the one below is held as if it had been met until then. */
function land(
  ladder: TierLadder,
  zone: string,
  { spans, at }: { spans: readonly Span[][]; at: number },
): void {
  const { keeping } = ladder;
  if (keeping.kind === 'never-drop' || !keeping.softLanding) return;
  for (let place = spans.length - 1; place > 0; place -= 1) {
    const own = spans[place] ?? [];
    own.sort((a, b) => a.start - b.start || a.end - b.end);
    for (const { end } of own) {
      const lapse = heldUntil(ladder, zone, end);
      if (lapse > at) continue;
      // Met again, or landed upon, before it could lapse.
      const isKept = own.some((other) =>
        other.landed
          ? other.start > end && other.start <= lapse
          : other.end > end && other.start < lapse,
      );
      if (!isKept) spans[place - 1]?.push({ start: lapse, end: lapse, landed: true });
    }
  }
}

/**
 * A tier reckoned by keeping nothing: at every instant at which anything could happen all
 * contributions are added up again and every level's last instant is looked for from the start.
 */
import { addMonths, startOfNextYear } from '../../app/domain/kernel/calendar.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { addDays, type Zone } from '../../app/domain/kernel/zone.ts';
import type { TierKeeping, TierLadder, TierWindow } from '../../app/domain/program/program.ts';
import type { TierMove } from '../../app/domain/tiers/tier-track.ts';

const DAY_MS = 86_400_000;

export type Noted = {
  readonly key: string;
  readonly amount: number;
  readonly at: Instant;
  readonly since: Instant;
};
/** What is noted, and that the customer joins, in the order in which it is told. */
export type Happening = Noted | { readonly joins: true; readonly at: Instant };
type State = { readonly tier: string; readonly progress: number };

/** An instant, and how much was told: before what is told of that instant, and after each. */
export type Moment = { readonly at: number; readonly known: number; readonly key: string | null };

/** Every state of a life up to `to`, by its moments. */
export function naive(
  { levels, keeping, window }: TierLadder,
  zone: Zone,
  told: readonly Happening[],
  to: number,
) {
  const moments = momentsOf({ levels, keeping, window }, zone, told, to);
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
    const progress = naiveProgress(window, zone, told.slice(0, moment.known), moment.at);
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

/** Looks a long way ahead for the first instant at which the tier is another one than now. */
export function naiveNext(
  ladder: TierLadder,
  zone: Zone,
  told: readonly Happening[],
  now: number,
): number | null {
  const { states, moments } = naive(ladder, zone, told, now + 5_000 * DAY_MS);
  const here = naive(ladder, zone, told, now).states.at(-1)?.tier;
  const found = moments.findIndex(({ at }, place) => at > now && states[place]?.tier !== here);
  return moments[found]?.at ?? null;
}

/** When what came in at an instant leaves by time alone; Infinity: never. */
export function naiveLeaving(window: TierWindow, at: number, zone: Zone): number {
  if (window.kind === 'lifetime' || window.kind === 'joining') return Infinity;
  if (!Number.isFinite(at)) return Infinity;
  if (window.kind === 'days') return at + window.days * DAY_MS;
  if (window.kind === 'months') return addMonths(instant(at), window.months, zone);
  return startOfNextYear(instant(at), zone);
}

/** What is told, and every instant at which something may leave or be lost, also in a cascade. */
function momentsOf(
  { levels, keeping, window }: Pick<TierLadder, 'levels' | 'keeping' | 'window'>,
  zone: Zone,
  told: readonly Happening[],
  to: number,
): Moment[] {
  let instants = told.map(({ at }): number => at);
  instants.push(...instants.map((at) => naiveLeaving(window, at, zone)), to);
  for (const _ of levels) {
    instants.push(...instants.map((at) => naiveEnd(keeping, at, zone)));
    instants = [...new Set(instants)].filter((at) => at <= to);
  }
  return instants
    .sort((a, b) => a - b)
    .flatMap((at): Moment[] => [
      { at, known: told.filter((one) => one.at < at).length, key: null },
      ...told.flatMap((one, place) =>
        one.at === at ? [{ at, known: place + 1, key: 'key' in one ? one.key : null }] : [],
      ),
    ]);
}

function naiveProgress(
  window: TierWindow,
  zone: Zone,
  told: readonly Happening[],
  at: number,
): number {
  const joinedAt = told.find((one) => 'joins' in one)?.at ?? -Infinity;
  let sum = 0;
  const notes = told.filter((one) => 'key' in one);
  for (const key of new Set(notes.map((note) => note.key))) {
    const own = notes.filter((note) => note.key === key);
    const { at: inAt, since } = own[0] ?? { at: 0, since: 0 };
    if (window.kind === 'joining' && since < joinedAt) continue;
    if (at < naiveLeaving(window, inAt, zone)) sum += own.at(-1)?.amount ?? 0;
  }
  return sum;
}

function naiveEnd(keeping: TierKeeping, at: number, zone: Zone): number {
  if (keeping.kind === 'never-drop' || !Number.isFinite(at)) return Infinity;
  if (keeping.kind === 'days') return at + keeping.days * DAY_MS;
  return addDays(startOfNextYear(instant(at), zone), keeping.graceDays, zone);
}

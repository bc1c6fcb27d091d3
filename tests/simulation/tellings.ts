/** One life told again and again: the same observations in other orders, the same decisions. */
import type { Decision } from '../../app/domain/facts/decision.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { Books } from './books.ts';
import { liveThrough, positionsOf } from './live-through.ts';
import type { Heard } from './order-life.ts';
import type { ShopLife, Told } from './shop-life.ts';

export type Observation =
  | { readonly at: number; readonly heard: Heard }
  | { readonly at: number; readonly member: string; readonly told: Told };

/** In which order it is heard, and when. */
export type Telling = {
  readonly observations: readonly Observation[];
  readonly at: readonly number[];
};

export type Fixed = {
  readonly life: ShopLife;
  readonly observations: readonly Observation[];
  readonly decisions: readonly { readonly member: string; readonly decision: Decision }[];
  /** Where every point is in the end, and every member's tier. */
  readonly positions: string;
  /** What happened in it that is worth telling again. */
  readonly holds: ReadonlySet<string>;
};

/** Lives a life once for the decisions taken in it, and folds what was heard and decided. */
export function fix(life: ShopLife): Fixed {
  const { books, heard } = liveThrough(life, 'touched');
  const told = life.happenings.flatMap((one) => (one.what === 'told' ? [one] : []));
  const facts = new Map(told.map((one) => [one.fact.id, one]));
  const observations: Observation[] = [
    ...[...new Set(heard)].map((one) => ({ at: one.at, heard: one })),
    ...[...facts.values()].map(({ at, member, fact }) => ({ at, member, told: fact })),
  ];
  const decisions = [...books.members]
    .flatMap(([member, { decisions: own }]) => own.map((decision) => ({ member, decision })))
    .sort((a, b) => a.decision.at - b.decision.at);
  const holds = new Set<string>(decisions.map(({ decision }) => decision.kind));
  if (life.versions.length > 1) holds.add('publishes');
  if (facts.size > 0) holds.add('told');
  const ends = [...books.members.keys()].map((id) => {
    const { movements, metDebt, tierMoves, state } = books.fromScratch(id, instant(life.endsAt));
    if (metDebt) holds.add('debt');
    if (tierMoves.length > 0) holds.add('tiers');
    for (const { kind } of movements) holds.add(kind);
    return [id, positionsOf(movements), state.progress.tiers?.level()?.id ?? null] as const;
  });
  return { life, observations, decisions, holds, positions: sayEnds(ends) };
}

/** Tells the same life in another order; what was decided is adopted when its instant comes. */
export function tellAgain({ life, decisions }: Fixed, { observations, at }: Telling): Books {
  const books = new Books(life.versions, 'touched');
  const waiting = [...decisions];
  const adoptUntil = (now: number) => {
    for (let next = waiting[0]; next && next.decision.at <= now; next = waiting[0]) {
      waiting.shift();
      books.adopt(next.member, next.decision, next.decision.at);
    }
  };
  for (let place = 0; place < observations.length;) {
    const now = at[place] ?? life.endsAt;
    let end = place + 1;
    while (end < observations.length && at[end] === now) end += 1;
    adoptUntil(now);
    const batch = observations.slice(place, end);
    for (const one of batch) if ('told' in one) books.hearTold(one.member, one.told, now);
    books.hear(
      batch.flatMap((one) => ('heard' in one ? [one.heard] : [])),
      now,
    );
    place = end;
  }
  adoptUntil(life.endsAt);
  books.passTime(life.endsAt);
  return books;
}

export function sayPositions(books: Books): string {
  return sayEnds(
    [...books.members].map(([id, { posted, state }]) => {
      return [id, positionsOf(posted), state.progress.tiers?.level()?.id ?? null] as const;
    }),
  );
}

function sayEnds(ends: (readonly [string, Record<string, number>, string | null])[]): string {
  const known = ends.filter(([, positions]) => Object.keys(positions).length > 0);
  return JSON.stringify(known.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sayOrder(heard: readonly Observation[], { observations }: Fixed): string {
  return heard.map((one) => observations.indexOf(one)).join(' ');
}

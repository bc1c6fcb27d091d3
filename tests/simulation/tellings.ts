/** One life told again and again: the same observations in other orders, the same decisions. */
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { Claim } from '../../app/domain/identity/guest-orders.ts';
import type { Merge } from '../../app/domain/identity/merge.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { Books } from './books.ts';
import { liveThrough, positionsOf } from './live-through.ts';
import type { Heard } from './order-life.ts';
import type { ShopLife, Told } from './shop-life.ts';

export type Observation =
  | { readonly at: number; readonly heard: Heard }
  | { readonly at: number; readonly member: string; readonly told: Told }
  | { readonly at: number; readonly claim: Claim };

/** In which order it is heard, and when. */
export type Telling = {
  readonly observations: readonly Observation[];
  readonly at: readonly number[];
};

type Decided =
  | { readonly at: number; readonly member: string; readonly decision: Decision }
  /** A merge, or where it stands already its end. */
  | { readonly at: number; readonly merge: Merge };

export type Fixed = {
  readonly life: ShopLife;
  readonly observations: readonly Observation[];
  /** What we decided, members merged and parted among it, in time. */
  readonly decided: readonly Decided[];
  /** Where every point is in the end, and every member's tier. */
  readonly positions: string;
  /** What happened in it that is worth telling again. */
  readonly holds: ReadonlySet<string>;
};

/** Lives a life once for the decisions taken in it, and folds what was heard and decided. */
export function fix(life: ShopLife): Fixed {
  const meetings: Decided[] = [];
  let merges: readonly Merge[] = [];
  const { books, heard } = liveThrough(life, 'touched', {
    after: (now, at) => {
      for (const merge of now.merges) if (!merges.includes(merge)) meetings.push({ at, merge });
      for (const merge of merges) if (!now.merges.includes(merge)) meetings.push({ at, merge });
      merges = now.merges;
    },
  });
  const observations = [...new Set(heard)].map((one): Observation => ({ at: one.at, heard: one }));
  const told = new Map<string, Observation>();
  for (const one of life.happenings) {
    const { at } = one;
    if (one.what === 'told') told.set(one.fact.id, { at, member: one.member, told: one.fact });
    if (one.what === 'claim') told.set(one.claim.id, { at, claim: one.claim });
  }
  observations.push(...told.values());
  const decided = [...books.members.keys()].flatMap((member) =>
    books
      .member(member)
      .decisions.map((decision): Decided => ({ at: decision.at, decision, member })),
  );
  const all = [...decided, ...meetings].sort((a, b) => a.at - b.at);
  const holds = new Set<string>(books.decisionsOn().map(({ kind }) => kind));
  if (life.versions.length > 1) holds.add('publishes');
  if (told.size > 0) holds.add('told');
  for (const what of books.seen.keys()) holds.add(what);
  if (meetings.length > books.merges.length) holds.add('parted');
  const ends = [...books.members.keys()].map((id) => {
    const { root, outcome, books: apart } = books.foldOf(id, instant(life.endsAt));
    const movements = apart.get(id)?.movements ?? [];
    if (outcome.metDebt) holds.add('debt');
    if (outcome.tierMoves.length > 0) holds.add('tiers');
    for (const { kind } of movements) holds.add(kind);
    const tier = id === root ? (outcome.state.progress.tiers?.level()?.id ?? null) : null;
    return [id, positionsOf(movements), tier] as const;
  });
  return { life, observations, decided: all, holds, positions: sayEnds(ends) };
}

/** Tells the same life in another order; what was decided is adopted when its instant comes. */
export function tellAgain({ life, decided }: Fixed, { observations, at }: Telling): Books {
  const books = new Books(life.versions, 'touched');
  const waiting = [...decided];
  const adoptUntil = (now: number) => {
    for (let next = waiting[0]; next && next.at <= now; next = waiting[0]) {
      waiting.shift();
      if ('merge' in next) books.merge(next.merge, next.at);
      else books.adopt(next.member, next.decision, next.at);
    }
  };
  for (let place = 0; place < observations.length;) {
    const now = at[place] ?? life.endsAt;
    let end = place + 1;
    while (end < observations.length && at[end] === now) end += 1;
    adoptUntil(now);
    const batch = observations.slice(place, end);
    for (const one of batch) {
      if ('told' in one) books.hearTold(one.member, one.told, now);
      if ('claim' in one) books.hearClaim(one.claim, now);
    }
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

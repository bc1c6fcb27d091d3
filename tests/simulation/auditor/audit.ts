/**
 * The auditor: what a member ought to have, worked out again the naive way from everything that
 * happened and was decided. Shares no code with the domain, on purpose: where both agree on
 * thousands of lives, both would have to be wrong in the same way. Slow, plain, meant to stay so.
 */
import type { CodeUse } from '../../../app/domain/facts/code-use.ts';
import type { Decision } from '../../../app/domain/facts/decision.ts';
import type { ProgramVersion } from '../../../app/domain/program/program.ts';
import {
  type Book,
  type MemberLog,
  openBook,
  passTime,
  settle,
  tierUnder,
  versionAt,
} from './book.ts';
import { decide, useStep } from './decisions.ts';
import { act, place, step } from './happenings.ts';
import { type AuditedLot, byBurning } from './lots.ts';

export type { MemberLog } from './book.ts';

export type Audited = {
  /** In burn order. */
  readonly lots: readonly AuditedLot[];
  /** Null where the program in force has no tiers. */
  readonly tierId: string | null;
  /** Levels whose entry points are still to be given. */
  readonly wishes: readonly { readonly levelId: string; readonly points: number }[];
};

/** Who brought something about: a decision, the use of a reward; null: the lot itself, or time. */
export type Doer = Decision | CodeUse | null;

/** What came into a lot, or went out of it, between two happenings. */
export type Journal = (lots: readonly AuditedLot[], by: Doer, at: number) => void;

type Moment = { at: number; rank: number; id: string; by?: Doer; happen: (book: Book) => void };

const STEPS = ['paid', 'fulfilled', 'refund', 'cancel', 'chargeback', 'chargeback-won'];

/** The member's books as of an instant; who keeps a journal is shown every step on the way. */
export function audit(
  versions: readonly ProgramVersion[],
  log: MemberLog,
  asOf: number,
  journal: Journal = () => {},
): Audited {
  const book = openBook(versions, log);
  const moments = momentsOf(log).sort(
    (a, b) => a.at - b.at || a.rank - b.rank || (a.id < b.id ? -1 : 1),
  );
  for (const moment of moments) {
    if (moment.at > asOf) break;
    publishUpTo(book, moment.at);
    passTime(book, moment.at);
    lookAtTier(book, moment.at);
    journal(book.lots, null, moment.at);
    const before = new Map(book.lots.map((lot) => [lot.id, lot.available]));
    moment.happen(book);
    journal(book.lots, moment.by ?? null, moment.at);
    settle(book, moment.at, before);
    // What an order's fulfilment lets mature at once matures before anything else happens.
    passTime(book, moment.at);
    lookAtTier(book, moment.at);
  }
  publishUpTo(book, asOf);
  passTime(book, asOf);
  journal(book.lots, null, asOf);
  return { lots: book.lots.sort(byBurning), ...standingOf(book, asOf) };
}

/** A new version may find a member on another level. */
function publishUpTo(book: Book, to: number): void {
  const published = book.versions.map(({ effectiveAt }) => effectiveAt).sort((a, b) => a - b);
  for (const at of published) {
    if (at > to || at <= book.publishedTo) continue;
    // By then time may have taken a level away that the new version gives again.
    lookAtTier(book, at, versionAt(book.versions, at - 1));
    lookAtTier(book, at);
    book.publishedTo = at;
  }
}

/** Notes a level that was climbed to, where reaching it gives points. */
function lookAtTier(book: Book, at: number, version = versionAt(book.versions, at)): void {
  const { tiers } = version?.definition ?? {};
  const id = tierUnder(book, version, at)?.id;
  if (!version || !tiers || id === undefined) {
    book.tier = null;
    return;
  }
  const before = tiers.levels.findIndex((level) => level.id === book.tier);
  const place = tiers.levels.findIndex((level) => level.id === id);
  book.tier = id;
  const points = tiers.levels[place]?.entryPoints ?? 0;
  if (place <= before || points === 0 || book.reached.has(id)) return;
  book.reached.set(id, { points, version: version.version });
}

function momentsOf(log: MemberLog): Moment[] {
  const { orders, activities, standing, uses, decisions, looks = [] } = log;
  const moments: Moment[] = standing.map(({ at, id, kind }) => {
    const happen = (book: Book) => {
      if (kind === 'join') book.joinedAt = Math.min(book.joinedAt, at);
    };
    return { at, rank: -1, id, happen };
  });
  for (const at of looks) moments.push({ at, rank: 10, id: '', happen: () => {} });
  for (const order of orders) {
    const { id, createdAt, steps } = order;
    // Paid in the instant of its creation, it is placed just before its own payment.
    const isPaidAtOnce = steps.some((one) => one.kind === 'paid' && one.at === createdAt);
    const rank = isPaidAtOnce ? 1 : 0;
    const happen = (book: Book) => place(book, order);
    moments.push({ at: createdAt, rank, id: `${id} 0`, happen });
    for (const [number, one] of steps.entries()) {
      moments.push({
        at: one.at,
        rank: 1 + STEPS.indexOf(one.kind),
        id: `${id} 1 ${String(number).padStart(3, '0')}`,
        happen: (book) => step(book, order, one),
      });
    }
  }
  for (const done of activities) {
    moments.push({ at: done.at, rank: 7, id: done.id, happen: (book) => act(book, done) });
  }
  for (const use of uses) {
    for (const [number, one] of use.steps.entries()) {
      const id = `${use.redemptionId} ${use.orderId} ${String(number).padStart(3, '0')}`;
      const happen = (book: Book) => useStep(book, use, one);
      moments.push({ at: one.at, rank: 8, id, by: use, happen });
    }
  }
  for (const decision of decisions) {
    const happen = (book: Book) => decide(book, decision);
    moments.push({ at: decision.at, rank: 9, id: '', by: decision, happen });
  }
  return moments;
}

function standingOf(book: Book, asOf: number): Omit<Audited, 'lots'> {
  const version = versionAt(book.versions, asOf);
  const wishes = [...book.reached]
    .filter(([levelId]) => !book.entered.has(levelId))
    .map(([levelId, { points }]) => ({ levelId, points }));
  return { tierId: tierUnder(book, version, asOf)?.id ?? null, wishes };
}

/** What the auditor knows of a member on its way through time, and what every happening shares. */
import type { ActivityFact, StandingFact } from '../../../app/domain/facts/activity.ts';
import type { CodeUse } from '../../../app/domain/facts/code-use.ts';
import type { Decision, GrantDecision } from '../../../app/domain/facts/decision.ts';
import type { OrderFact } from '../../../app/domain/facts/order-fact.ts';
import type { ProgramVersion } from '../../../app/domain/program/program.ts';
import { periodOf } from './calendar.ts';
import type { Placed } from './earning.ts';
import { type AuditedLot, blankLot, comeIn, dateLot, endOf, payDebts } from './lots.ts';
import { type Note, tierAt } from './tiers.ts';

export type MemberLog = {
  readonly orders: readonly OrderFact[];
  readonly activities: readonly ActivityFact[];
  readonly standing: readonly StandingFact[];
  readonly decisions: readonly Decision[];
  readonly uses: readonly CodeUse[];
  /** Instants at which somebody only wants to look. */
  readonly looks?: readonly number[];
};

export type Book = {
  readonly versions: readonly ProgramVersion[];
  readonly log: MemberLog;
  readonly lots: AuditedLot[];
  /** Null where the order is not judged. */
  readonly placed: Map<string, Placed | null>;
  readonly counted: Map<string, number>;
  /** What caps leave an order, once it was worth something; null: no bound. */
  readonly rooms: Map<string, number | null>;
  /** When each order or activity earned first. */
  readonly firstAt: Map<string, number>;
  readonly notes: { readonly spend: Note[]; readonly orders: Note[]; readonly points: Note[] };
  /** Activities that earned. */
  readonly granted: ActivityFact[];
  /** Points given back so far, by redemption and order. */
  readonly returned: Map<string, number>;
  lastActivityAt: number;
  /** When the customer first joined; Infinity while they did not. */
  joinedAt: number;
  /** Levels given or taken back by staff so far. */
  readonly grants: GrantDecision[];
  /** Levels whose points were given. */
  readonly entered: Set<string>;
  /** The tier as it was last looked at; null while there are none. */
  tier: string | null;
  publishedTo: number;
  /** Levels reached that give points, with the version that says so. */
  readonly reached: Map<string, { readonly points: number; readonly version: number }>;
};

export function openBook(versions: readonly ProgramVersion[], log: MemberLog): Book {
  return {
    ...{ versions, log, lots: [], placed: new Map(), counted: new Map(), rooms: new Map() },
    ...{ firstAt: new Map(), notes: { spend: [], orders: [], points: [] }, granted: [] },
    ...{ returned: new Map(), lastActivityAt: -Infinity, tier: null },
    ...{ joinedAt: Infinity, grants: [], entered: new Set() },
    ...{ reached: new Map(), publishedTo: -Infinity },
  };
}

export function versionAt(versions: readonly ProgramVersion[], at: number) {
  return [...versions]
    .filter((version) => version.effectiveAt <= at)
    .sort((a, b) => b.effectiveAt - a.effectiveAt || b.version - a.version)[0];
}

/** The member's tier under a version at an instant; null where there are none. */
export function tierUnder(book: Book, version: ProgramVersion | undefined, at: number) {
  const { tiers, zone } = version?.definition ?? {};
  if (!tiers || !zone) return null;
  const { grants, joinedAt } = book;
  return tierAt(tiers, zone, { notes: book.notes[tiers.basis], grants, joinedAt, at });
}

/** What a version says, or where none is named the one in force; null before the first. */
export function programOf({ versions }: Book, at: number, number?: number) {
  const named = versions.find(({ version }) => version === number);
  return (named ?? versionAt(versions, at))?.definition ?? null;
}

/** Whether the customer takes part: always, but between a `leave` and the next `join`. */
export function takesPart({ log }: Book, at: number): boolean {
  const words = log.standing.filter((one) => one.at <= at);
  words.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return words.at(-1)?.kind !== 'leave';
}

/**
 * The lot, opened where something is taken from it that nobody has put there: it has no date, and
 * otherwise what the version named by the decision says, or the one in force.
 */
export function lotOf(book: Book, id: string, at: number, number?: number): AuditedLot {
  let lot = book.lots.find((one) => one.id === id);
  if (lot) return lot;
  book.lots.push((lot = blankLot(id, at)));
  lot.program = programOf(book, at, number);
  lot.fades = lot.program?.expiry.kind === 'inactivity';
  return lot;
}

/** A lot that a fact earns or somebody gives, with the dates of a program. */
export function earnLot(
  book: Book,
  of: { id: string; fact: string | null; ruleId: string | null; at: number },
  program: AuditedLot['program'],
): AuditedLot {
  const known = book.lots.find(({ id }) => id === of.id);
  if (known?.fact) return known;
  const lot = { ...(known ?? blankLot(of.id, of.at)), fact: of.fact, ruleId: of.ruleId };
  dateLot(lot, program, of.at);
  if (known) book.lots.splice(book.lots.indexOf(known), 1, lot);
  else book.lots.push(lot);
  return lot;
}

/** Points come into what can be spent by something that happens. */
export function give(book: Book, lot: AuditedLot, { at, amount }: { at: number; amount: number }) {
  comeIn(lot, amount, { at, last: book.lastActivityAt });
}

/** Everything that time alone does up to an instant, each at its own. */
export function passTime(book: Book, to: number): void {
  for (;;) {
    const due = book.lots.flatMap((lot) => [
      ...(lot.pending > 0 && lot.maturesAt !== null && lot.maturesAt <= to
        ? [{ lot, at: lot.maturesAt, rank: 0 }]
        : []),
      ...(lot.available > 0 && endOf(lot, book.lastActivityAt) <= to
        ? [{ lot, at: endOf(lot, book.lastActivityAt), rank: 1 }]
        : []),
    ]);
    due.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.lot.id < b.lot.id ? -1 : 1));
    const [first] = due;
    if (!first) return;
    const { lot, at, rank } = first;
    if (rank === 1) lot.available = 0;
    else {
      comeIn(lot, lot.pending, { at, last: book.lastActivityAt });
      lot.pending = 0;
    }
    payDebts(book.lots);
  }
}

/** After something happened: debts are paid, and what a taking left missing may be forgiven. */
export function settle(book: Book, at: number, before: ReadonlyMap<string, number>): void {
  const isShort = book.lots.some(
    ({ id, available }) => available < Math.min(0, before.get(id) ?? 0),
  );
  payDebts(book.lots);
  if (!isShort || versionAt(book.versions, at)?.definition.debt !== 'stop-at-zero') return;
  for (const lot of book.lots) lot.available = Math.max(0, lot.available);
}

/** What a fact has earned net, all its rules together. */
export function netOf({ lots }: Book, fact: string): number {
  return lots.filter((lot) => lot.fact === fact).reduce((sum, lot) => sum + lot.awarded, 0);
}

/** What caps leave a fact that earns for the first time now; null: no bound. */
export function roomAt(
  book: Book,
  {
    caps,
    zone,
  }: { caps: { [Cap in 'order' | 'day' | 'month' | 'member']: number | null }; zone: string },
  at: number,
): number | null {
  const rooms: number[] = caps.order === null ? [] : [caps.order];
  for (const period of ['day', 'month', 'member'] as const) {
    const cap = caps[period];
    if (cap === null) continue;
    let earned = 0;
    for (const [fact, firstAt] of book.firstAt) {
      const isSame =
        period === 'member' || periodOf(period, firstAt, zone) === periodOf(period, at, zone);
      if (isSame) earned += netOf(book, fact);
    }
    rooms.push(Math.max(0, cap - earned));
  }
  return rooms.length === 0 ? null : Math.min(...rooms);
}

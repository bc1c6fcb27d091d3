/**
 * Parts what a group did as one into the books of its members. Each movement goes into the book of
 * who has everything of its owner's by then; at a merge everything in the merged member's book is
 * handed on first, before whatever else happens at that instant.
 *
 * Merges of one instant come about together: of Cid into Bea and Bea into Ann, Ann is handed both.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Lot } from '../ledger/lot.ts';
import type { Movement } from '../ledger/movement.ts';
import { follow, type Merge } from './merge.ts';
import { OpenBook } from './open-book.ts';
import { type GroupMember, OwnersOfMovements } from './owners-of-movements.ts';

/** What one member's ledger ought to say. */
export type Book = {
  /** In time order, transfers included. */
  readonly movements: readonly Movement[];
  /** Every lot that a movement of the book is of, as it is left: empty once it was handed on. */
  readonly lots: ReadonlyMap<string, Lot>;
};

/** The books by member; `lots` are those of the group's fold, and the merges have come about. */
export function partBooks(
  folded: { readonly movements: readonly Movement[]; readonly lots: ReadonlyMap<string, Lot> },
  members: readonly GroupMember[],
  merges: readonly Merge[],
): Map<string, Book> {
  const owners = new OwnersOfMovements(members);
  const parting = new Parting(members, merges);
  for (const movement of folded.movements) {
    parting.mergeUpTo(movement.at);
    parting.bookOf(owners.of(movement)).note(movement);
  }
  parting.mergeAll();
  const books = new Map<string, Book>();
  for (const [memberId, book] of parting.books) {
    books.set(memberId, { movements: book.movements, lots: book.lots(folded.lots) });
  }
  return books;
}

class Parting {
  readonly books: ReadonlyMap<string, OpenBook>;
  /** The merges that have come about so far. */
  readonly #arrows = new Map<string, string>();
  readonly #waiting: Merge[];

  constructor(members: readonly GroupMember[], merges: readonly Merge[]) {
    this.books = new Map(members.map(({ memberId }) => [memberId, new OpenBook()]));
    this.#waiting = [...merges].sort((a, b) => a.at - b.at || compareText(a.id, b.id));
  }

  /** The book that what a member does now goes into. */
  bookOf(memberId: string): OpenBook {
    return this.#open(follow(memberId, this.#arrows));
  }

  mergeUpTo(by: Instant): void {
    for (let at = this.#waiting[0]?.at; at !== undefined && at <= by; at = this.#waiting[0]?.at) {
      this.#mergeAt(at);
    }
  }

  mergeAll(): void {
    const last = this.#waiting.at(-1);
    if (last) this.mergeUpTo(last.at);
  }

  #mergeAt(at: Instant): void {
    const later = this.#waiting.findIndex((merge) => merge.at > at);
    const come = this.#waiting.splice(0, later < 0 ? this.#waiting.length : later);
    for (const { from, into } of come) this.#arrows.set(from, into);
    for (const merge of come) {
      const taker = follow(merge.from, this.#arrows);
      this.#open(merge.from).handOn(this.#open(taker), { merge, taker });
    }
  }

  #open(memberId: string): OpenBook {
    const book = this.books.get(memberId);
    invariant(book, `Member ${memberId} is of the group.`);
    return book;
  }
}

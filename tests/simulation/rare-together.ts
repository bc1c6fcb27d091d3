/** Counts what happened to members who were merged and parted, and to guests who joined. */
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { ownerOf } from './books-member.ts';
import type { Books } from './books.ts';

/** Each has to happen a hundred times. */
export const TOGETHER: readonly string[] = [
  ...['merge', 'unmerge', 'merged again', 'merged in a row', 'three as one', 'one at the end'],
  ...['waits', 'can be spent', 'is owed', 'is held'].map((what) => `handed on what ${what}`),
  ...['taken back by a parting', 'owes of another’s lot', 'a level entered twice'],
  ...['entry', 'activity', 'order', 'bonus once'].map((what) => `${what} less by a merge`),
  ...['ordered while merged', 'ended for another', 'grant', 'adopted'],
  ...['too old to be adopted', 'claimed twice', 'own in spite of a mail'],
];

type Count = (what: string) => void;

/** What a merge or a parting did there and then; the books are looked at before as well. */
export class Meetings {
  readonly #posted = new Map<string, number>();

  /** Notes how far the books of all members are written. */
  look({ members }: Books): void {
    for (const { id, posted } of members.values()) this.#posted.set(id, posted.length);
  }

  count(what: 'grant' | 'merge' | 'unmerge', books: Books, count: Count): void {
    count(what);
    const last = books.merges.at(-1);
    if (what !== 'merge' || !last) return;
    const { members } = books.groupOf(last.into);
    if (last.id.endsWith('-again')) count('merged again');
    if (members.length > 2) count('three as one');
    if (books.merges.some(({ from, into }) => from === last.into || into === last.from)) {
      count('merged in a row');
    }
    for (const id of members) this.#countLess(books, id, count);
    const entries = members.flatMap((id) =>
      books.member(id).decisions.flatMap((one) => (one.kind === 'entry' ? one.levelId : [])),
    );
    if (new Set(entries).size < entries.length) count('a level entered twice');
  }

  /** Points that were earned apart and are not earned together. */
  #countLess(books: Books, id: string, count: Count): void {
    const { posted } = books.member(id);
    for (const { kind, reversed, explanation: why } of posted.slice(this.#posted.get(id) ?? 0)) {
      if (kind !== 'award' || !reversed) continue;
      count(`${why.type} less by a merge`);
      const isOnce = why.type === 'order' && isGivenOnce(books.versions, why);
      if (isOnce) count('bonus once less by a merge');
    }
  }
}

function isGivenOnce(
  versions: readonly ProgramVersion[],
  why: { readonly rule: string; readonly version: number },
): boolean {
  const program = versions.find(({ version }) => version === why.version)?.definition;
  const gives = program?.campaigns.find(({ id }) => id === why.rule)?.gives;
  return gives?.kind === 'bonus' && gives.once;
}

export function countTogether(books: Books, count: Count): void {
  if (books.merges.length > 0) count('one at the end');
  for (const { id, posted, decisions, state } of books.members.values()) {
    for (const { kind, from, to, reversed, explanation } of posted) {
      if (kind !== 'transfer') continue;
      if (reversed) count('taken back by a parting');
      else if (from === 'pending') count('handed on what waits');
      else if (from === 'held') count('handed on what is held');
      else if (from === 'available') count('handed on what can be spent');
      else if (to === 'available' && explanation.type === 'transfer') countDebt(id, books, count);
    }
    const arrow = books.merges.find((merge) => merge.from === id);
    if (arrow && decisions.some(({ at }) => at >= arrow.at)) count('ended for another');
    const { orders } = books.factsOf(id);
    if (arrow && orders.some(({ createdAt, steps }) => createdAt > arrow.at && steps.length > 0)) {
      count('ordered while merged');
    }
    if (books.groupOf(id).members.length > 1) continue;
    const isOthers = (lotId: string) =>
      lotId.startsWith('order:') && !orders.some((order) => order.id === lotId.split(':')[1]);
    const owed = [...state.lots.values()].filter((lot) => lot.awarded === 0 && isOthers(lot.id));
    if (owed.length > 0) count('owes of another’s lot');
  }
  countGuests(books, count);
}

/** Turned round where a debt is handed on: it goes into the book that gives. */
function countDebt(id: string, { merges }: Books, count: Count): void {
  if (merges.some(({ from }) => from === id)) count('handed on what is owed');
}

function countGuests(books: Books, count: Count): void {
  for (const order of books.orders.values()) {
    const { latest } = order;
    if (!latest) continue;
    const claims = books.claims.filter(({ emailKey }) => emailKey === latest.emailHash);
    if (claims.length === 0) continue;
    if (latest.customerId !== null) count('own in spite of a mail');
    else if (ownerOf(order, books) === null) count('too old to be adopted');
    else if (new Set(claims.map(({ memberId }) => memberId)).size > 1) count('claimed twice');
  }
}

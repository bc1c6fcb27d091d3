/**
 * What a batch writes, as the columns of each table: an array each, in the order in which
 * write-batch names them. Instants travel as milliseconds and JSON as text, which cost least on
 * both sides.
 */
import type { BooksWrite } from '../../services/ports/drain.ts';
import { encodeObserved } from './observed-order-codec.ts';
import { encodeTierMemory } from './tier-memory-codec.ts';

type Columns = readonly (readonly unknown[] | string)[];

/** Between two documents of a column: JSON has no such character but escaped. */
const BETWEEN = '\u001e';

/** A column of JSON documents as one text, which spares each of its quotes an escape. */
function documents(each: readonly unknown[]): string {
  return each.map((one) => JSON.stringify(one)).join(BETWEEN);
}

export function newOrderColumns(orders: BooksWrite['orders']): Columns {
  return [
    orders.map(({ orderKey }) => orderKey),
    orders.map(({ shopId }) => shopId),
    orders.map(({ newId }) => newId),
    orders.map(({ memberId }) => memberId),
    orders.map(({ emailHash }) => emailHash),
    documents(orders.map(({ observed }) => encodeObserved(observed))),
  ];
}

export function orderColumns(orders: BooksWrite['orders']): Columns {
  return [
    orders.map(({ orderKey }) => orderKey),
    orders.map(({ shopId }) => shopId),
    orders.map(({ memberId }) => memberId),
    orders.map(({ emailHash }) => emailHash),
    documents(orders.map(({ observed }) => encodeObserved(observed))),
  ];
}

export function codeColumns(codes: BooksWrite['orderCodes']): Columns {
  return [codes.map(({ code }) => code), codes.map(({ orderKey }) => orderKey)];
}

export function memberColumns(members: BooksWrite['members']): Columns {
  return [
    members.map(({ memberId }) => memberId),
    members.map(({ shopId }) => shopId),
    members.map(({ pending }) => pending),
    members.map(({ available }) => available),
    members.map(({ held }) => held),
    members.map(({ seq }) => seq),
    members.map(({ chain }) => chain),
    members.map(({ foldedTo }) => foldedTo),
    members.map(({ nextDueAt }) => nextDueAt),
    members.map(({ nextFactAt }) => nextFactAt),
    members.map(({ tier }) => tier),
    members.map((header) => encodeTierMemory(header.tierMemory, header)),
    members.map(({ refold }) => refold),
  ];
}

export function lotColumns(lots: BooksWrite['lots']): Columns {
  return [
    lots.map(({ isNew }) => isNew ?? false),
    lots.map(({ memberId }) => memberId),
    lots.map(({ lot }) => lot.id),
    lots.map(({ lot }) => lot.label),
    lots.map(({ lot }) => lot.version),
    lots.map(({ lot }) => lot.earnedAt),
    lots.map(({ lot }) => lot.maturesAt),
    lots.map(({ lot }) => lot.expiresAt),
    lots.map(({ lot }) => lot.awarded),
    lots.map(({ lot }) => lot.pending),
    lots.map(({ lot }) => lot.available),
    lots.map(({ lot }) => lot.held),
  ];
}

export function movementColumns(postings: BooksWrite['postings']): Columns {
  return [
    postings.map(({ memberId }) => memberId),
    postings.map(({ seq }) => seq),
    postings.map(({ kind }) => kind),
    postings.map(({ reversed }) => reversed),
    postings.map(({ lotId }) => lotId),
    postings.map(({ from }) => from),
    postings.map(({ to }) => to),
    postings.map(({ points }) => points),
    postings.map(({ at }) => at),
    postings.map(({ corrects }) => corrects),
    postings.map(({ cause }) => cause),
    documents(postings.map(({ explanation }) => explanation)),
    postings.map(({ salt }) => salt),
    postings.map(({ chain }) => chain),
  ];
}

/** The world hears once of a member, however many movements were posted: of the newest. */
export function newsColumns({ postings, retold = [] }: BooksWrite): Columns {
  const newest = new Map(retold.map(({ memberId, seq }) => [memberId, seq]));
  for (const { memberId, seq } of postings) newest.set(memberId, seq);
  return [[...newest.keys()].map(String), [...newest.values()]];
}

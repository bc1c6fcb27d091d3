/**
 * The sums over a whole program, and the check that balance = movements = lots for every member,
 * and that what is held is what their rewards in hand cost, once their past has been told.
 * It reads every row there is, on purpose: a check of a sample is no check. So that an open page
 * cannot wear the database out, sums are kept and taken again only when twenty times as long has
 * passed as they took: at most a twentieth of one core, however many pages are open.
 */
import type { BooksView } from '../../contracts/status.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Account, MovementKind } from '../../domain/ledger/accounts.ts';
import type { ReadPool } from './read-pool.server.ts';

const REST_FACTOR = 20;
const SUM_TIMEOUT_MS = 10_000;
// After a sum that was too long to wait for, the next attempt comes no sooner than this.
const REST_AFTER_TIMEOUT_MS = SUM_TIMEOUT_MS * REST_FACTOR;
const QUERY_CANCELED = '57014';

/** What a member's movements left in an account: all that came in less all that went out. */
const net = (account: Account) =>
  `sum(points * ((to_account = '${account}')::int - (from_account = '${account}')::int))`;

/** The same of one kind of movement, where an account serves two. */
const netOf = (kind: MovementKind, account: Account) =>
  `sum(points * (kind = '${kind}')::int
       * ((to_account = '${account}')::int - (from_account = '${account}')::int))`;

// One statement, so that all three sides are seen at one instant while workers keep posting.
const BOOKS_SQL = `
  WITH moved AS (
    SELECT member_id, ${net('pending')} AS pending, ${net('available')} AS available,
           ${net('held')} AS held, ${net('revoked')} AS clawed_back, ${net('spent')} AS spent,
           ${net('expired')} AS expired, -${netOf('award', 'issued')} AS awarded,
           -${netOf('import', 'issued')} AS imported, -${netOf('adjust', 'adjusted')} AS adjusted,
           -${netOf('forgive', 'adjusted')} AS forgiven
    FROM movements WHERE program_id = $1 GROUP BY member_id
  ), kept AS (
    SELECT member_id, sum(pending) AS pending, sum(available) AS available, sum(held) AS held
    FROM lots WHERE program_id = $1 GROUP BY member_id
  ), reserved AS (
    -- Of members who are one the root's book holds what the rewards of all of them cost.
    SELECT coalesce(g.root_id, g.member_id) AS member_id, sum(cost) AS held
    FROM redemptions r JOIN members g USING (program_id, member_id)
    WHERE program_id = $1 AND status IN ('open', 'bound') GROUP BY 1
  )
  SELECT count(*) FILTER (WHERE m.root_id IS NULL OR m.root_id = m.member_id) AS members,
         coalesce(sum(m.pending), 0)::bigint AS pending,
         coalesce(sum(m.available), 0)::bigint AS available,
         coalesce(sum(m.held), 0)::bigint AS held,
         coalesce(sum(v.awarded), 0)::bigint AS awarded,
         coalesce(sum(v.imported), 0)::bigint AS imported,
         coalesce(sum(v.adjusted), 0)::bigint AS adjusted,
         coalesce(sum(v.forgiven), 0)::bigint AS forgiven,
         coalesce(sum(v.clawed_back), 0)::bigint AS "clawedBack",
         coalesce(sum(v.spent), 0)::bigint AS spent,
         coalesce(sum(v.expired), 0)::bigint AS expired,
         count(*) FILTER (WHERE
           (m.pending, m.available, m.held) IS DISTINCT FROM
             (coalesce(v.pending, 0), coalesce(v.available, 0), coalesce(v.held, 0))
           OR (m.pending, m.available, m.held) IS DISTINCT FROM
             (coalesce(k.pending, 0), coalesce(k.available, 0), coalesce(k.held, 0))
           OR (m.held <> coalesce(r.held, 0) AND NOT m.refold AND m.sealed_at IS NULL)
         ) AS "unbalancedMembers"
  FROM (SELECT * FROM members WHERE program_id = $1) m
  LEFT JOIN moved v USING (member_id)
  LEFT JOIN kept k USING (member_id)
  LEFT JOIN reserved r USING (member_id)`;

type Kept = { books: Promise<BooksView | null>; againAt: number };

/** A reader of sums for any program; `now` in ms since the epoch. */
export function booksReader(reads: ReadPool, now: () => number) {
  const keptByProgram = new Map<number, Kept>();
  return (programId: number): Promise<BooksView | null> => {
    const startedAt = now();
    const kept = keptByProgram.get(programId);
    if (kept && startedAt < kept.againAt) return kept.books;
    // Until it ends nobody else starts the same sum.
    const entry: Kept = { books: sumBooks(reads, programId, startedAt), againAt: Infinity };
    keptByProgram.set(programId, entry);
    entry.books.then(
      (books) => {
        const restMs = books ? (now() - startedAt) * REST_FACTOR : REST_AFTER_TIMEOUT_MS;
        entry.againAt = now() + restMs;
      },
      () => keptByProgram.delete(programId),
    );
    return entry.books;
  };
}

async function sumBooks(
  reads: ReadPool,
  programId: number,
  summedAt: number,
): Promise<BooksView | null> {
  try {
    return await reads.read(programId, async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${SUM_TIMEOUT_MS}`);
      const { rows } = await client.query<Omit<BooksView, 'summedAt'>>({
        name: 'status-books',
        text: BOOKS_SQL,
        values: [programId],
      });
      const [sums] = rows;
      invariant(sums, 'An aggregate without GROUP BY answers one row.');
      return { ...sums, summedAt };
    });
  } catch (failure) {
    if ((failure as { code?: string }).code === QUERY_CANCELED) return null;
    throw failure;
  }
}

/**
 * Deliveries into the inbox through the database's first door: any number, of any shops, in exactly
 * one prepared statement.
 */
import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Delivery, InboxInsert, Inserted, OpenShop } from '../../services/ports/ingest.ts';
import { codeOf, isRejection, isTransient } from './blame.ts';

type Row = {
  outcome: 'stored' | 'duplicate' | 'unknown_shop';
  program_id: number | null;
};

/** Shopify gives up after five seconds; a statement that hangs must free its slot before that. */
const STATEMENT_MS = 3_000;

/** Between two observations, which travel as one text: JSON has no such character but escaped. */
const BETWEEN = '\u001e';

// One text spares each quote of each observation an escape; where there is none it says nothing.
const INGEST = {
  name: 'ingest-deliveries',
  text: `SELECT outcome, program_id
         FROM ingest_deliveries($1, $2, $3, $4, $5, $6, $7, string_to_array($8, E'\\u001e', ''), $9)
         ORDER BY place`,
};

/**
 * The insert; refuses `rejected` or `unavailable` with the SQLSTATE or the network's error code.
 */
export function inboxInsert(pool: pg.Pool): InboxInsert {
  return async (deliveries) => {
    const query = { ...INGEST, values: toColumns(deliveries), query_timeout: STATEMENT_MS };
    try {
      const { rows } = await pool.query<Row>(query);
      invariant(rows.length === deliveries.length, 'ingest_deliveries answers for each delivery.');
      return { ok: true, each: rows.map(toInserted) };
    } catch (error) {
      // Alone, a delivery that collided with another transaction is no more to blame than that one.
      const isAlone = deliveries.length === 1;
      const isBlamed = isRejection(error) && !(isAlone && isTransient(error));
      const outcome = isBlamed ? 'rejected' : 'unavailable';
      return { ok: false, outcome, detail: codeOf(error) ?? 'no_answer' };
    }
  };
}

/** The second door: a shop we do not know yet gets its program. */
export function shopOpener(pool: pg.Pool): OpenShop {
  return async (domain) => {
    const query = { text: 'SELECT open_shop($1)', values: [domain], query_timeout: STATEMENT_MS };
    try {
      await pool.query(query);
      return true;
    } catch {
      return false;
    }
  };
}

function toColumns(deliveries: readonly Delivery[]): unknown[] {
  const each = <T>(of: (one: Delivery) => T): T[] => deliveries.map(of);
  const observations = each(({ content }) =>
    content.status === 'waiting' ? JSON.stringify(content.observation) : '',
  );
  return [
    each(({ domain }) => domain),
    each(({ deliveryId }) => deliveryId),
    each(({ eventId }) => eventId),
    each(({ topic }) => topic),
    each(({ content }) => content.status),
    each(({ content }) => (content.status === 'waiting' ? null : content.reason)),
    each(({ triggeredAt }) => triggeredAt),
    observations.join(BETWEEN),
    each(({ content }) => (content.status === 'waiting' ? null : content.sealed)),
  ];
}

function toInserted({ outcome, program_id: programId }: Row): Inserted {
  if (outcome === 'unknown_shop') return { outcome };
  invariant(programId !== null, 'A known shop has a program.');
  return { outcome, programId };
}

/**
 * Whose fault a failure is. A delivery is to blame for a bug it uncovers in our code and for values
 * the database will not take; for everything else the moment is: a lost connection, a deadlock, a
 * full disk, a server that restarts, a schema that is being migrated. Those are tried again, never
 * parked.
 */

/** SQLSTATE classes that blame values: cardinality, data, integrity, view check, limits. */
const BLAMING_VALUES = new Set(['21', '22', '23', '44', '54']);

const SQLSTATE = /^[0-9A-Z]{5}$/;
// ECONNRESET and its like; Node's own ERR_… codes are bugs of the caller.
const NETWORK = /^E(?!RR_)[A-Z_]{3,}$/;
// What node-postgres says without a code when a connection is lost or cannot be had.
const LOST = /^(Connection terminated|timeout e|Client (has|was)|Query read timeout)/i;

/** Whether the same may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return LOST.test(error.message);
  if (SQLSTATE.test(code)) return !BLAMING_VALUES.has(code.slice(0, 2));
  return NETWORK.test(code);
}

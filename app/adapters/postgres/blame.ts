/**
 * Whose fault a failure is, told by its code; the one place that knows the codes. A delivery is to
 * blame for a bug it uncovers in our code and for values the database will not take; for everything
 * else the moment is: a lost connection, a deadlock, a full disk, a server that restarts, a schema
 * that is being migrated.
 */

/** SQLSTATE classes that blame values: cardinality, data, integrity, view check, limits. */
const BLAMING_VALUES = new Set(['21', '22', '23', '44', '54']);
/** Transactions that collided: of several deliveries in one statement, each alone will pass. */
const COLLISION = '40';

const SQLSTATE = /^[0-9A-Z]{5}$/;
// Connection exceptions (08…), not let in (28…, 3D…), shutting down (57P0x), too many connections,
// and our own time limit.
const NO_ANSWER = /^(08|28|3D|57P0[1-5]|53300|57014)/;
// ECONNRESET and its like; Node's own ERR_… codes are bugs of the caller.
const NETWORK = /^E(?!RR_)[A-Z_]{3,}$/;
// What node-postgres says without a code when a connection is lost or cannot be had.
const LOST = /^(Connection terminated|timeout e|Client (has|was)|Query read timeout)/i;

/** Whether the same may succeed a moment later; a delivery is then tried again, never parked. */
export function isTransient(error: unknown): boolean {
  return blames(error, (sqlstate) => !BLAMING_VALUES.has(sqlstate.slice(0, 2)));
}

/** Whether PostgreSQL did not answer at all: it is away, or lets nobody in. */
export function isUnavailable(error: unknown): boolean {
  return blames(error, (sqlstate) => NO_ANSWER.test(sqlstate));
}

/**
 * Whether a statement of several deliveries failed for one of them, so that each should go alone.
 */
export function isRejection(error: unknown): boolean {
  const code = codeOf(error);
  if (code === null || !SQLSTATE.test(code)) return false;
  const sqlClass = code.slice(0, 2);
  return BLAMING_VALUES.has(sqlClass) || sqlClass === COLLISION;
}

/** The SQLSTATE or the network's error code; null where there is none. */
export function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

/** A lost connection always blames the moment; `judge` says which SQLSTATEs do. */
function blames(error: unknown, judge: (sqlstate: string) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some((each) => blames(each, judge));
  const code = codeOf(error);
  if (code === null) return LOST.test(error.message);
  return SQLSTATE.test(code) ? judge(code) : NETWORK.test(code);
}

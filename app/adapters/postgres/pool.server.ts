/**
 * The connection pool, and the one way to speak for a program: inside a transaction that names it.
 * Row-level security shows a connection nothing until then.
 */
import pg from 'pg';

const INT8 = 20;
const TIMESTAMPTZ = 1184;

type Parse = (text: string) => unknown;
const usual: (oid: number, format?: 'text' | 'binary') => Parse = pg.types.getTypeParser;
const toDate = usual(TIMESTAMPTZ) as (text: string) => Date;

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    // Our own identities and points stay below 2^53; Shopify's 64-bit ids are text columns.
    if (oid === INT8) return Number;
    // Instants are milliseconds since the epoch everywhere above the database.
    if (oid === TIMESTAMPTZ) return (text) => toDate(text).getTime();
    return usual(oid, format);
  },
};

/** Opens a pool of at most `max` connections; nothing is dialled until the first query. */
export function openPool(options: {
  url: string;
  max: number;
  name: string;
  /** How long a connection may take to come about. */
  connectMs?: number;
}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: options.connectMs ?? 10_000,
    idleTimeoutMillis: 30_000,
    types,
  });
  // A connection that dies says so to whoever uses it next. Without listeners Node would take the
  // event itself for an error nobody handles, and the process would end with its database's
  // restart.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const SET_PROGRAM = {
  name: 'set-program',
  text: "SELECT set_config('laurel.program_id', $1, true)",
};

// A named statement's plan is kept, and a plan made while a table was small is ruinous once it has
// grown: nobody looks at it again until the next ANALYZE. And the planner of a table without
// statistics believes that a program has some twenty rows, reads all there are and compares each
// with each. So what looks up keys says so: it is planned for the table as it is, and only with
// index look-ups. Within the statements, LATERAL … OFFSET 0 keeps the keys on the outside of a
// join, and ANY (ARRAY(SELECT …)) hides from the planner how many keys there are. Planning costs a
// millisecond a batch; one wrong plan was measured at three hundred.
//
// The lock is the one publishing takes alone: a version never comes into force between a batch's
// look at the versions and its commit, so whoever publishes sees all that was folded under the old
// rules.
const SET_PROGRAM_BY_KEYS = {
  name: 'set-program-by-keys',
  text: `SELECT set_config('laurel.program_id', $1, true),
                pg_advisory_xact_lock_shared(hashtextextended('publish:' || $1, 0)),
                set_config('idle_in_transaction_session_timeout', '60s', true),
                set_config('lock_timeout', '15s', true),
                set_config('plan_cache_mode', 'force_custom_plan', true),
                set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true),
                set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true),
                set_config('enable_material', 'off', true)`,
};

// Whoever erases a person must not meet a batch half-way that read them before and writes them
// after. Every transaction that folds or redeems shares the lock above; this one has it alone.
const SET_PROGRAM_ALONE = {
  name: 'set-program-alone',
  text: `SELECT set_config('laurel.program_id', $1, true),
                set_config('lock_timeout', '15s', true),
                set_config('idle_in_transaction_session_timeout', '60s', true),
                set_config('plan_cache_mode', 'force_custom_plan', true),
                pg_advisory_xact_lock(hashtextextended('publish:' || $1, 0))`,
};

// The auditor reads by keys, many at a time, and joins what it read: so look-ups go by index, and
// joins of their answers never compare each with each.
const SET_PROGRAM_TO_AUDIT = {
  name: 'set-program-to-audit',
  text: `SELECT set_config('laurel.program_id', $1, true),
                set_config('statement_timeout', '60s', true),
                set_config('plan_cache_mode', 'force_custom_plan', true),
                set_config('jit', 'off', true),
                set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true),
                set_config('enable_nestloop', 'off', true),
                set_config('enable_mergejoin', 'off', true)`,
};

type Work<T> = (client: pg.PoolClient) => Promise<T>;

/** Runs `work` in one transaction that sees only the program; rolled back whole if it throws. */
export function inProgram<T>(pool: pg.Pool, programId: number, work: Work<T>): Promise<T> {
  return inTransaction(pool, { ...SET_PROGRAM, values: [String(programId)] }, work);
}

/** The same for work that only reads; what would write is refused, wherever it is run. */
export function inProgramReading<T>(pool: pg.Pool, programId: number, work: Work<T>): Promise<T> {
  const first = { ...SET_PROGRAM, values: [String(programId)] };
  return inTransaction(pool, first, work, 'BEGIN READ ONLY');
}

/** The same for work that finds every row by its key; see above for what it is spared. */
export function inProgramByKeys<T>(pool: pg.Pool, programId: number, work: Work<T>): Promise<T> {
  return inTransaction(pool, { ...SET_PROGRAM_BY_KEYS, values: [String(programId)] }, work);
}

/** The same while no other transaction of the program folds, redeems or publishes. */
export function inProgramAlone<T>(pool: pg.Pool, programId: number, work: Work<T>): Promise<T> {
  return inTransaction(pool, { ...SET_PROGRAM_ALONE, values: [String(programId)] }, work);
}

/** Many reads of the program as it was at one instant; nothing can be written. */
export function inProgramSnapshot<T>(pool: pg.Pool, programId: number, work: Work<T>): Promise<T> {
  const first = { ...SET_PROGRAM_TO_AUDIT, values: [String(programId)] };
  return inTransaction(pool, first, work, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

async function inTransaction<T>(
  pool: pg.Pool,
  first: pg.QueryConfig,
  work: Work<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    await client.query(first);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * The connection pool, and the one way to speak for a program: inside a transaction that names it.
 * Row-level security shows a connection nothing until then.
 */
import pg from 'pg';

const INT8 = 20;
const TIMESTAMPTZ = 1184;

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    // Our own identities and points stay below 2^53; Shopify's 64-bit ids are text columns.
    if (oid === INT8) return Number;
    // Instants are milliseconds since the epoch everywhere above the database.
    if (oid === TIMESTAMPTZ) return (text: string) => pg.types.getTypeParser(oid)(text).getTime();
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** Opens a pool of at most `max` connections; nothing is dialled until the first query. */
export function openPool(options: { url: string; max: number; name: string }): pg.Pool {
  return new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    types,
  });
}

/** Runs `work` in one transaction that sees only the program; rolled back whole if it throws. */
export async function inProgram<T>(
  pool: pg.Pool,
  programId: number,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query({
      name: 'set-program',
      text: "SELECT set_config('laurel.program_id', $1, true)",
      values: [String(programId)],
    });
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

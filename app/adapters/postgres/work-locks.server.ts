/**
 * Locks of work that goes beyond one transaction: session-level advisory locks, which PostgreSQL
 * lets go when the process dies. All of a process live in one connection, taken from the pool while
 * any is held, so that work which waits for the network costs the pool no connection of its own.
 *
 * Should that connection break, the locks are lost while their work goes on. So a lock only saves
 * work from being done twice; what must not happen twice is guarded by the work itself.
 */
import type pg from 'pg';
import type { TryLock } from '../../services/ports/chores.ts';

const TRY = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked';
const UNLOCK = 'SELECT pg_advisory_unlock(hashtextextended($1, 0))';

/** Locks among all processes of this database. */
export function workLocks(pool: pg.Pool): TryLock {
  // A session may take its own lock twice, so who holds or wants what here is remembered here.
  const held = new Set<string>();
  let session: pg.PoolClient | null = null;
  // A connection takes one query at a time.
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = turn.then(work);
    turn = run.catch(() => undefined);
    return run;
  }

  /** `broken`: every lock of the session is lost with it. */
  function letGo(name: string, own: pg.PoolClient | null, broken: boolean): void {
    held.delete(name);
    if (own === null || own !== session || (held.size > 0 && !broken)) return;
    session = null;
    own.release(broken);
  }

  async function take(name: string): Promise<pg.PoolClient | null> {
    try {
      session ??= await pool.connect();
      const { rows } = await session.query<{ locked: boolean }>(TRY, [name]);
      if (rows[0]?.locked === true) return session;
    } catch (error) {
      letGo(name, session, true);
      throw error;
    }
    letGo(name, session, false);
    return null;
  }

  async function giveBack(name: string, own: pg.PoolClient): Promise<void> {
    if (own !== session) return letGo(name, null, false);
    const isBroken = await own.query(UNLOCK, [name]).then(
      () => false,
      () => true,
    );
    letGo(name, own, isBroken);
  }

  return async (name) => {
    if (held.has(name)) return null;
    held.add(name);
    const own = await inTurn(() => take(name));
    return own && (() => inTurn(() => giveBack(name, own)));
  };
}

/**
 * A lock of its own for each shop, held among all processes while tokens are exchanged. It is a
 * lock of a session, not of a transaction: no network is ever waited for inside of one. Its
 * connections are few and apart from the pool's, so that who holds a lock never waits for a
 * connection that is held by those who wait for the lock.
 */
import type pg from 'pg';
import { ShopifyUnavailable } from '../../services/ports/shopify.ts';
import { openPool } from './pool.server.ts';

const LOCKS_AT_ONCE = 4;
const PATIENCE = "SET lock_timeout = '20s'";
const TAKE = "SELECT pg_advisory_lock(hashtext('shop-tokens'), hashtext($1))";
const LEAVE = "SELECT pg_advisory_unlock(hashtext('shop-tokens'), hashtext($1))";

export type ShopLocks = {
  /** Throws `try_later` where another holds the shop's lock for longer than 20 seconds. */
  alone<T>(domain: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Opens the locks of the database; nothing is dialled until the first one is taken. */
export function openShopLocks(url: string): ShopLocks {
  const pool = openPool({ url, max: LOCKS_AT_ONCE, name: 'laurel-shop-locks' });
  return {
    async alone(domain, work) {
      const client = await take(pool, domain);
      try {
        return await work();
      } finally {
        client.release(await leave(client, domain));
      }
    },
    close: () => pool.end(),
  };
}

/** The connection that holds the lock. */
async function take(pool: pg.Pool, domain: string): Promise<pg.PoolClient> {
  let client: pg.PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query(PATIENCE);
    await client.query(TAKE, [domain]);
    return client;
  } catch (error) {
    client?.release(true);
    throw new ShopifyUnavailable('try_later', 'another process holds the lock of the shop', error);
  }
}

/** A connection on which the lock could not be given back is thrown away, and the lock with it. */
async function leave(client: pg.PoolClient, domain: string): Promise<Error | undefined> {
  try {
    await client.query(LEAVE, [domain]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

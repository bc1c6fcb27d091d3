/**
 * The sessions of Shopify's library, sealed: who reads the table, or a copy of it, has no token.
 * A seal is bound to the program and the session, so that moved to another row it does not open.
 */
import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Vault } from '../../services/ports/ingest.ts';
import type { KnownShop, Sessions } from '../../services/ports/sessions.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { inProgram } from './pool.server.ts';
import type { ShopLocks } from './shop-lock.server.ts';

type Found = { program_id: number; shop_id: number };

const DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Opens the store of sessions; `locks` are closed by whoever opened them. */
export function shopSessions(
  pool: pg.Pool,
  vault: Pick<Vault, 'seal' | 'unseal'>,
  locks: Pick<ShopLocks, 'alone'>,
): Sessions {
  const sealText = (shop: ShopRef, id: string, text: string) =>
    vault.seal(Buffer.from(text), boundTo(shop, id));
  return {
    findShop: async (domain) => {
      const query = { text: 'SELECT program_id, shop_id FROM find_shop($1)', values: [domain] };
      return DOMAIN.test(domain) ? known(pool, domain, query) : null;
    },
    openShop: async (domain) => {
      const query = { text: 'SELECT program_id, shop_id FROM open_shop($1)', values: [domain] };
      const shop = await known(pool, domain, query);
      invariant(shop !== null, 'open_shop answers with a shop.');
      return shop;
    },
    async load(shop, id) {
      const sealed = await readSealed(pool, shop, id);
      const opened = sealed === null ? null : vault.unseal(sealed, boundTo(shop, id));
      return opened === null ? null : Buffer.from(opened).toString();
    },
    save: (shop, { id, text, expiresAt }) =>
      inProgram(pool, shop.programId, async (client) => {
        await client.query(
          `INSERT INTO shop_sessions (program_id, shop_id, session_id, sealed, expires_at)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (program_id, session_id) DO UPDATE
             SET sealed = excluded.sealed, expires_at = excluded.expires_at, saved_at = now()`,
          [
            shop.programId,
            shop.shopId,
            id,
            sealText(shop, id, text),
            expiresAt === null ? null : new Date(expiresAt),
          ],
        );
      }),
    remove: (shop, id) =>
      inProgram(pool, shop.programId, async (client) => {
        await client.query('DELETE FROM shop_sessions WHERE program_id = $1 AND session_id = $2', [
          shop.programId,
          id,
        ]);
      }),
    alone: (domain, work) => locks.alone(domain, work),
  };
}

const boundTo = ({ programId }: ShopRef, id: string) => `shop session ${programId} ${id}`;

async function readSealed(pool: pg.Pool, shop: ShopRef, id: string): Promise<Buffer | null> {
  const { rows } = await inProgram(pool, shop.programId, (client) =>
    client.query<{ sealed: Buffer }>(
      'SELECT sealed FROM shop_sessions WHERE program_id = $1 AND session_id = $2',
      [shop.programId, id],
    ),
  );
  return rows[0]?.sealed ?? null;
}

async function known(
  pool: pg.Pool,
  domain: string,
  query: pg.QueryConfig,
): Promise<KnownShop | null> {
  const { rows } = await pool.query<Found>(query);
  const found = rows[0];
  if (!found) return null;
  const shop = { programId: found.program_id, shopId: found.shop_id, domain };
  const installed = await inProgram(pool, shop.programId, (client) =>
    client.query<{ installed: boolean }>(
      `SELECT installed_at IS NOT NULL AND uninstalled_at IS NULL AS installed
       FROM shops WHERE program_id = $1 AND shop_id = $2`,
      [shop.programId, shop.shopId],
    ),
  );
  return { ...shop, isInstalled: installed.rows[0]?.installed ?? false };
}

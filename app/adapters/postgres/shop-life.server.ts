/** What a shop's own notices change in its row, and what goes when it leaves. */
import type pg from 'pg';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ShopLife, ShopName } from '../../services/ports/intake.ts';

type Row = {
  installed_at: Instant | null;
  uninstalled_at: Instant | null;
  redacted_at: Instant | null;
};

/** Where the shop stands, under its row's lock: whoever installs it again waits. */
export async function readShopLife(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
): Promise<ShopLife> {
  const { rows } = await client.query<Row>(
    `SELECT installed_at, uninstalled_at, redacted_at FROM shops
     WHERE program_id = $1 AND shop_id = $2
     FOR UPDATE`,
    [programId, shopId],
  );
  const row = rows[0];
  invariant(row, 'A delivery is of a shop there is.');
  return {
    installedAt: row.installed_at,
    uninstalledAt: row.uninstalled_at,
    redactedAt: row.redacted_at,
  };
}

/**
 * Where the history and the comparison with Shopify stand is kept: installed again, they go on from
 * there. Everything else a shop needs is asked for by its installation.
 */
export async function noteUninstalled(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  at: Instant,
): Promise<void> {
  const shop = [programId, shopId];
  await client.query(
    'UPDATE shops SET uninstalled_at = $3 WHERE program_id = $1 AND shop_id = $2',
    [...shop, new Date(at)],
  );
  await client.query('DELETE FROM shop_sessions WHERE program_id = $1 AND shop_id = $2', shop);
  await client.query(
    `DELETE FROM chores
     WHERE program_id = $1 AND shop_id = $2 AND kind NOT IN ('history', 'reconcile')`,
    shop,
  );
}

export async function noteScopes(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  scopes: string,
): Promise<void> {
  await client.query('UPDATE shops SET scopes = $3 WHERE program_id = $1 AND shop_id = $2', [
    programId,
    shopId,
    scopes,
  ]);
}

/** A zone that Shopify does not say stays as it was. */
export async function noteShop(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  facts: { readonly name: string; readonly currency: string; readonly zone: string | null },
): Promise<void> {
  await client.query(
    `UPDATE shops SET name = $3, currency = $4, zone = coalesce($5, zone)
     WHERE program_id = $1 AND shop_id = $2`,
    [programId, shopId, facts.name, facts.currency, facts.zone],
  );
}

export async function hurryHistory(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  { bulkId, asOf }: { readonly bulkId: string; readonly asOf: Instant },
): Promise<void> {
  await client.query(
    `UPDATE chores SET due_at = least(due_at, $4)
     WHERE program_id = $1 AND shop_id = $2 AND kind = 'history' AND state->>'bulkId' = $3
       AND state->>'phase' = 'running'`,
    [programId, shopId, bulkId, new Date(asOf)],
  );
}

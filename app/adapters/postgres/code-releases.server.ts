/** Redemptions that wait to be released, and what became of their codes at Shopify. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { KeyHash } from '../../services/ports/intake.ts';
import type { Releasable, Releases } from '../../services/ports/releases.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { inProgram } from './pool.server.ts';
import { findBuriedNames } from './tombstones.server.ts';

/** The releases of all shops, over the pool; `keyHash` is what tombstones were made with. */
export function openReleases(pool: pg.Pool, keyHash: KeyHash): Releases {
  const run = (shop: ShopRef, query: pg.QueryConfig, values: readonly unknown[]) =>
    inProgram(pool, shop.programId, async (client) => {
      await client.query({ ...query, values: [shop.programId, ...values] });
    });
  return {
    list: (shop, due) => inProgram(pool, shop.programId, (client) => list(client, shop, due)),
    noteDeleting: (shop, code, asOf) => run(shop, NOTE_DELETING, [code, new Date(asOf)]),
    noteGone: (shop, code, asOf) => run(shop, NOTE_GONE, [code, new Date(asOf)]),
    unknownOrders: (shop, of) =>
      inProgram(pool, shop.programId, (client) => unknownOrders(client, shop, of)),
    buriedOrders: ({ programId, shopId }, orderIds) =>
      inProgram(pool, programId, async (client) => {
        const names = orderIds.map((id) => ({ shopId, kind: 'order', id }) as const);
        const buried = await findBuriedNames(client, { programId, keyHash }, names);
        return buried.map(({ id }) => id);
      }),
    wait: (shop, { redemptionId, retryAt, reason }) =>
      run(shop, WAIT, [redemptionId, new Date(retryAt), reason]),
    postpone: (shop, { redemptionId, reason, asOf }) =>
      run(shop, POSTPONE, [redemptionId, new Date(asOf), reason]),
  };
}

const LIST = {
  name: 'list-releasable',
  text: `
    SELECT r.redemption_id AS "redemptionId", r.code, d.ends_at AS "endsAt",
           s.uninstalled_at AS "uninstalledAt", m.sealed_at IS NOT NULL AS "isSealed",
           CASE WHEN c.status = 'gone' THEN c.changed_at END AS "goneAt"
    FROM redemptions r
    JOIN shops s ON s.program_id = $1 AND s.shop_id = r.shop_id
    JOIN members m ON m.program_id = $1 AND m.member_id = r.member_id
    LEFT JOIN codes c ON c.program_id = $1 AND c.code = r.code
    LEFT JOIN reward_discounts d ON d.program_id = $1 AND d.discount_key = c.discount_key
    WHERE r.program_id = $1 AND r.shop_id = $2 AND r.status = 'open'
      AND coalesce(r.asked_at, r.lapses_at) <= $3
      AND coalesce(r.retry_at, r.asked_at, r.lapses_at) <= $3
    ORDER BY coalesce(r.retry_at, r.asked_at, r.lapses_at), r.redemption_id
    LIMIT $4`,
};

async function list(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  { asOf, atMost }: { readonly asOf: Instant; readonly atMost: number },
): Promise<Releasable[]> {
  const values = [programId, shopId, new Date(asOf), atMost];
  const { rows } = await client.query<Releasable>({ ...LIST, values });
  return rows;
}

const NOTE_DELETING = {
  name: 'note-code-deleting',
  text: `UPDATE codes SET status = 'deleting', changed_at = $3
         WHERE program_id = $1 AND code = $2 AND status = 'taken'`,
};

const NOTE_GONE = {
  name: 'note-code-gone',
  text: `UPDATE codes SET status = 'gone', changed_at = $3
         WHERE program_id = $1 AND code = $2 AND status <> 'gone'`,
};

const UNKNOWN_ORDERS = {
  name: 'orders-not-known-to-carry',
  text: `
    SELECT asked.order_id
    FROM unnest($4::text[]) AS asked (order_id)
    WHERE NOT EXISTS (
      SELECT FROM orders o
      JOIN order_codes c ON c.program_id = $1 AND c.order_key = o.order_key AND c.code = $3
      WHERE o.program_id = $1 AND o.shop_id = $2 AND o.order_id = asked.order_id)`,
};

async function unknownOrders(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  { code, orderIds }: { readonly code: string; readonly orderIds: readonly string[] },
): Promise<string[]> {
  const values = [programId, shopId, code, orderIds];
  const { rows } = await client.query<{ order_id: string }>({ ...UNKNOWN_ORDERS, values });
  return rows.map(({ order_id: orderId }) => orderId);
}

const WAIT = {
  name: 'wait-to-release',
  text: `UPDATE redemptions SET retry_at = $3, reason = $4
         WHERE program_id = $1 AND redemption_id = $2 AND status = 'open'`,
};

const POSTPONE = {
  name: 'postpone-release-of-code',
  text: `UPDATE redemptions
         SET failures = failures + 1, reason = $4,
             retry_at = $3::timestamptz
                        + least(interval '1 hour', interval '2 seconds' * 2 ^ least(failures, 12))
         WHERE program_id = $1 AND redemption_id = $2 AND status = 'open'`,
};

/** A shop erased whole: its sums stay, under a name that says nothing. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { ShopName } from '../../services/ports/intake.ts';

/** Tables in which nothing of an erased shop stays, in an order their keys allow. */
const EMPTIED = [
  'DELETE FROM orders WHERE program_id = $1 AND shop_id = $2',
  `DELETE FROM codes c USING reward_discounts d
   WHERE c.program_id = $1 AND d.program_id = $1 AND d.shop_id = $2
     AND c.discount_key = d.discount_key`,
  'DELETE FROM reward_discounts WHERE program_id = $1 AND shop_id = $2',
  'DELETE FROM shop_sessions WHERE program_id = $1 AND shop_id = $2',
  'DELETE FROM email_claims WHERE program_id = $1 AND shop_id = $2',
  'DELETE FROM data_requests WHERE program_id = $1 AND shop_id = $2',
  'DELETE FROM chores WHERE program_id = $1 AND shop_id = $2',
  'DELETE FROM dead_letters WHERE program_id = $1 AND shop_id = $2',
  'DELETE FROM tombstones WHERE program_id = $1 AND shop_id = $2',
  `DELETE FROM mirrors WHERE program_id = $1 AND owner = 'shop:' || $2::bigint`,
  // A draft is the program's: it goes with the last of its shops.
  `DELETE FROM drafts d
   WHERE d.program_id = $1
     AND NOT EXISTS (SELECT FROM shops s
                     WHERE s.program_id = $1 AND s.shop_id <> $2 AND s.redacted_at IS NULL)`,
];

export async function membersToSeal(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  atMost: number,
): Promise<number[]> {
  const { rows } = await client.query<{ member_id: number }>(
    `SELECT member_id FROM members
     WHERE program_id = $1 AND shop_id = $2 AND sealed_at IS NULL
     ORDER BY member_id
     LIMIT $3`,
    [programId, shopId, atMost],
  );
  return rows.map(({ member_id: memberId }) => memberId);
}

export async function eraseShop(
  client: pg.ClientBase,
  { programId, shopId }: ShopName,
  but: { readonly inboxId: number },
): Promise<void> {
  for (const statement of EMPTIED) await client.query(statement, [programId, shopId]);
  await client.query(
    'DELETE FROM inbox WHERE program_id = $1 AND shop_id = $2 AND inbox_id <> $3',
    [programId, shopId, but.inboxId],
  );
  // The old name must be free: whoever installs us there again begins with a program of their own.
  const nobody = `redacted-${randomBytes(8).toString('hex')}.myshopify.com`;
  await client.query(
    `UPDATE shops
     SET domain = $3, redacted_at = now(), shopify_id = NULL, name = NULL, scopes = '',
         guide = '{}',
         uninstalled_at = coalesce(uninstalled_at, now())
     WHERE program_id = $1 AND shop_id = $2`,
    [programId, shopId, nobody],
  );
}

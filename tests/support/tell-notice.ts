/** A notice of Shopify's as the webhook entry would store it, and the drain that applies it. */
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { openNotices } from '../../app/adapters/postgres/notices.server.ts';
import type { Notice } from '../../app/contracts/observation.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { BOUNDS, day, silentLog } from './drain-shop.ts';
import type { RedeemShop } from './redeem-shop.ts';
import { DATA_KEY } from './webhooks.ts';

const vault = openVault(DATA_KEY);
/** What tombstones of such a notice are made with. */
export const keyHash = vault.keyHash;

/** Tells the shop of it on that day; answers once everything that waits is in the books. */
export async function tellNotice(
  shop: RedeemShop,
  told: { readonly topic: string; readonly notice: Notice; readonly days: number },
): Promise<void> {
  const { programId, shopId } = shop;
  await shop.rows(
    `WITH told AS (
       INSERT INTO inbox (program_id, shop_id, delivery_id, topic, status, observation)
       VALUES ($1, $2, gen_random_uuid()::text, $3, 'waiting', $4)
       RETURNING program_id, received_at, inbox_id)
     INSERT INTO inbox_waiting (program_id, received_at, inbox_id, is_notice)
     SELECT program_id, received_at, inbox_id, true FROM told`,
    [programId, shopId, told.topic, JSON.stringify(told.notice)],
  );
  await drainAfterNotices(shop, told.days);
}

/** The drain as the worker runs it: it knows whom tombstones name. */
export async function drainAfterNotices(shop: RedeemShop, days: number): Promise<void> {
  const { programId, pool } = shop;
  const books = openBooks(pool, vault.keyHash);
  const clock = () => day(days);
  const notices = {
    ...{ notices: openNotices(pool), books, crypto: chainCrypto, vault, clock },
    log: silentLog,
  };
  await drainProgram({ ...shop.needs(day(days), { books }), notices }, programId, BOUNDS);
}

/** Discounts at Shopify and their codes, as the books keep them. */
import type pg from 'pg';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { PoolNow, Pools, PoolView, RewardDiscount } from '../../services/ports/pools.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';
import { inProgram } from './pool.server.ts';
import { readVersions } from './read-versions.server.ts';
import * as steps from './pool-steps.server.ts';

/** The pools of all shops, over the pool of connections. */
export function openPools(pool: pg.Pool): Pools {
  const within = <T>(shop: ShopRef, work: (client: pg.PoolClient) => Promise<T>) =>
    inProgram(pool, shop.programId, work);
  return {
    read: (shop) => within(shop, (client) => readPoolView(client, shop)),
    begin: (shop, made) => within(shop, (client) => steps.beginDiscount(client, shop, made)),
    settle: (shop, made) => within(shop, (client) => steps.settleDiscount(client, shop, made)),
    drain: (shop, of) => within(shop, (client) => steps.drainDiscount(client, shop, of)),
    revive: (shop, of) => within(shop, (client) => steps.reviveDiscount(client, shop, of)),
    setEnd: (shop, of) => within(shop, (client) => steps.setEnd(client, shop, of)),
    setReason: (shop, of) => within(shop, (client) => steps.setReason(client, shop, of)),
    mint: (shop, of) => within(shop, (client) => steps.mintCodes(client, shop, of)),
    settleCodes: (shop, of) => within(shop, (client) => steps.settleCodes(client, shop, of)),
    watched: (shop, of) => within(shop, (client) => readWatched(client, shop, of)),
    dropCodes: (shop, of) => within(shop, (client) => steps.dropCodes(client, shop, of)),
    lose: (shop, of) => within(shop, (client) => steps.loseDiscount(client, shop, of)),
  };
}

// Codes that were taken grow for ever: they are only counted while their discount drains.
const READ = {
  name: 'read-reward-discounts',
  text: `
    SELECT d.discount_key, d.reward_id, d.fingerprint, d.status, d.discount_id, d.ends_at, d.reason,
           d.made_at, d.pool_size, d.filled_at,
           (SELECT count(*)::int FROM codes c
            WHERE c.program_id = $1 AND c.discount_key = d.discount_key
              AND c.status = 'ready') AS ready,
           ARRAY(SELECT c.code FROM codes c
                 WHERE c.program_id = $1 AND c.discount_key = d.discount_key
                   AND c.status = 'minting' ORDER BY c.code LIMIT 250) AS minting,
           CASE WHEN d.status = 'draining' THEN (
             SELECT count(*)::int
             FROM codes c JOIN redemptions r ON r.program_id = $1 AND r.code = c.code
             WHERE c.program_id = $1 AND c.discount_key = d.discount_key
               AND r.status IN ('open', 'bound')) ELSE 0 END AS in_use
    FROM reward_discounts d
    WHERE d.program_id = $1 AND d.shop_id = $2
    ORDER BY d.discount_key`,
};

type Row = Omit<
  RewardDiscount,
  'discountKey' | 'rewardId' | 'discountId' | 'endsAt' | 'size' | 'filledAt'
> & {
  pool_size: number;
  filled_at: Instant | null;
  discount_key: number;
  reward_id: string;
  discount_id: string | null;
  ends_at: Instant | null;
  made_at: Instant;
  in_use: number;
};

async function readPoolView(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
): Promise<PoolView> {
  const { rows } = await client.query<Row>({ ...READ, values: [programId, shopId] });
  const discounts = rows.map((row) => ({
    discountKey: row.discount_key,
    rewardId: row.reward_id,
    fingerprint: row.fingerprint,
    status: row.status,
    discountId: row.discount_id,
    endsAt: row.ends_at,
    reason: row.reason,
    madeAt: row.made_at,
    size: row.pool_size,
    filledAt: row.filled_at,
    ready: row.ready,
    minting: row.minting,
    inUse: row.in_use,
  }));
  return { versions: await readVersions(client, programId), discounts };
}

// Codes are given out in their order, so the first ready ones are the next.
const WATCHED = {
  name: 'codes-that-ought-to-work',
  text: `
    (SELECT c.code FROM codes c
     WHERE c.program_id = $1 AND c.discount_key = $2 AND c.status = 'ready'
     ORDER BY c.code LIMIT $3)
    UNION ALL
    (SELECT r.code FROM redemptions r
     JOIN codes c ON c.program_id = $1 AND c.code = r.code AND c.status = 'taken'
     WHERE r.program_id = $1 AND r.status = 'open' AND r.asked_at IS NULL AND c.discount_key = $2
     ORDER BY r.redemption_id DESC LIMIT $4)`,
};

async function readWatched(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, nextMax, heldMax }: Parameters<Pools['watched']>[1],
): Promise<string[]> {
  const values = [programId, discountKey, nextMax, heldMax];
  const { rows } = await client.query<{ code: string }>({ ...WATCHED, values });
  return rows.map(({ code }) => code);
}

const READ_NOW = {
  name: 'read-pools-now',
  text: `
    SELECT d.reward_id AS "rewardId", d.status, d.ends_at AS "endsAt", d.reason,
           count(*) FILTER (WHERE c.status = 'ready')::int AS ready,
           count(*) FILTER (WHERE c.status = 'minting')::int AS minting,
           count(*) FILTER (WHERE c.status IN ('taken', 'deleting'))::int AS taken
    FROM reward_discounts d
    LEFT JOIN codes c ON c.program_id = $1 AND c.discount_key = d.discount_key
    WHERE d.program_id = $1 AND d.shop_id = $2 AND d.status <> 'gone'
    GROUP BY d.discount_key, d.reward_id, d.status, d.ends_at, d.reason
    ORDER BY d.reward_id, d.discount_key`,
};

/** The pools of a shop, for the status page. */
export function readPools(pool: pg.Pool) {
  return ({ programId, shopId }: Pick<ShopRef, 'programId' | 'shopId'>): Promise<PoolNow[]> =>
    inProgram(pool, programId, async (client) => {
      const { rows } = await client.query<PoolNow>({ ...READ_NOW, values: [programId, shopId] });
      return rows;
    });
}

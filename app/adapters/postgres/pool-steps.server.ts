/**
 * What becomes of a discount and its codes: each function is one step of `Pools`, within the
 * program. A step that comes too late, since somebody else was quicker, changes nothing.
 */
import type pg from 'pg';
import type { Pools } from '../../services/ports/pools.ts';
import type { ShopRef } from '../../services/ports/shopify.ts';

type Of<Step extends keyof Pools> = Parameters<Pools[Step]>[1];

const BEGIN = {
  name: 'begin-discount',
  text: `
    WITH begun AS (
      INSERT INTO reward_discounts AS d (program_id, shop_id, reward_id, fingerprint, status,
                                         made_at)
      VALUES ($1, $2, $3, $4, 'making', $6)
      ON CONFLICT (program_id, shop_id, reward_id, fingerprint) DO UPDATE
      SET status = 'making', discount_id = NULL, reason = NULL, made_at = excluded.made_at
      WHERE d.status = 'gone'
      RETURNING discount_key
    )
    INSERT INTO codes (program_id, code, discount_key, status, changed_at)
    SELECT $1, $5, discount_key, 'minting', $6 FROM begun`,
};

export async function beginDiscount(
  client: pg.ClientBase,
  { programId, shopId }: ShopRef,
  { rewardId, fingerprint, firstCode, asOf }: Of<'begin'>,
): Promise<void> {
  const values = [programId, shopId, rewardId, fingerprint, firstCode, new Date(asOf)];
  await client.query({ ...BEGIN, values });
}

const SETTLE = {
  name: 'settle-discount',
  text: `
    WITH there AS (
      UPDATE reward_discounts SET status = 'live', discount_id = $3, ends_at = $4, reason = NULL
      WHERE program_id = $1 AND discount_key = $2 AND status = 'making'
      RETURNING discount_key
    )
    UPDATE codes c SET status = 'ready', changed_at = $5
    FROM there t
    WHERE c.program_id = $1 AND c.discount_key = t.discount_key AND c.status = 'minting'`,
};

export async function settleDiscount(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, discountId, endsAt, asOf }: Of<'settle'>,
): Promise<void> {
  const values = [programId, discountKey, discountId, new Date(endsAt), new Date(asOf)];
  await client.query({ ...SETTLE, values });
}

// Setting the codes aside takes their locks: a redeem that has just taken one of them is waited
// for, and none takes one afterwards. So what is counted as in use from here on can only fall.
const DRAIN = {
  name: 'drain-discount',
  text: `
    WITH drained AS (
      UPDATE reward_discounts SET status = 'draining', reason = NULL
      WHERE program_id = $1 AND discount_key = $2 AND status IN ('making', 'live')
      RETURNING discount_key
    )
    UPDATE codes c SET status = 'deleting', changed_at = $3
    FROM drained d
    WHERE c.program_id = $1 AND c.discount_key = d.discount_key AND c.status = 'ready'`,
};

export async function drainDiscount(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, asOf }: Of<'drain'>,
): Promise<void> {
  await client.query({ ...DRAIN, values: [programId, discountKey, new Date(asOf)] });
}

const REVIVE = {
  name: 'revive-discount',
  text: `
    WITH revived AS (
      UPDATE reward_discounts
      SET status = CASE WHEN discount_id IS NULL THEN 'making' ELSE 'live' END, reason = NULL
      WHERE program_id = $1 AND discount_key = $2 AND status = 'draining'
      RETURNING discount_key
    )
    UPDATE codes c SET status = 'ready', changed_at = $3
    FROM revived r
    WHERE c.program_id = $1 AND c.discount_key = r.discount_key AND c.status = 'deleting'
      AND NOT EXISTS (SELECT FROM redemptions t WHERE t.program_id = $1 AND t.code = c.code)`,
};

export async function reviveDiscount(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, asOf }: Of<'revive'>,
): Promise<void> {
  await client.query({ ...REVIVE, values: [programId, discountKey, new Date(asOf)] });
}

const SET_END = {
  name: 'set-discount-end',
  text: `UPDATE reward_discounts SET ends_at = $3, reason = NULL
         WHERE program_id = $1 AND discount_key = $2`,
};

export async function setEnd(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, endsAt }: Of<'setEnd'>,
): Promise<void> {
  await client.query({ ...SET_END, values: [programId, discountKey, new Date(endsAt)] });
}

const SET_REASON = {
  name: 'set-discount-reason',
  text: `UPDATE reward_discounts SET reason = $3
         WHERE program_id = $1 AND discount_key = $2 AND reason IS DISTINCT FROM $3`,
};

export async function setReason(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, reason }: Of<'setReason'>,
): Promise<void> {
  await client.query({ ...SET_REASON, values: [programId, discountKey, reason] });
}

const MINT = {
  name: 'mint-codes',
  text: `WITH sized AS (
           UPDATE reward_discounts SET pool_size = $5, filled_at = $4
           WHERE program_id = $1 AND discount_key = $2 AND $5::integer IS NOT NULL
         )
         INSERT INTO codes (program_id, code, discount_key, status, changed_at)
         SELECT $1, m.code, $2, 'minting', $4 FROM unnest($3::text[]) AS m (code)
         ON CONFLICT DO NOTHING`,
};

export async function mintCodes(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, codes, size, asOf }: Of<'mint'>,
): Promise<void> {
  const values = [programId, discountKey, codes, new Date(asOf), size];
  await client.query({ ...MINT, values });
}

const SETTLE_CODES = {
  name: 'settle-codes',
  text: `UPDATE codes
         SET status = CASE WHEN code = ANY ($2::text[]) THEN 'ready' ELSE 'gone' END,
             changed_at = $4
         WHERE program_id = $1 AND status = 'minting'
           AND code = ANY ($2::text[] || $3::text[])`,
};

export async function settleCodes(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { ready, gone, asOf }: Of<'settleCodes'>,
): Promise<void> {
  await client.query({ ...SETTLE_CODES, values: [programId, ready, gone, new Date(asOf)] });
}

const DROP_CODES = {
  name: 'drop-codes',
  text: `UPDATE codes SET status = 'gone', changed_at = $3
         WHERE program_id = $1 AND code = ANY ($2::text[]) AND status = 'ready'`,
};

// After the codes: a redeem that was under way has committed by now, and is asked as well.
const ASK_BACK = {
  name: 'ask-back-codes',
  text: `UPDATE redemptions SET asked_at = $3, retry_at = NULL
         WHERE program_id = $1 AND code = ANY ($2::text[]) AND status = 'open'
           AND asked_at IS NULL`,
};

export async function dropCodes(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { codes, asOf }: Of<'dropCodes'>,
): Promise<void> {
  const values = [programId, codes, new Date(asOf)];
  await client.query({ ...DROP_CODES, values });
  await client.query({ ...ASK_BACK, values });
}

const LOSE_CODES = {
  name: 'lose-codes',
  text: `
    WITH lost AS (
      UPDATE reward_discounts SET status = 'gone', reason = $3
      WHERE program_id = $1 AND discount_key = $2 AND status <> 'gone'
      RETURNING discount_key
    )
    UPDATE codes c SET status = 'gone', changed_at = $4
    FROM lost l
    WHERE c.program_id = $1 AND c.discount_key = l.discount_key
      AND (c.status IN ('minting', 'ready')
           OR c.status = 'deleting' AND NOT EXISTS (
             SELECT FROM redemptions t WHERE t.program_id = $1 AND t.code = c.code))`,
};

// After the codes: a redeem that was under way has committed by now, and is asked as well.
const ASK_RELEASES = {
  name: 'ask-releases',
  text: `
    UPDATE redemptions r SET asked_at = coalesce(r.asked_at, $3), retry_at = NULL
    FROM codes c
    WHERE c.program_id = $1 AND c.discount_key = $2 AND c.status = 'taken'
      AND r.program_id = $1 AND r.code = c.code AND r.status = 'open'`,
};

export async function loseDiscount(
  client: pg.ClientBase,
  { programId }: ShopRef,
  { discountKey, reason, asOf }: Of<'lose'>,
): Promise<void> {
  await client.query({
    ...LOSE_CODES,
    values: [programId, discountKey, reason, new Date(asOf)],
  });
  await client.query({ ...ASK_RELEASES, values: [programId, discountKey, new Date(asOf)] });
}

/** A program whose reward is cheap enough to be taken often, and codes for it. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { CODE_BYTES, codeFrom } from '../../app/contracts/reward-code.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { rewardFingerprint } from '../../app/services/reward-terms.ts';
import { type BenchShop, CURRENCY, ZONE } from './bench-shop.ts';

export const REWARD_ID = 'small-change';
export const COST = 50;
const GIVES = { kind: 'amount-off', amountMinor: minor(50) } as const;
const REWARD = fixedReward({
  ...{ id: REWARD_ID, name: '50p off', cost: points(COST), gives: GIVES },
});
const YEAR_MS = 365 * 86_400_000;

/** The Points preset with that reward alone. */
export const SMALL_CHANGE: ProgramDefinition = {
  ...pointsPreset({ currency: CURRENCY, zone: ZONE }),
  rewards: [REWARD],
};

/** Ready codes of the reward, as the pool keeper would have made them. */
export async function fillPool(
  admin: pg.Client,
  { programId, shopId }: BenchShop,
  count: number,
): Promise<void> {
  const fingerprint = rewardFingerprint({
    ...{ reward: REWARD, choice: { gives: GIVES }, currency: CURRENCY },
  });
  const codes = Array.from({ length: count }, () => codeFrom(randomBytes(CODE_BYTES)));
  await admin.query(
    `WITH discount AS (
       INSERT INTO reward_discounts (program_id, shop_id, reward_id, fingerprint, discount_id,
                                     status, ends_at)
       VALUES ($1, $2, $3, $4, 'gid://shopify/DiscountCodeNode/1', 'live', $5)
       RETURNING discount_key)
     INSERT INTO codes (program_id, code, discount_key, status)
     SELECT $1, code, discount_key, 'ready' FROM discount, unnest($6::text[]) AS new (code)`,
    [programId, shopId, REWARD_ID, fingerprint, new Date(Date.now() + YEAR_MS), codes],
  );
}

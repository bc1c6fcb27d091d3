/** A redemption as columns, for every statement that reads it. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { Redemption, RedemptionStatus } from '../../services/ports/redemption.ts';

/** Of a table named `r`. */
export const REDEMPTION_COLUMNS = `r.redemption_id, r.member_id, r.shop_id, r.reward_id,
    r.reward_name, r.version, r.cost, r.code, r.status, r.made_at, r.lapses_at, r.asked_at,
    r.order_key, coalesce(r.choice_id, r.reward_id) AS choice_id`;

export type RedemptionRow = {
  redemption_id: number;
  member_id: number;
  shop_id: number;
  reward_id: string;
  reward_name: string;
  version: number;
  cost: Points;
  code: string;
  status: RedemptionStatus;
  made_at: Instant;
  lapses_at: Instant;
  asked_at: Instant | null;
  order_key: number | null;
  choice_id: string;
};

export function toRedemption(row: RedemptionRow): Redemption {
  return {
    redemptionId: row.redemption_id,
    memberId: row.member_id,
    shopId: row.shop_id,
    rewardId: row.reward_id,
    rewardName: row.reward_name,
    version: row.version,
    cost: row.cost,
    code: row.code,
    status: row.status,
    madeAt: row.made_at,
    lapsesAt: row.lapses_at,
    askedAt: row.asked_at,
    orderKey: row.order_key,
    choiceId: row.choice_id,
  };
}

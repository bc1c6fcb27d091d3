/**
 * What a member's rewards came to: our decisions, their redemptions, and the orders that carry the
 * codes. A member who never had a reward, and on whose orders there is no code of ours, costs one
 * statement.
 */
import type pg from 'pg';
import { carriedCodes } from '../../domain/facts/carried-codes.ts';
import type { Decision } from '../../domain/facts/decision.ts';
import type { KnownOrder, WholeMember } from '../../services/ports/drain.ts';
import type { Redemption, UnissuedCode } from '../../services/ports/redemption.ts';
import { DECISION_COLUMNS, type DecisionRow, toDecision } from './decision-row.ts';
import { decodeObserved, type StoredOrder } from './observed-order-codec.ts';
import { REDEMPTION_COLUMNS, type RedemptionRow, toRedemption } from './redemption-row.ts';

const READ_DECISIONS = {
  name: 'read-decisions-of-member',
  text: `SELECT ${DECISION_COLUMNS}
         FROM decisions d
         WHERE d.program_id = $1 AND d.member_id = $2
         ORDER BY d.at`,
};

// Anybody's, by code, beside the member's own: a code on their order may be another's.
const READ_REDEMPTIONS = {
  name: 'read-redemptions-of-member',
  text: `SELECT ${REDEMPTION_COLUMNS}
         FROM redemptions r
         WHERE r.program_id = $1 AND r.member_id = $2
         UNION
         SELECT ${REDEMPTION_COLUMNS}
         FROM redemptions r
         WHERE r.program_id = $1 AND r.code = ANY ($3::text[])
         ORDER BY redemption_id`,
};

// Locked before it is asked who holds them: two members with one such code on their orders, folded
// again at once, would each believe to be the first.
const LOCK_CODES = {
  name: 'lock-unissued-codes',
  text: `SELECT c.code, d.shop_id AS "shopId", d.reward_id AS "rewardId", d.fingerprint
         FROM codes c
         CROSS JOIN LATERAL (
           SELECT * FROM reward_discounts r
           WHERE r.program_id = $1 AND r.discount_key = c.discount_key
           OFFSET 0) AS d
         WHERE c.program_id = $1 AND c.code = ANY ($2::text[])
         ORDER BY c.code
         FOR UPDATE OF c`,
};

const READ_CARRIERS = {
  name: 'read-carriers-of-codes',
  text: `SELECT known.code, o.order_key, o.observed
         FROM unnest($2::text[]) AS asked (code)
         CROSS JOIN LATERAL (
           SELECT * FROM order_codes c
           WHERE c.program_id = $1 AND c.code = asked.code
           OFFSET 0) AS known
         CROSS JOIN LATERAL (
           SELECT * FROM orders o
           WHERE o.program_id = $1 AND o.order_key = known.order_key
           OFFSET 0) AS o
         ORDER BY o.order_key, known.code`,
};

type Rewards = Pick<WholeMember, 'decisions' | 'redemptions' | 'carriers' | 'unissued'>;

export async function loadRewards(
  client: pg.ClientBase,
  programId: number,
  of: { readonly memberId: number; readonly orders: readonly KnownOrder[] },
): Promise<Rewards> {
  const decisions = await readDecisions(client, programId, of.memberId);
  const codes = of.orders.flatMap(({ observed }) => carriedCodes(observed));
  if (decisions.length === 0 && codes.length === 0) {
    return { decisions, redemptions: [], carriers: [], unissued: [] };
  }
  const find = () => readRedemptions(client, programId, { memberId: of.memberId, codes });
  let found = await find();
  let unissued: UnissuedCode[] = [];
  const foreign = codes.filter((code) => !found.some((one) => one.code === code));
  if (foreign.length > 0) {
    const { rows } = await client.query<UnissuedCode>({
      ...LOCK_CODES,
      values: [programId, foreign],
    });
    found = await find();
    unissued = rows.filter(({ code }) => !found.some((one) => one.code === code));
  }
  const redemptions = found.filter(({ memberId }) => memberId === of.memberId);
  return {
    decisions,
    redemptions,
    unissued,
    carriers: await readCarriers(client, programId, [
      ...redemptions.map(({ code }) => code),
      ...unissued.map(({ code }) => code),
    ]),
  };
}

async function readDecisions(
  client: pg.ClientBase,
  programId: number,
  memberId: number,
): Promise<Decision[]> {
  const values = [programId, memberId];
  const { rows } = await client.query<DecisionRow>({ ...READ_DECISIONS, values });
  return rows.map(toDecision);
}

async function readRedemptions(
  client: pg.ClientBase,
  programId: number,
  { memberId, codes }: { memberId: number; codes: readonly string[] },
): Promise<Redemption[]> {
  const values = [programId, memberId, codes];
  const { rows } = await client.query<RedemptionRow>({ ...READ_REDEMPTIONS, values });
  return rows.map(toRedemption);
}

async function readCarriers(
  client: pg.ClientBase,
  programId: number,
  codes: readonly string[],
): Promise<WholeMember['carriers']> {
  if (codes.length === 0) return [];
  const { rows } = await client.query<{ code: string; order_key: number; observed: StoredOrder }>({
    ...READ_CARRIERS,
    values: [programId, codes],
  });
  return rows.map(({ code, order_key: orderKey, observed }) => {
    return { code, orderKey, observed: decodeObserved(observed) };
  });
}

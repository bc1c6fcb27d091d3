/** A drained shop whose rewards have pools of codes, and the use cases of redeeming on it. */
import { randomBytes } from 'node:crypto';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openNotices } from '../../app/adapters/postgres/notices.server.ts';
import { openRedemptions } from '../../app/adapters/postgres/redemptions.server.ts';
import type { RedeemReply } from '../../app/contracts/buyer-api.ts';
import { CODE_BYTES, codeFrom } from '../../app/contracts/reward-code.ts';
import type { Observation } from '../../app/contracts/observation.ts';
import type { CodeOnOrder } from '../../app/domain/facts/observed-order.ts';
import type { Instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { adjustPoints } from '../../app/services/adjust-points.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { RedemptionNeeds } from '../../app/services/ports/redemption.ts';
import { readWallet } from '../../app/services/read-wallet.ts';
import {
  redeemReward,
  type RedeemAnswer,
  type RedeemAsk,
} from '../../app/services/redeem-reward.ts';
import { releaseRedemption } from '../../app/services/release-redemption.ts';
import { sealMember } from '../../app/services/seal-member.ts';
import { takeBack } from '../../app/services/take-back.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { BOUNDS, day, type DrainShop, openDrainShop, seenOrder } from './drain-shop.ts';
import type { TestDatabase } from './database.ts';

export type RedeemShop = DrainShop & {
  /** Rows as the owner of the tables sees them. */
  rows<T extends object>(query: string, values?: unknown[]): Promise<T[]>;
  /** Erases a customer as a request of theirs does. */
  seal(customerId?: string): Promise<void>;
  /** Adds so many ready codes to the reward's pool; answers them. */
  fillPool(count: number, reward?: PoolOf): Promise<string[]>;
  at(asOf: Instant): AtOneTime;
};

type PoolOf = { rewardId?: string; fingerprint?: string; status?: string; endsAt?: Instant };

/** The use cases as of one instant. */
type AtOneTime = {
  needs: RedemptionNeeds;
  redeem(ask?: Partial<RedeemAsk>): Promise<RedeemAnswer>;
  takeBack(code: string, customerId?: string): ReturnType<ReturnType<typeof takeBack>>;
  wallet(customerId?: string): ReturnType<ReturnType<typeof readWallet>>;
  release(redemptionId: number): ReturnType<ReturnType<typeof releaseRedemption>>;
  adjust(
    ask: Partial<Parameters<ReturnType<typeof adjustPoints>>[0]>,
  ): ReturnType<ReturnType<typeof adjustPoints>>;
  drain(): Promise<void>;
};

export async function openRedeemShop(
  given?: TestDatabase,
  definition?: ProgramDefinition,
): Promise<RedeemShop> {
  const shop = await openDrainShop(given, definition);
  const rows = <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
    connected(shop.database.ownerUrl, async (owner) => {
      const answer = await owner.query<T>(query, values);
      return answer.rows;
    });
  return {
    ...shop,
    rows,
    seal: (customerId = 'c1') => seal(shop, customerId),
    fillPool: (count, reward = {}) => fillPool(shop, rows, { count, ...reward }),
    at: (asOf) => atOneTime(shop, asOf),
  };
}

async function seal({ pool, programId, shopId }: DrainShop, customerId: string): Promise<void> {
  await openNotices(pool).alone(programId, async (open) => {
    const person = { shopId, customerId, emailHash: null, orderIds: [] };
    const { memberIds } = await open.findPerson(person);
    if (memberIds.length === 0) throw new Error(`${customerId} is a member.`);
    for (const memberId of memberIds) await sealMember(open, memberId, chainCrypto);
  });
}

async function fillPool(
  { programId, shopId }: DrainShop,
  rows: RedeemShop['rows'],
  pool: PoolOf & { count: number },
): Promise<string[]> {
  const { rewardId = 'amount-off-5', fingerprint = 'amount-off 500 GBP' } = pool;
  const { status = 'live', endsAt = day(1_000), count } = pool;
  const [discount] = await rows<{ discount_key: string }>(
    `INSERT INTO reward_discounts (program_id, shop_id, reward_id, fingerprint, discount_id, status,
                                   ends_at)
     VALUES ($1, $2, $3, $4, 'gid://shopify/DiscountCodeNode/1', $5, $6)
     ON CONFLICT (program_id, shop_id, reward_id, fingerprint) DO UPDATE SET status = $5
     RETURNING discount_key`,
    [programId, shopId, rewardId, fingerprint, status, new Date(endsAt)],
  );
  const codes = Array.from({ length: count }, () => codeFrom(randomBytes(CODE_BYTES)));
  await rows(
    `INSERT INTO codes (program_id, code, discount_key, status)
     SELECT $1, code, $2, 'ready' FROM unnest($3::text[]) AS new (code)`,
    [programId, discount?.discount_key, codes],
  );
  return codes;
}

function atOneTime(shop: DrainShop, asOf: Instant): AtOneTime {
  const { programId, shopId, pool } = shop;
  const books = openRedemptions(pool);
  const needs: RedemptionNeeds = { books, crypto: chainCrypto, clock: () => asOf };
  const customer = (customerId = 'c1') => ({ programId, shopId, customerId });
  return {
    needs,
    redeem: (ask = {}) =>
      redeemReward(needs)({
        ...customer(),
        rewardId: 'amount-off-5',
        key: randomBytes(8).toString('hex'),
        via: 'theme',
        ...ask,
      }),
    takeBack: (code, customerId) => takeBack(needs)({ ...customer(customerId), code }),
    wallet: (customerId) => readWallet(needs)(customer(customerId)),
    release: (redemptionId) => releaseRedemption(needs)({ programId, redemptionId }),
    adjust: (ask) =>
      adjustPoints(needs)({
        programId,
        memberId: 0,
        points: 1,
        reason: 'A gift',
        staffId: '7',
        key: randomBytes(8).toString('hex'),
        ...ask,
      }),
    drain: async () => {
      await drainProgram(shop.needs(asOf), programId, BOUNDS);
    },
  };
}

/** The reply of a redemption that was admitted. */
export function admitted(answer: RedeemAnswer): RedeemReply {
  if (!answer.ok) throw new Error(`The redemption was refused: ${answer.reason}`);
  return answer;
}

/** A member with so many points to spend, earned by one order and matured. */
export async function earn(shop: RedeemShop, points: number, customerId = 'c1'): Promise<void> {
  await shop.feed([seenOrder(`e-${customerId}`, { customerId, price: `${points}.00` })]);
  await shop.at(day(20)).drain();
}

/** What a code takes off the one line of an order. */
export function offTheLine(code: string, discountMinor = 500): CodeOnOrder {
  return {
    code,
    lines: [{ lineId: 'l1', discountMinor: minor(discountMinor) }],
    shippingMinor: minor(0),
  };
}

/**
 * An order of two units at £20 that carries a code worth £5, or so much, as one delivery shows it.
 */
export function usingOrder(
  orderId: string,
  code: string,
  { offMinor = 500, ...choices }: Parameters<typeof seenOrder>[1] & { offMinor?: number } = {},
): Observation {
  const seen = seenOrder(orderId, {
    price: '20.00',
    quantity: 2,
    createdAt: day(21),
    codes: [offTheLine(code, offMinor)],
    ...choices,
  });
  if (seen.type !== 'order') return seen;
  const lines = seen.snapshot.lines.map((line) => ({ ...line, discountMinor: minor(offMinor) }));
  return { ...seen, snapshot: { ...seen.snapshot, lines } };
}

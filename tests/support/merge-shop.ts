/** A redeem shop in which customers are merged and parted, and what its books say of each. */
import { expect } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openMerges } from '../../app/adapters/postgres/merges.server.ts';
import type { Observation } from '../../app/contracts/observation.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { unmergeMember } from '../../app/services/unmerge-member.ts';
import { assertBooksBalance } from './books.ts';
import { day, seenOrder } from './drain-shop.ts';
import { HERE } from './language-shop.ts';
import { openRedeemShop, type RedeemShop } from './redeem-shop.ts';
import { tellNotice } from './tell-notice.ts';

/** A point for a pound, spendable at once; sixty take £5 off. */
export const AT_ONCE: ProgramDefinition = {
  ...pointsPreset(HERE),
  pendingDays: 0,
  rewards: [
    fixedReward({
      id: 'amount-off-5',
      name: '£5 off',
      cost: points(60),
      gives: { kind: 'amount-off', amountMinor: minor(500) },
    }),
  ],
};

export const order = (id: string, customerId: string, days: number, price = '100.00') =>
  seenOrder(id, { customerId, price, createdAt: day(days) });

export type MergeShop = RedeemShop & {
  /** Feeds and drains as of a day. */
  hear(days: number, ...seen: Observation[]): Promise<void>;
  /** Shopify says that the first customer was merged into the second. */
  merge(from: string, into: string, days: number, isDone?: boolean): Promise<void>;
  /** Staff withdraw the merge of a customer. */
  unmerge(customerId: string, days: number): ReturnType<ReturnType<typeof unmergeMember>>;
  /** A customer's book, a line for each movement. */
  book(customerId: string): Promise<string[]>;
  /** `pending/available/held` by customer, of those who have anything. */
  balances(): Promise<Record<string, string>>;
  /** Our id of a customer's member. */
  memberId(customerId: string): Promise<number>;
  /** Why notices came to nothing, oldest first. */
  notes(): Promise<(string | null)[]>;
};

export async function openMergeShop(definition = AT_ONCE): Promise<MergeShop> {
  const shop = await openRedeemShop(undefined, definition);
  const { programId, pool } = shop;
  const memberId = async (customerId: string) => {
    const [row] = await shop.rows<{ id: number }>(
      'SELECT member_id::int AS id FROM members WHERE customer_id = $1',
      [customerId],
    );
    if (!row) throw new Error(`${customerId} is a member.`);
    return row.id;
  };
  return {
    ...shop,
    memberId,
    hear: async (days, ...seen) => {
      await shop.feed(seen);
      await shop.at(day(days)).drain();
    },
    merge: (deletedId, keptId, days, isDone = true) => {
      const notice = { type: 'customer-merge', keptId, deletedId, isDone } as const;
      return tellNotice(shop, { topic: 'customers/merge', notice, days });
    },
    unmerge: async (customerId, days) => {
      const clock = () => day(days);
      const unmerge = unmergeMember({ merges: openMerges(pool), crypto: chainCrypto, clock });
      return unmerge({ programId, memberId: await memberId(customerId), staffId: '7' });
    },
    book: async (customerId) => {
      const lines = await shop.rows<{ line: string }>(
        `SELECT concat_ws(' ', v.kind, v.points, coalesce(o.order_id, v.lot_id),
                          v.from_account || '→' || v.to_account,
                          CASE WHEN v.reversed THEN 'reversed' END) AS line
         FROM movements v JOIN members m USING (program_id, member_id)
         LEFT JOIN orders o ON o.program_id = v.program_id AND 'order:' || o.order_key = v.lot_id
         WHERE m.customer_id = $1 ORDER BY v.seq`,
        [customerId],
      );
      return lines.map(({ line }) => line);
    },
    balances: async () => {
      const rows = await shop.rows<{ customer_id: string; said: string }>(
        `SELECT customer_id, concat_ws('/', pending, available, held) AS said FROM members
         WHERE (pending, available, held) <> (0, 0, 0) ORDER BY customer_id`,
      );
      return Object.fromEntries(rows.map((row) => [row.customer_id, row.said]));
    },
    notes: async () => {
      const rows = await shop.rows<{ reason: string | null }>(
        "SELECT reason FROM inbox WHERE topic = 'customers/merge' ORDER BY inbox_id",
      );
      return rows.map(({ reason }) => reason);
    },
  };
}

/** Ann (1) earned 100 with order A, Bea (2) 30 with order B. */
export async function annAndBea(shop: MergeShop): Promise<void> {
  await shop.hear(1, order('A', '1', 1));
  await shop.hear(2, order('B', '2', 2, '30.00'));
}

/** Nothing breaks a law, nothing waits, and nobody is left to be folded again. */
export async function expectSettled(shop: MergeShop): Promise<void> {
  await assertBooksBalance(shop.database.ownerUrl);
  expect(await shop.rows("SELECT FROM inbox WHERE status <> 'done'")).toEqual([]);
  expect(await shop.rows('SELECT FROM members WHERE refold AND sealed_at IS NULL')).toEqual([]);
}

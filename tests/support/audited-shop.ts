/**
 * A shop to whose books everything happened that a law speaks of, and the auditor over them with
 * something planted, which is taken back afterwards.
 */
import pg from 'pg';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { starsPreset } from '../../app/domain/program/presets/stars.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { day, seenRefund } from './drain-shop.ts';
import { HERE } from './language-shop.ts';
import { AT_ONCE, type MergeShop, openMergeShop, order } from './merge-shop.ts';
import { admitted, usingOrder } from './redeem-shop.ts';

/** Two stars a pound, wanted sixty for £5 off; they wait a fortnight, and Gold gives fifty. */
const STARS: ProgramDefinition = {
  ...starsPreset(HERE),
  pendingDays: 14,
  rewards: AT_ONCE.rewards,
};

/** The day on which the story ends. */
export const TODAY = 25;

/**
 * By customer: `gold` has a reward in hand and points for a level, `used` used one, `freed` gave
 * one back, `ann` was merged into `bea`, `gone` was erased, `waits` has points that wait, `gift`
 * was given some, `owes` owes, `paid` owed and paid, `late` had a refund that was told of late.
 */
export async function openAuditedShop(): Promise<MergeShop> {
  const shop = await openMergeShop(STARS);
  await shop.fillPool(8);
  await shop.hear(
    2,
    order('1', 'gold', 1, '300.00'),
    ...['used', 'freed', 'ann', 'bea', 'gone', 'gift', 'owes', 'paid', 'late'].map((one) =>
      order(`of-${one}`, one, 1),
    ),
  );
  await shop.hear(20, order('2', 'waits', 20), order('3', 'paid', 9, '60.00'));
  await giveAndTake(shop);
  await redeemAll(shop);
  await shop.hear(22, refund('late', 2), refund('owes', 22), refund('paid', 22));
  await shop.merge('ann', 'bea', 23);
  await shop.seal('gone');
  await shop.hear(24, order('4', 'bea', 24));
  await shop.rows(
    `INSERT INTO mirrors (program_id, owner, key, content_hash, seq, told_at)
     SELECT program_id, 'member:' || member_id, 'card', '', seq, now() FROM members
     WHERE customer_id = 'used'`,
  );
  return shop;
}

const refund = (of: string, days: number) =>
  seenRefund(`of-${of}`, { at: day(days), beyondLinesMinor: minor(0) });

async function giveAndTake(shop: MergeShop): Promise<void> {
  const then = shop.at(day(20));
  for (const [customer, points] of [
    ['gift', 40],
    ['owes', -150],
    ['paid', -150],
  ] as const) {
    await then.adjust({ memberId: await shop.memberId(customer), points });
  }
}

async function redeemAll(shop: MergeShop): Promise<void> {
  const redeem = async (customerId: string) =>
    admitted(await shop.at(day(21)).redeem({ customerId })).redemption.code;
  await redeem('gold');
  const used = await redeem('used');
  await redeem('freed');
  await shop.hear(21, usingOrder('using', used, { customerId: 'used', createdAt: day(21) }));
  const [freed] = await shop.rows<{ id: number }>(
    `SELECT redemption_id::int AS id FROM redemptions JOIN members USING (program_id, member_id)
     WHERE customer_id = 'freed'`,
  );
  if (!(await shop.at(day(22)).release(freed?.id ?? 0)).ok) throw new Error('It is released.');
}

const DROP_FOREIGN_KEYS = `
  DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT conrelid::regclass AS of, conname FROM pg_constraint
               WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.of, one.conname);
    END LOOP;
  END $$`;

/**
 * Within a transaction of the owner that is rolled back: no foreign key is in the way, and `work`
 * has a pool of that transaction alone.
 */
export async function withPlanted<T>(
  ownerUrl: string,
  work: (owner: pg.PoolClient, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const owners = openPool({ url: ownerUrl, max: 1, name: 'planting' });
  const owner = await owners.connect();
  try {
    await owner.query('BEGIN');
    await owner.query(DROP_FOREIGN_KEYS);
    return await work(owner, poolOf(owner));
  } finally {
    await owner.query('ROLLBACK');
    owner.release();
    await owners.end();
  }
}

/** Whoever begins a transaction on it is within the one that is open. */
function poolOf(owner: pg.PoolClient): pg.Pool {
  const query = (asked: string | pg.QueryConfig, values?: unknown[]) => {
    if (typeof asked === 'string' && asked.startsWith('BEGIN')) return owner.query('SAVEPOINT at');
    if (asked === 'COMMIT') return owner.query('RELEASE SAVEPOINT at');
    if (asked === 'ROLLBACK') return owner.query('ROLLBACK TO SAVEPOINT at');
    return owner.query(asked, values);
  };
  const client = Object.assign(Object.create(owner) as pg.PoolClient, { query, release() {} });
  const pool = new pg.Pool({ max: 0 });
  return Object.assign(pool, { connect: () => Promise.resolve(client) });
}

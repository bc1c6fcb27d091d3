import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { statusStore } from '../../app/adapters/postgres/status-store.server.ts';
import type { StatusQuestion } from '../../app/contracts/status.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { StatusStore } from '../../app/services/ports/status.ts';
import { readStatus } from '../../app/services/read-status.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/ports.ts';

const NOW = instant(Date.UTC(2026, 10, 23, 12));
const nobody: StatusQuestion = { shop: null, customerId: null, before: null };

describe('reading the status page', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let clock = NOW;
  let store: StatusStore;

  beforeAll(async () => {
    database = await freshDatabase();
    pool = openPool({ url: database.appUrl, max: 4, name: 'test' });
    store = statusStore(pool, () => clock);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const asOwner = (sql: string, values: unknown[] = []) =>
    connected(database.ownerUrl, (client) => client.query(sql, values));

  async function read(question: Partial<StatusQuestion> = {}) {
    clock = instant(clock + 60_000);
    const answer = await readStatus(store, { ...nobody, ...question }, NOW);
    if (!answer.ok) throw new Error(answer.reason);
    return answer.page;
  }

  it('tells the story of a shop from nothing at all to a broken book', async () => {
    // Given nothing received yet
    expect(await read()).toEqual({ readAt: NOW, shops: [], shop: null });

    // When a shop is known, it is shown at once, empty
    await asOwner("SELECT open_shop('one.myshopify.com')");
    const empty = (await read()).shop;
    expect(empty).toMatchObject({
      domain: 'one.myshopify.com',
      zone: 'UTC',
      version: null,
      lag: null,
      newest: [],
      inbox: { waiting: { count: 0, atLeast: false }, lastReceivedAt: null, parkedNewest: [] },
      books: { members: 0, awarded: 0, unbalancedMembers: 0 },
    });

    // When deliveries came in, were worked off, wait and are parked
    await asOwner(DELIVERIES, [new Date(NOW)]);
    const busy = (await read()).shop;
    expect(busy?.inbox).toMatchObject({
      waiting: { count: 3, atLeast: false },
      oldestWaitingAt: NOW - 3_000,
      doneLastHour: { count: 100, atLeast: false },
      parked: { count: 1, atLeast: false },
      parkedNewest: [{ topic: 'products/update', reason: 'unknown_topic', attempts: 0 }],
    });
    expect(busy?.lag).toEqual({ p50Ms: 100, p99Ms: 198, deliveries: 200 });

    // When points moved, they are there with their sentences, and the books balance
    await asOwner(POINTS, [new Date(NOW)]);
    const page = (await read({ customerId: '77' })).shop;
    expect(page?.books).toMatchObject({
      members: 1,
      pending: 25,
      awarded: 25,
      clawedBack: 0,
      unbalancedMembers: 0,
    });
    expect(page?.newest).toHaveLength(20);
    expect(page?.newest[0]).toMatchObject({ change: 1, customerId: '77', seq: 25 });
    expect(page?.newest[0]?.sentence).toMatch(/^1 point/);

    // And the member's ledger comes in pages
    expect(page?.member).toMatchObject({
      asked: '77',
      found: { pending: 25, movements: 25, olderBefore: 6 },
    });
    const older = (await read({ customerId: '77', before: 6 })).shop?.member;
    expect(older).toMatchObject({ found: { olderBefore: null } });
    expect(older?.asked !== null && older?.found?.ledger.map(({ seq }) => seq)).toEqual([
      5, 4, 3, 2, 1,
    ]);
    expect((await read({ customerId: '78' })).shop?.member).toEqual({ asked: '78', found: null });

    // When a balance is touched behind the books' back, they say so
    await asOwner('UPDATE members SET pending = pending - 1, available = available + 1');
    expect((await read()).shop?.books).toMatchObject({ members: 1, unbalancedMembers: 1 });
  });

  it('lets somebody choose among several shops, and knows no others', async () => {
    await asOwner("SELECT open_shop('two.myshopify.com')");
    expect(await read()).toMatchObject({
      shops: ['one.myshopify.com', 'two.myshopify.com'],
      shop: null,
    });
    const two = (await read({ shop: 'two.myshopify.com', customerId: '77' })).shop;
    expect(two).toMatchObject({ domain: 'two.myshopify.com', member: { found: null } });
    const answer = await readStatus(store, { ...nobody, shop: 'three.myshopify.com' }, NOW);
    expect(answer).toEqual({ ok: false, reason: 'unknown_shop' });
  });

  it('tells the time of the shop before a program does', async () => {
    await asOwner("UPDATE shops SET zone = 'Europe/London' WHERE domain = 'two.myshopify.com'");
    const shop = (await read({ shop: 'two.myshopify.com' })).shop;
    expect(shop).toMatchObject({ version: null, zone: 'Europe/London' });
  });

  it('tells by which ways points came and went, and they add up to what members have', async () => {
    await asOwner(EVERY_WAY, ['two.myshopify.com', new Date(NOW)]);
    const { books } = (await read({ shop: 'two.myshopify.com' })).shop ?? {};
    expect(books).toMatchObject({
      ...{ awarded: 90, imported: 40, adjusted: -5, forgiven: 3 },
      ...{ clawedBack: 20, spent: 30, expired: 8 },
      ...{ pending: 10, available: 50, held: 10, unbalancedMembers: 0 },
    });
  });

  it('does not sum the books again and again for a page that stays open', async () => {
    const shop = (await read({ shop: 'one.myshopify.com' })).shop;
    const frozen = statusStore(pool, () => NOW);
    const first = frozen.books(shop?.programId ?? 0);
    expect(frozen.books(shop?.programId ?? 0)).toBe(first);
    await first;
  });

  it('says that the database is down instead of failing', async () => {
    const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
    const dead = openPool({ url: nowhere, max: 1, name: 'test' });
    const answer = await readStatus(
      statusStore(dead, () => NOW),
      nobody,
      NOW,
    );
    expect(answer).toEqual({ ok: false, reason: 'database_unavailable' });
    await dead.end();
  });
});

// 200 done (each a millisecond slower than the last, half of them long ago), 3 waiting, 1 parked.
const DELIVERIES = `
  WITH stored AS (
  INSERT INTO inbox (program_id, shop_id, delivery_id, topic, status, reason, received_at,
                     finished_at)
  SELECT program_id, shop_id, 'd' || n, 'orders/paid', 'done', NULL, at,
         at + n * interval '1 millisecond'
  FROM shops, generate_series(1, 200) n,
       LATERAL (SELECT $1::timestamptz - CASE WHEN n <= 100 THEN interval '2 hours'
                                              ELSE interval '1 minute' END AS at) t
  UNION ALL
  SELECT program_id, shop_id, 'w' || n, 'orders/paid', 'waiting', NULL,
         $1::timestamptz - (4 - n) * interval '1 second', NULL
  FROM shops, generate_series(1, 3) n
  UNION ALL
  SELECT program_id, shop_id, 'p', 'products/update', 'parked', 'unknown_topic', $1, NULL
  FROM shops
  RETURNING program_id, received_at, inbox_id, status)
  INSERT INTO inbox_waiting (program_id, received_at, inbox_id, is_notice)
  SELECT program_id, received_at, inbox_id, false FROM stored WHERE status = 'waiting'`;

const POINTS = `
  WITH m AS (
    INSERT INTO members (program_id, shop_id, customer_id, pending, seq)
    SELECT program_id, shop_id, '77', 25, 25 FROM shops RETURNING program_id, member_id
  ), l AS (
    INSERT INTO lots (program_id, member_id, lot_id, label, version, earned_at, awarded, pending,
                      available, held)
    SELECT program_id, member_id, 'order:1', '#1', 1, $1, 25, 25, 0, 0 FROM m
  )
  INSERT INTO movements (program_id, member_id, seq, kind, lot_id, from_account, to_account, points,
                         at, posted_at, cause, chain)
  SELECT program_id, member_id, n, 'award', 'order:1', 'issued', 'pending', 1, $1, $1, 'order:1', ''
  FROM m, generate_series(1, 25) n`;

// One member, one lot: each kind of movement once, an award and a use of points undone.
const EVERY_WAY = `
  WITH m AS (
    INSERT INTO members (program_id, shop_id, customer_id, pending, available, held, seq)
    SELECT program_id, shop_id, '79', 10, 50, 10, 15 FROM shops WHERE domain = $1
    RETURNING program_id, shop_id, member_id
  ), l AS (
    INSERT INTO lots (program_id, member_id, lot_id, label, version, earned_at, awarded, pending,
                      available, held)
    SELECT program_id, member_id, 'order:1', '#1', 1, $2, 110, 10, 50, 10 FROM m
  ), r AS (
    INSERT INTO redemptions (program_id, member_id, shop_id, reward_id, reward_name, version, cost,
                             code, status, via, made_at, lapses_at)
    SELECT program_id, member_id, shop_id, 'five', 'Five off', 1, 10, 'LAUREL-0', 'open',
           'checkout', $2, $2 FROM m
  )
  INSERT INTO movements (program_id, member_id, seq, kind, reversed, lot_id, from_account,
                         to_account, points, at, posted_at, cause, chain)
  SELECT program_id, member_id, seq, kind, reversed, 'order:1', from_account, to_account, points,
         $2, $2, 'order:1', ''
  FROM m, (VALUES
    (1, 'award', false, 'issued', 'pending', 100), (2, 'award', true, 'pending', 'issued', 10),
    (3, 'mature', false, 'pending', 'available', 70),
    (4, 'import', false, 'issued', 'available', 40),
    (5, 'claw-back', false, 'pending', 'revoked', 10),
    (6, 'claw-back', false, 'available', 'revoked', 10),
    (7, 'hold', false, 'available', 'held', 50), (8, 'settle', false, 'held', 'spent', 40),
    (9, 'return', false, 'spent', 'available', 10),
    (10, 'expire', false, 'available', 'expired', 8),
    (11, 'adjust', false, 'adjusted', 'available', 5),
    (12, 'adjust', false, 'available', 'adjusted', 10),
    (13, 'forgive', false, 'adjusted', 'available', 3),
    (14, 'repay', false, 'available', 'repaid', 2), (15, 'repay', false, 'repaid', 'available', 2)
  ) AS moved (seq, kind, reversed, from_account, to_account, points)`;

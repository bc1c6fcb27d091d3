import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { parkedJudge } from '../../app/adapters/postgres/judge-parked.server.ts';
import { inProgram, openPool } from '../../app/adapters/postgres/pool.server.ts';
import { sealBond } from '../../app/services/ingest-webhook.ts';
import { retryParked } from '../../app/services/retry-parked.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { orderBody, sampleBody } from '../support/shopify-samples.ts';
import { DATA_KEY, type Gate, openGate } from '../support/webhooks.ts';

type Row = {
  inbox_id: number;
  topic: string;
  status: string;
  reason: string | null;
  attempts: number;
  observation: { type: string; orderId: string } | null;
  sealed: Buffer | null;
  triggered_at: number | null;
};

let database: TestDatabase;
let pool: pg.Pool;
let owner: pg.Pool;
let gate: Gate;
let retry: ReturnType<typeof retryParked>;

beforeAll(async () => {
  database = await freshDatabase();
  pool = openPool({ url: database.appUrl, max: 4, name: 'test-web' });
  owner = openPool({ url: database.ownerUrl, max: 2, name: 'test-owner' });
  gate = await openGate(pool);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const wake = async (programId: number) => void gate.woken.push(programId);
  retry = retryParked({ judgeParked: parkedJudge(pool), vault: openVault(DATA_KEY), wake, log });
});

afterAll(async () => {
  await gate.close();
  await Promise.all([pool.end(), owner.end()]);
  await database.drop();
});

async function rowsOf(deliveryId: string): Promise<Row[]> {
  const { rows } = await owner.query<Row>('SELECT * FROM inbox WHERE delivery_id = $1', [
    deliveryId,
  ]);
  return rows;
}

async function programOf(shop: string): Promise<number> {
  const text = 'SELECT program_id FROM shops WHERE domain = $1';
  const { rows } = await owner.query<{ program_id: number }>(text, [shop]);
  return rows[0]?.program_id ?? 0;
}

describe('a webhook', () => {
  it('of a shop never seen opens the shop, is stored and wakes its program', async () => {
    const shop = 'new-here.myshopify.com';
    const sent = { body: sampleBody('orders/paid'), shop, deliveryId: 'first' };
    expect(await gate.post(sent)).toEqual({ status: 200, text: 'stored' });
    const [row] = await rowsOf('first');
    expect(row).toMatchObject({
      topic: 'orders/paid',
      status: 'waiting',
      reason: null,
      sealed: null,
      triggered_at: Date.parse('2026-11-23T10:00:00.123Z'),
      observation: { type: 'order', orderId: '820982911946154508' },
    });
    expect(gate.woken).toContain(await programOf(shop));
  });

  it('of a refund is stored under its order', async () => {
    const body = sampleBody('refunds/create');
    const answer = await gate.post({ body, topic: 'refunds/create', deliveryId: 'refund' });
    expect(answer).toEqual({ status: 200, text: 'stored' });
    const [row] = await rowsOf('refund');
    expect(row?.observation).toMatchObject({ type: 'refund', orderId: '820982911946154508' });
  });

  it('keeps nothing personal of a payload it can read', async () => {
    await gate.post({ body: sampleBody('orders/paid'), deliveryId: 'private' });
    const { rows } = await owner.query<{ text: string }>(
      `SELECT i::text AS text FROM inbox i WHERE delivery_id = 'private'`,
    );
    expect(rows[0]?.text).not.toMatch(
      /jon|john|smith|shipper|kentucky|elm st|555-555|40003|example/i,
    );
  });

  it('forged or unsigned is refused with 401 and leaves no row', async () => {
    const body = orderBody('7');
    const forged = { 'x-shopify-hmac-sha256': Buffer.alloc(32).toString('base64') };
    expect((await gate.post({ body, deliveryId: 'forged', headers: forged })).status).toBe(401);
    const unsigned = { 'x-shopify-hmac-sha256': '' };
    expect((await gate.post({ body, deliveryId: 'forged', headers: unsigned })).status).toBe(401);
    expect(await rowsOf('forged')).toEqual([]);
  });

  it('repeated inserts nothing and wakes nobody', async () => {
    const sent = { body: orderBody('7'), deliveryId: 'twice' };
    expect((await gate.post(sent)).text).toBe('stored');
    const woken = gate.woken.length;
    expect(await gate.post(sent)).toEqual({ status: 200, text: 'duplicate' });
    expect(await rowsOf('twice')).toHaveLength(1);
    expect(gate.woken).toHaveLength(woken);
  });

  it.each([
    ['an-unknown-topic', 'carts/create', orderBody('7'), 'unknown_topic: carts/create'],
    [
      'malformed-json',
      'orders/paid',
      Buffer.from('{"email":"jon@example.com"'),
      'malformed_json: at position 26',
    ],
    [
      'no-order-id',
      'orders/paid',
      orderBody('7', { id: null, admin_graphql_api_id: null }),
      'missing_order_id',
    ],
    [
      'unstorable-text',
      'orders/paid',
      orderBody('7', { name: '#1\0' }),
      'invalid_field: name: holds characters that cannot be stored',
    ],
  ])('%s is answered 200 and parked with its reason, sealed', async (what, topic, body, reason) => {
    expect(await gate.post({ body, topic, deliveryId: what })).toEqual({
      status: 200,
      text: 'stored',
    });
    const [row] = await rowsOf(what);
    expect(row).toMatchObject({ status: 'parked', reason, observation: null });
    expect(row?.sealed?.includes('jon@example.com')).toBe(false);
    expect(
      openVault(DATA_KEY).unseal(
        row?.sealed ?? Buffer.alloc(0),
        sealBond({ topic, deliveryId: what }),
      ),
    ).toEqual(body);
    expect(gate.logged.join()).not.toContain('jon@example.com');
  });
});

describe('a parked delivery tried again', () => {
  const shop = 'retries.myshopify.com';

  async function parkedRow(deliveryId: string, body: Buffer): Promise<[number, number]> {
    await gate.post({ body, shop, topic: 'orders/later', deliveryId });
    const [row] = await rowsOf(deliveryId);
    return [await programOf(shop), row?.inbox_id ?? 0];
  }

  it('stays parked while it cannot be read, and counts the attempt', async () => {
    const [programId, inboxId] = await parkedRow('still', orderBody('7'));
    expect(await retry(programId, inboxId)).toBe('still_parked');
    const [row] = await rowsOf('still');
    expect(row).toMatchObject({
      status: 'parked',
      attempts: 1,
      reason: 'unknown_topic: orders/later',
    });
  });

  it('waits once it can be read, and gives up its seal', async () => {
    // Given a delivery parked under a topic that a later release understands.
    const body = orderBody('4711');
    const [programId, inboxId] = await parkedRow('readable', body);
    const sealed = openVault(DATA_KEY).seal(
      body,
      sealBond({ topic: 'orders/paid', deliveryId: 'readable' }),
    );
    await owner.query(
      `UPDATE inbox SET topic = 'orders/paid', sealed = $1 WHERE delivery_id = 'readable'`,
      [sealed],
    );
    expect(await retry(programId, inboxId)).toBe('waiting');
    const [row] = await rowsOf('readable');
    expect(row).toMatchObject({
      status: 'waiting',
      reason: null,
      attempts: 1,
      sealed: null,
      observation: { type: 'order', orderId: '4711' },
    });
    expect(await retry(programId, inboxId)).toBe('not_parked');
  });

  it('waits again as it was when a bug in the drain had parked it', async () => {
    await gate.post({ body: orderBody('4712'), shop, deliveryId: 'poison' });
    await owner.query(
      `UPDATE inbox SET status = 'parked', reason = 'bug' WHERE delivery_id = 'poison'`,
    );
    const [before] = await rowsOf('poison');
    expect(await retry(await programOf(shop), before?.inbox_id ?? 0)).toBe('waiting');
    const [after] = await rowsOf('poison');
    expect(after).toMatchObject({ status: 'waiting', observation: before?.observation });
  });

  it('is not found by another program', async () => {
    const [, inboxId] = await parkedRow('foreign', orderBody('7'));
    const stranger = await programOf('laurel-test.myshopify.com');
    expect(await retry(stranger, inboxId)).toBe('not_parked');
  });
});

describe('row-level security', () => {
  const count = 'SELECT count(*) AS rows, count(DISTINCT program_id) AS programs FROM inbox';

  it('shows the application nothing while no program is named', async () => {
    const { rows } = await pool.query<{ rows: number }>(count);
    expect(rows[0]?.rows).toBe(0);
  });

  it('shows it its own program while one is named, and nothing after', async () => {
    const programId = await programOf('retries.myshopify.com');
    const inside = await inProgram(pool, programId, (client) =>
      client.query<{ rows: number; programs: number }>(count),
    );
    expect(inside.rows[0]?.programs).toBe(1);
    const foreign = inProgram(pool, programId, (client) =>
      client.query(`UPDATE inbox SET program_id = program_id + 1`),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
    const { rows } = await pool.query<{ rows: number }>(count);
    expect(rows[0]?.rows).toBe(0);
  });
});

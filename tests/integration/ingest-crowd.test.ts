import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { orderBody } from '../support/shopify-samples.ts';
import { type Gate, openGate } from '../support/webhooks.ts';

const SHOPS = 5;
const DELIVERIES = 200;

let database: TestDatabase;
let pool: pg.Pool;
let gate: Gate;
let statements = 0;

beforeAll(async () => {
  database = await freshDatabase();
  pool = openPool({ url: database.appUrl, max: 4, name: 'test-crowd' });
  const query = pool.query.bind(pool) as (...given: unknown[]) => unknown;
  Object.assign(pool, {
    query: (...given: unknown[]) => {
      statements += 1;
      return query(...given);
    },
  });
  gate = await openGate(pool);
});

afterAll(async () => {
  await gate.close();
  await pool.end();
  await database.drop();
});

const numbered = (place: number) => ({
  body: orderBody(String(1_000 + place)),
  shop: `crowd-${place % SHOPS}.myshopify.com`,
  deliveryId: `delivery-${place}`,
});

describe('a crowd of deliveries', () => {
  it('of several shops is stored once each, in fewer statements than deliveries', async () => {
    // Given shops that are known, each through one delivery of its own.
    for (let shop = 0; shop < SHOPS; shop += 1) {
      await gate.post({ ...numbered(shop), deliveryId: `opening-${shop}` });
    }
    const places = Array.from({ length: DELIVERIES }, (_, place) => place);
    const repeated = places.filter((place) => place % 10 === 0);
    const everyone = [...places, ...repeated];
    const expected = gate.arrived() + everyone.length;
    // And a database that holds its breath until all of them stand in line.
    const admin = new pg.Client(database.adminUrl);
    await admin.connect();
    await admin.query('BEGIN; LOCK TABLE inbox IN EXCLUSIVE MODE');
    statements = 0;
    const sent = everyone.map((place) => gate.post(numbered(place)));
    while (gate.arrived() < expected) await new Promise((resolve) => setTimeout(resolve, 5));
    await admin.query('COMMIT');
    await admin.end();
    const answers = await Promise.all(sent);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    // Two that found a free slot, and the other 218 in groups of 64.
    expect(statements).toBe(2 + 4);
    const owner = openPool({ url: database.ownerUrl, max: 1, name: 'test-owner' });
    const { rows } = await owner.query<{ domain: string; stored: number }>(
      `SELECT domain, count(*) AS stored FROM inbox JOIN shops USING (program_id, shop_id)
       WHERE delivery_id LIKE 'delivery-%' GROUP BY domain ORDER BY domain`,
    );
    await owner.end();
    const each = DELIVERIES / SHOPS;
    expect(rows.map(({ stored }) => stored)).toEqual(Array(SHOPS).fill(each));
    expect(new Set(gate.woken).size).toBe(SHOPS);
  });

  it('loses nobody to a neighbour the database refuses', async () => {
    // Given a shop whose rows the database rejects with a data error.
    const admin = new pg.Client(database.adminUrl);
    await admin.connect();
    await admin.query(
      `ALTER TABLE inbox ADD CONSTRAINT no_poison CHECK (observation->>'orderId' <> '666')`,
    );
    const places = Array.from({ length: 30 }, (_, place) => place);
    const answers = await Promise.all(
      places.map((place) => {
        const body = orderBody(place === 17 ? '666' : String(5_000 + place));
        return gate.post({ ...numbered(place), body, deliveryId: `mixed-${place}` });
      }),
    );
    expect(answers.every(({ status, text }) => status === 200 && text === 'stored')).toBe(true);
    const { rows } = await admin.query<{ delivery_id: string; reason: string }>(
      `SELECT delivery_id, reason FROM inbox WHERE status = 'parked'`,
    );
    await admin.end();
    expect(rows).toEqual([{ delivery_id: 'mixed-17', reason: 'unstorable: 23514' }]);
  });

  it('is refused while the database is gone, and stored when it is sent again', async () => {
    const gone = openPool({ url: 'postgres://nobody:x@127.0.0.1:1/none', max: 1, name: 'gone' });
    const closed = await openGate(gone);
    const late = { ...numbered(1), deliveryId: 'late' };
    expect(await closed.post(late)).toEqual({ status: 503, text: 'unavailable' });
    await closed.close();
    await gone.end();
    expect(await gate.post(late)).toEqual({ status: 200, text: 'stored' });
  });
});

/**
 * One order, followed by the id of the delivery that told of it: from the answer to Shopify through
 * the drain to the write of its member's card, across two processes; in traces, in metrics and in
 * the log.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceOf } from '../../app/adapters/telemetry/trace-ids.server.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { tellDelivery } from '../../scripts/trace/tell-delivery.ts';
import { placeOrder } from '../../twin/trade/place-order.ts';
import { must } from '../../twin/trade/shop-fixture.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { addGood, launchAtTwin, type ProcessesAtTwin } from '../support/processes-at-twin.ts';
import { until } from '../support/until.ts';

const DELIVERY = 'b1946ac9-2b7e-4a0f-9a57-0c2d3f4e5a6b';
const PERSON = { firstName: 'Margaret', lastName: 'Hamilton-Moss', email: 'margaret@moss.example' };

let at: PlatformAtTwin;
let collector: Collector;
let processes: ProcessesAtTwin;
let body: Buffer;

beforeAll(async () => {
  [at, collector] = await Promise.all([startPlatformAtTwin(), startCollector()]);
  const shop = await at.open();
  const { currency, zone } = at.shop;
  await connected(at.database.ownerUrl, async (owner) => {
    await owner.query(
      `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
       VALUES ($1, 1, '2000-01-01', now(), $2)`,
      [shop.programId, pointsTiersPreset({ currency, zone })],
    );
    // Nothing but the webhook is to tell of the order.
    await owner.query("DELETE FROM chores WHERE kind IN ('reconcile', 'history')");
  });
  body = await orderHeard();
  processes = await launchAtTwin(
    at,
    { databaseUrl: at.database.appUrl, queueUrl: at.database.queueUrl },
    { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, OTEL_METRIC_EXPORT_INTERVAL: '500' },
  );
});
afterAll(async () => {
  await processes?.stop();
  await collector.stop();
  await at.stop();
});

/** What the twin's webhook says of an order that somebody paid. */
async function orderHeard(): Promise<Buffer> {
  const { world } = at.twin.rooms;
  const lines = [{ ...addGood(at, 4_000), quantity: 2 }];
  must(placeOrder(world, at.shop.id, { lines, email: PERSON.email }));
  await at.twin.settle();
  const heard = at.heard.find(({ topic }) => topic === 'orders/paid');
  if (!heard) throw new Error('The twin tells of a paid order.');
  return heard.body;
}

const mine = () => collector.spans().filter(({ traceId }) => traceId === traceOf(DELIVERY).traceId);

describe('a delivery that is followed', () => {
  it('has one trace from its answer to the write of the card, in both processes', async () => {
    expect(await processes.deliver({ body, topic: 'orders/paid', deliveryId: DELIVERY })).toBe(200);
    const names = () => mine().map(({ name, service }) => `${service} ${name}`);
    await until(async () => new Set(names()).size >= 4 && names().length >= 5);
    expect(names().sort()).toEqual([
      'laurel-web POST /webhooks',
      'laurel-worker drain',
      'laurel-worker fold',
      'laurel-worker shopify SetMetafields',
      'laurel-worker shopify SetMetafields',
    ]);
    const root = mine().find(({ name }) => name === 'POST /webhooks');
    expect(root).toMatchObject({ spanId: traceOf(DELIVERY).spanId });
    expect(root?.parentSpanId ?? '').toBe('');
    for (const span of mine().filter((one) => one !== root)) {
      expect(span.name === root?.name || span.parentSpanId === root?.spanId).toBe(true);
    }
  });

  it('names in its spans the order and the movement that are in the books', async () => {
    const { rows } = await connected(at.database.ownerUrl, (owner) =>
      owner.query<{ order_key: number; member_id: number; seq: number; cause: string }>(
        `SELECT o.order_key::int, o.member_id::int, max(m.seq)::int AS seq, min(m.cause) AS cause
         FROM orders o JOIN movements m USING (program_id, member_id)
         GROUP BY 1, 2`,
      ),
    );
    const [row] = rows;
    expect(rows).toHaveLength(1);
    expect(row?.cause).toContain(String(row?.order_key));
    const drained = mine().find(({ name }) => name === 'drain')?.attributes;
    expect(drained).toMatchObject({
      ...{ 'laurel.delivery': DELIVERY, 'laurel.order': row?.order_key },
      'laurel.member': row?.member_id,
    });
    const told = mine().filter(({ name }) => name === 'shopify SetMetafields');
    expect(told.map(({ attributes }) => attributes['laurel.lane']).sort()).toEqual([
      'card',
      'perk',
    ]);
    for (const { attributes } of told) expect(attributes['laurel.movement']).toBe(row?.seq);
  });

  it('is answered for by the log alone, from its batch to the write at Shopify', () => {
    const lines = processes.said().split('\n').filter(Boolean);
    const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const batch = said.find(({ msg }) => msg === 'A batch is in the books.');
    const [[deliveryId, , memberId] = []] = batch?.['deliveries'] as [string, number, number][];
    expect(deliveryId).toBe(DELIVERY);
    const folded = said.find(({ msg, movements }) => msg === 'Folded again.' && movements !== 0);
    expect(folded).toMatchObject({ memberId });
    const asked = said.filter(({ operation }) => operation === 'SetMetafields');
    const members = asked.flatMap((line) => line['members'] ?? []);
    expect(members).toContainEqual([memberId, folded?.['seq']]);
  });

  it('is answered for by one command, from the books and the log', async () => {
    const told = await tellDelivery(at.pool, DELIVERY, processes.said());
    const story = told?.join('\n') ?? '';
    expect(story).toContain(traceOf(DELIVERY).traceId);
    expect(story).toMatch(/Taken in for .*: orders\/paid/);
    expect(story).toMatch(/Batch .* took it in/);
    expect(story).toMatch(/Folded again: 1 movements, the newest is 1/);
    expect(story).toMatch(/Shopify SetMetafields \(card\): answered, up to movement 1/);
    expect(story).toMatch(/Movement 1 of member \d+: award \d+/);
    expect(story).toContain('Shopify was told up to movement 1.');
    expect(await tellDelivery(at.pool, 'nobody-sent-this', processes.said())).toBeNull();
  });

  it('has the same trace when it is delivered again, and changes nothing', async () => {
    expect(await processes.deliver({ body, topic: 'orders/paid', deliveryId: DELIVERY })).toBe(200);
    const repeats = () =>
      mine().filter(({ attributes }) => attributes['laurel.outcome'] === 'duplicate');
    await until(async () => repeats().length === 1);
    expect(mine().filter(({ name }) => name === 'drain')).toHaveLength(1);
  });
});

it('a stranger’s delivery chooses no trace', async () => {
  const headers = { 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=` };
  const deliveryId = 'a-strangers-choice';
  expect(await processes.deliver({ body, topic: 'orders/paid', deliveryId, headers })).toBe(401);
  const points = () => collector.points().filter(({ name }) => name === 'laurel.http.duration');
  await until(async () => points().some(({ attributes }) => attributes['status'] === '4xx'));
  expect(collector.text()).not.toContain(deliveryId);
});

it('what waits, what is left of the budget and how long requests take are exported', async () => {
  const names = () => new Set(collector.points().map(({ name }) => name));
  const gauges = [
    'inbox.waiting',
    'inbox.lag',
    'inbox.parked',
    'refolds.waiting',
    'refolds.failing',
  ];
  gauges.push('outbox.waiting', 'outbox.age', 'dead_letters', 'chores.failing', 'queue.depth');
  gauges.push('redemptions.open', 'redemptions.age', 'pool.lowest');
  const others = ['http.duration', 'shopify.duration', 'shopify.points', 'shopify.budget.left'];
  const wanted = [...gauges, ...others, 'deliveries', 'movements'].map((name) => `laurel.${name}`);
  await until(async () => wanted.every((name) => names().has(name)));
  const left = collector.points().filter(({ name }) => name === 'laurel.shopify.budget.left');
  const lanes = new Set(left.map(({ attributes }) => attributes['lane']));
  for (const lane of ['pool', 'card', 'perk']) expect(lanes).toContain(lane);
  for (const { value } of left) expect(value).toBeGreaterThan(0);
});

it('nothing that is collected says who anybody is', () => {
  for (const word of [...Object.values(PERSON), 'moss', at.shop.domain]) {
    expect(collector.text().toLowerCase()).not.toContain(word.toLowerCase());
  }
});

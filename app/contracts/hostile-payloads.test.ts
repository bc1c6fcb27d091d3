/**
 * Real payloads bent out of shape. Whatever comes in ends as an observation the database can hold
 * or as a reason, and nothing personal gets through either way.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isObject,
  type Json,
  type JsonObject,
  rawNumber,
  samplePayload,
  toBody,
} from '../../tests/support/shopify-samples.ts';
import type { Hashing, Observation } from './observation.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const TOPICS = [
  'orders/create',
  'orders/paid',
  'orders/updated',
  'orders/cancelled',
  'refunds/create',
  'order_transactions/create',
];
const CANARY = 'canary';
/** Fields whose text is read; every other text of a payload is replaced by a canary. */
const READ = new RegExp(
  '^(id|admin_graphql_api_id|currency|currency_code|.*_at|price|amount|kind|vendor|' +
    'status|financial_status|fulfillment_status)$',
);

/** The samples' payment is in money: of this one more is kept. */
const CREDIT = { kind: 'sale', status: 'success', gateway: 'gift_card' };

const hashing: Hashing = { emailHash: () => 'e'.repeat(64), digest: () => 'd'.repeat(64) };

function plantCanaries(value: Json, depth = 0): Json {
  if (Array.isArray(value)) return value.map((entry) => plantCanaries(entry, depth + 1));
  if (!isObject(value)) return value;
  const planted = Object.entries(value).map(([key, entry]): [string, Json] => {
    const isRead = READ.test(key) || (key === 'name' && depth === 0);
    const isText = typeof entry === 'string' && !entry.startsWith('@raw:');
    return [key, isText && !isRead ? `${CANARY}-${key}` : plantCanaries(entry, depth + 1)];
  });
  return { ...Object.fromEntries(planted), browser_ip: CANARY, email: `${CANARY}@example.com` };
}

/** The sample, with what it lacks of all that is read. */
function fullPayload(topic: string): JsonObject {
  const payload = samplePayload(topic);
  const shop_money = { amount: '5.00', currency_code: 'USD' };
  const refund_shipping_lines = [
    { id: 1, subtotal_amount_set: { shop_money }, tax_amount_set: { shop_money } },
  ];
  if (topic === 'refunds/create') return { ...payload, refund_shipping_lines };
  if (topic === 'order_transactions/create') return { ...payload, ...CREDIT };
  const [first = null, ...rest] = payload['line_items'] as Json[];
  return {
    ...payload,
    company: { id: 7, location_id: 8 },
    fulfillment_status: 'fulfilled',
    fulfillments: [{ status: 'success', created_at: '2022-01-01T00:00:00Z' }],
    line_items: [
      { ...(first as JsonObject), vendor: 'Moss', tax_lines: [{ title: 'VAT', price: '1.20' }] },
      ...rest,
    ],
  };
}

const hostile = fc.constantFrom<Json>(
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 53,
  rawNumber('1e400'),
  rawNumber('-1e-400'),
  rawNumber('9007199254740993'),
  rawNumber('123456789012345678901234567890'),
  '',
  '0',
  '-0.01',
  '1e3',
  'NaN',
  '99999999999.99',
  '9'.repeat(40),
  'a\0b',
  '\ud800',
  'gid://shopify/Order/0',
  'gid://shopify/Order/18446744073709551615',
  'gid://shopify/Customer/1?x=1',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59.999999999-14:00',
  'x'.repeat(5_000),
  [],
  [[[[]]]],
  {},
  { __proto__: null, constructor: { prototype: { polluted: true } } },
);

const mutation = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'remove', 'repeat', 'rename'),
  value: hostile,
  key: fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'id'),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(payload: Json, { at, how, value, key }: Mutation): void {
  const places: { holder: Json[] | JsonObject; name: string }[] = [];
  const walk = (holder: Json): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [name, entry] of Object.entries(holder)) {
      places.push({ holder, name });
      walk(entry);
    }
  };
  walk(payload);
  const place = places[at % places.length];
  if (!place) return;
  const holder = place.holder as JsonObject;
  const before = holder[place.name] ?? null;
  // A copy: the same list put inside itself would be no JSON.
  if (how === 'replace') holder[place.name] = structuredClone(value);
  else if (how === 'repeat') holder[place.name] = [before, structuredClone(before)];
  else delete holder[place.name];
  if (how === 'rename' && !Array.isArray(holder)) {
    const open = { enumerable: true, configurable: true, writable: true };
    // Not an assignment: a key named __proto__ must become a key, as JSON.parse makes it.
    Object.defineProperty(holder, key, { value: before, ...open });
  }
}

function expectSound(topic: string, body: Uint8Array): void {
  const projection = readDelivery(topic, body, hashing);
  const text = JSON.stringify(projection);
  expect(text).not.toContain(CANARY);
  expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  expect(Object.keys(Object.prototype)).toEqual([]);
  if (projection.ok) {
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'number') expect(Number.isSafeInteger(value)).toBe(true);
      return value;
    });
    expect((projection.observation as Observation).orderId).toMatch(/^[1-9]\d{0,19}$/);
  } else {
    expect(reasonText(projection.reason)).toMatch(/^[a-z_]+(: [^\n]{1,200})?$/);
  }
}

describe('a hostile payload', () => {
  const planted = new Map(TOPICS.map((topic) => [topic, plantCanaries(fullPayload(topic))]));

  it.each(TOPICS)('of %s that is whole gives up nothing personal', (topic) => {
    const body = toBody(planted.get(topic) ?? null);
    expect(readDelivery(topic, body, hashing).ok).toBe(true);
    expectSound(topic, body);
  });

  it('ends as an observation or as a reason, wherever it was bent', () => {
    const bends = fc.array(mutation, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...TOPICS), bends, (topic, mutations) => {
        const payload = structuredClone(planted.get(topic) ?? null);
        for (const one of mutations) mutate(payload, one);
        expectSound(topic, toBody(payload));
      }),
      { numRuns: 1_500 },
    );
  });

  it('ends as an observation or as a reason, whichever bytes were cut or changed', () => {
    const change = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.constantFrom(...TOPICS), change, (topic, { at, byte, cut }) => {
        const body = Buffer.from(toBody(planted.get(topic) ?? null));
        const place = at % body.length;
        body[place] = byte;
        expectSound(topic, cut ? body.subarray(0, place) : body);
      }),
      { numRuns: 1_000 },
    );
  });
});

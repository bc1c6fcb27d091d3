import { describe, expect, it } from 'vitest';
import {
  type Json,
  type JsonObject,
  orderBody,
  rawNumber,
  sampleBody,
  samplePayload,
  toBody,
} from '../../tests/support/shopify-samples.ts';
import type { Hashing } from './observation.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const hashing: Hashing = {
  emailHash: (email) => `hash of ${email.length} characters`,
  digest: (text) => `digest of ${text.length} characters`,
};

function read(body: Uint8Array, topic = 'orders/paid') {
  return readDelivery(topic, body, hashing);
}

function snapshotOf(body: Uint8Array) {
  const projection = read(body);
  if (!projection.ok || projection.observation.type !== 'order') throw new Error('no order');
  return projection.observation.snapshot;
}

function reasonOf(body: Uint8Array, topic?: string): string | null {
  const projection = read(body, topic);
  return projection.ok ? null : reasonText(projection.reason);
}

const line = (changes: JsonObject = {}): Json => ({
  id: 1,
  quantity: 2,
  current_quantity: 2,
  price: '10.00',
  gift_card: false,
  discount_allocations: [],
  tax_lines: [],
  ...changes,
});

const back = (id: string, quantity: number): Json => ({
  id: rawNumber(id),
  created_at: '2026-11-23T12:00:00Z',
  refund_line_items: [{ line_item_id: 1, quantity }],
});

describe('an order webhook as an observation', () => {
  it("reads Shopify's own sample, ids to the last digit", () => {
    const projection = read(sampleBody('orders/paid'));
    expect(projection).toMatchObject({
      ok: true,
      observation: {
        type: 'order',
        orderId: '820982911946154508',
        snapshot: {
          name: '#9999',
          currency: 'USD',
          customerId: '115310627314723954',
          emailHash: 'hash of 15 characters',
          test: true,
          paid: false,
          createdAt: Date.parse('2021-12-31T19:00:00-05:00'),
          cancelledAt: Date.parse('2021-12-31T19:00:00-05:00'),
          refunds: [],
        },
      },
    });
    expect(snapshotOf(sampleBody('orders/paid')).lines[0]).toEqual({
      id: '487817672276298554',
      quantity: 1,
      currentQuantity: 1,
      unitPrice: '89.99',
      discountMinor: 0,
      giftCard: false,
      taxMinor: 0,
      productId: '788032119674292900',
      vendor: null,
      productTags: [],
      collectionIds: [],
    });
  });

  it('reads the numeric id where there is no gid of the right type', () => {
    const body = orderBody('7', {
      id: rawNumber('9007199254740993'),
      admin_graphql_api_id: 'gid://x',
    });
    expect(read(body)).toMatchObject({ observation: { orderId: '9007199254740993' } });
  });

  it.each([
    ['paid', true],
    ['partially_refunded', true],
    ['refunded', true],
    ['authorized', false],
    ['partially_paid', false],
    ['voided', false],
    [null, false],
  ])('with the financial status %s is paid: %s', (financial_status, paid) => {
    expect(snapshotOf(orderBody('7', { financial_status })).paid).toBe(paid);
  });

  it('adds up what is allocated to a line', () => {
    const allocations = [{ amount: '1.25' }, { amount: '0.50' }];
    const body = orderBody('7', { line_items: [line({ discount_allocations: allocations })] });
    expect(snapshotOf(body).lines[0]?.discountMinor).toBe(175);
  });

  it('counts the tax inside a price with the discounts, and tax on top not at all', () => {
    const lines = [line({ price: '12.00', tax_lines: [{ price: '4.00' }] })];
    const inside = snapshotOf(orderBody('7', { taxes_included: true, line_items: lines }));
    const onTop = snapshotOf(orderBody('7', { taxes_included: false, line_items: lines }));
    expect(inside.lines[0]?.discountMinor).toBe(400);
    expect(onTop.lines[0]?.discountMinor).toBe(0);
  });

  it('leaves tips out: their lines alone say so, even where nothing is said of them', () => {
    const tip = line({ id: 9, tip: { payment_method: null, payment_gateway: null } });
    const lines = snapshotOf(orderBody('7', { line_items: [line(), tip, line()] })).lines;
    expect(lines).toHaveLength(2);
  });

  it('takes the ordered quantity where Shopify names no current one', () => {
    const body = orderBody('7', { line_items: [line({ current_quantity: null })] });
    expect(snapshotOf(body).lines[0]?.currentQuantity).toBe(2);
  });

  it('reads a refund inside an order as the refund by itself', () => {
    const refund = samplePayload('refunds/create');
    const alone = read(toBody(refund), 'refunds/create');
    const inside = snapshotOf(orderBody('820982911946154508', { refunds: [refund] })).refunds[0];
    expect(alone).toMatchObject({ ok: true, observation: { type: 'refund', refund: inside } });
  });

  it('takes yen as whole and dinars to the third decimal', () => {
    const lines = [line({ discount_allocations: [{ amount: '1.5' }] })];
    const yen = snapshotOf(orderBody('7', { currency: 'JPY', line_items: lines }));
    const dinars = snapshotOf(orderBody('7', { currency: 'KWD', line_items: lines }));
    expect(yen.lines[0]?.discountMinor).toBe(2);
    expect(dinars.lines[0]?.discountMinor).toBe(1500);
  });
});

describe('an order that cannot be true is refused with the field named', () => {
  it.each<[string, JsonObject, string]>([
    ['no id', { id: null, admin_graphql_api_id: null }, 'missing_order_id'],
    ['an id of words', { id: 'x' }, 'invalid_field: id: must be an integer id'],
    [
      'a negative quantity',
      { line_items: [line(), line({ quantity: -1 })] },
      'invalid_field: line_items[1].quantity: must not be negative',
    ],
    [
      'half a unit',
      { line_items: [line({ quantity: 0.5 })] },
      'invalid_field: line_items[0].quantity: must be a whole number of units',
    ],
    [
      'more units than can be counted',
      { line_items: [line({ quantity: rawNumber('99999999999999999999') })] },
      'invalid_field: line_items[0].quantity: must be a whole number of units',
    ],
    [
      'more units left than ordered',
      { line_items: [line({ quantity: 2, current_quantity: 3 })] },
      'invalid_field: current_quantity: 3 are left of 2 ordered',
    ],
    [
      'more units given back than ordered',
      { line_items: [line({ quantity: 2 })], refunds: [back('1', 1), back('2', 2)] },
      'invalid_field: refunds: 3 units came back of 2 ordered',
    ],
    [
      'a negative price',
      { line_items: [line({ price: '-1.00' })] },
      'invalid_field: line_items[0].price: must not be negative',
    ],
    [
      'a price that is no number',
      { line_items: [line({ price: 'NaN' })] },
      'invalid_field: line_items[0].price: must be a decimal amount of at most 11 whole digits',
    ],
    [
      'an endless price',
      { line_items: [line({ price: rawNumber('1e400') })] },
      'invalid_field: line_items[0].price: must be a decimal amount of at most 11 whole digits',
    ],
    [
      'lines worth more than can be counted exactly',
      { line_items: [line({ quantity: 9_000_000_000, price: '99999999999.00' })] },
      'invalid_field: line_items[0]: is worth more than can be counted exactly',
    ],
    [
      'a day that does not exist',
      { updated_at: '2026-02-30T00:00:00Z' },
      'invalid_field: updated_at: must be an ISO 8601 instant with its offset',
    ],
    [
      'an instant no database holds',
      { cancelled_at: '0000-06-01T00:00:00Z' },
      'invalid_field: cancelled_at: must be from 1970 to 2199',
    ],
    [
      'a million bad lines, for the first of them',
      { line_items: Array.from({ length: 1_000_000 }, () => 0) },
      'invalid_field: line_items[0]: must be an object',
    ],
    [
      'an instant without its offset',
      { updated_at: '2026-01-01T00:00:00' },
      'invalid_field: updated_at: must be an ISO 8601 instant with its offset',
    ],
    [
      'a name with a NUL',
      { name: '#1\0' },
      'invalid_field: name: holds characters that cannot be stored',
    ],
    [
      'a name with half a character',
      { name: '#1\ud800' },
      'invalid_field: name: holds characters that cannot be stored',
    ],
    [
      'a line without an id',
      { line_items: [line({ id: null })] },
      'invalid_field: line_items[0].id: is missing',
    ],
    ['lines left out', { line_items: null }, 'invalid_field: line_items: must be a list'],
    [
      'a currency of one letter',
      { currency: '€' },
      'invalid_field: currency: must be a currency code of three capitals',
    ],
  ])('%s', (_what, changes, reason) => {
    expect(reasonOf(orderBody('7', changes))).toBe(reason);
  });

  it.each(['null', '[]', '"text"', '7', 'true'])('a payload that is %s', (text) => {
    expect(reasonOf(Buffer.from(text))).toMatch(/^invalid_field: \(payload\): /);
  });

  it('an empty object lacks its id before anything else', () => {
    expect(reasonOf(Buffer.from('{}'))).toBe('missing_order_id');
  });

  it.each(['carts/create', 'constructor', '__proto__', 'orders/edited'])(
    'the topic %s is unknown',
    (topic) => {
      expect(reasonOf(orderBody('7'), topic)).toBe(`unknown_topic: ${topic}`);
    },
  );
});

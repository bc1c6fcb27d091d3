import { describe, expect, it } from 'vitest';
import { type JsonObject, rawNumber, sampleBody } from '../../tests/support/shopify-samples.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const TOPIC = 'order_transactions/create';
const hashing = { emailHash: () => 'e', digest: () => 'd' };

function read(changes: JsonObject) {
  const ids = { id: rawNumber('285332461850802050'), order_id: rawNumber('820982911946154508') };
  return readDelivery(TOPIC, sampleBody(TOPIC, { ...ids, ...changes }), hashing);
}

const CARD = { kind: 'sale', status: 'success', gateway: 'gift_card', amount: '30.00' };

describe('a payment of an order', () => {
  it.each(['gift_card', 'shopify_store_credit'])('by %s is credit', (gateway) => {
    expect(read({ ...CARD, gateway, currency: 'GBP' })).toEqual({
      ok: true,
      observation: {
        type: 'credit',
        orderId: '820982911946154508',
        credit: { id: '285332461850802050', currency: 'GBP', amountMinor: 3000 },
      },
    });
  });

  it('is in the decimals of its currency', () => {
    const yen = read({ ...CARD, kind: 'capture', currency: 'JPY', amount: '500' });
    expect(yen).toMatchObject({ observation: { credit: { currency: 'JPY', amountMinor: 500 } } });
  });

  it.each<[string, JsonObject]>([
    ['as the sample has it', {}],
    ['in money', { ...CARD, gateway: 'shopify_payments' }],
    ['without a gateway', { ...CARD, gateway: null }],
    ['that only reserves', { ...CARD, kind: 'authorization' }],
    ['that went back', { ...CARD, kind: 'refund' }],
    ['that failed', { ...CARD, status: 'failure' }],
    ['that waits', { ...CARD, status: 'pending' }],
  ])('%s is none', (_what, changes) => {
    expect(read(changes)).toMatchObject({
      ok: true,
      observation: { type: 'credit', credit: null },
    });
  });

  it.each<[JsonObject, string]>([
    [{ order_id: null }, 'missing_order_id'],
    [{ id: null }, 'invalid_field: id: must be an integer id'],
    [{ amount: '-1.00' }, 'invalid_field: amount: must not be negative'],
    [{ amount: 'much' }, 'invalid_field: amount: must be a decimal amount'],
    [{ currency: 'pounds' }, 'invalid_field: currency: must be a currency code'],
    [{ status: 7 }, 'invalid_field: status: must be text'],
    [{ kind: null }, 'invalid_field: kind: must be text'],
  ])('%o is refused: %s', (changes, reason) => {
    const projection = read({ ...CARD, ...changes });
    expect(projection.ok ? '' : reasonText(projection.reason)).toContain(reason);
  });
});

import { describe, expect, it } from 'vitest';
import {
  type Json,
  type JsonObject,
  rawNumber,
  sampleBody,
} from '../../tests/support/shopify-samples.ts';
import type { Hashing } from './observation.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const hashing: Hashing = { emailHash: () => '', digest: () => '' };
const read = (changes: JsonObject = {}) =>
  readDelivery('refunds/create', sampleBody('refunds/create', changes), hashing);

const difference = (amount: string): JsonObject => ({
  kind: 'refund_discrepancy',
  amount,
  amount_set: { shop_money: { amount, currency_code: 'USD' } },
});

describe('a refund webhook as an observation', () => {
  it("reads Shopify's own sample, ids to the last digit", () => {
    const projection = read();
    expect(projection).toMatchObject({
      ok: true,
      observation: {
        type: 'refund',
        orderId: '820982911946154508',
        refund: {
          id: '890088186047892319',
          at: Date.parse('2021-12-31T19:00:00-05:00'),
          beyondLinesMinor: 0,
        },
      },
    });
    const observation = projection.ok ? projection.observation : null;
    expect(observation?.type === 'refund' && observation.refund.units[0]).toEqual({
      lineId: '487817672276298554',
      quantity: 1,
    });
  });

  it.each([
    ['more was given back than the lines were worth', [difference('-5.00')], 500],
    ['less was given back', [difference('5.00')], 0],
    ['differences add up first', [difference('-5.00'), difference('2.00')], 300],
    ['shipping was given back', [{ kind: 'shipping_refund', amount: '-10.00' }], 0],
  ])('when %s', (_what, order_adjustments, beyondLinesMinor) => {
    expect(read({ order_adjustments })).toMatchObject({
      observation: { refund: { beyondLinesMinor } },
    });
  });

  it('has the shipping it gave back, in the currency that is said beside it', () => {
    const set = (amount: string, currency_code: string): Json => ({
      shop_money: { amount, currency_code },
      presentment_money: { amount: '999.00', currency_code: 'CHF' },
    });
    const back = (currency: string) => ({
      refund_shipping_lines: [
        { subtotal_amount_set: set('4.0', currency), tax_amount_set: set('1', currency) },
      ],
    });
    const shippingOf = (changes: JsonObject) => {
      const projection = read(changes);
      if (!projection.ok || projection.observation.type !== 'refund') throw new Error('no refund');
      const { shippingMinor, shippingTaxMinor } = projection.observation.refund;
      return [shippingMinor, shippingTaxMinor];
    };
    expect(shippingOf(back('GBP'))).toEqual([400, 100]);
    expect(shippingOf(back('JPY'))).toEqual([4, 1]);
    expect(shippingOf({ refund_shipping_lines: [] })).toEqual([0, 0]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'shipping of less than nothing',
      {
        refund_shipping_lines: [
          { subtotal_amount_set: { shop_money: { amount: '-1', currency_code: 'GBP' } } },
        ],
      },
      'invalid_field: refund_shipping_lines[0].subtotal_amount_set.shop_money.amount: ' +
        'must not be negative',
    ],
    ['no order', { order_id: null }, 'missing_order_id'],
    ['no id', { id: null, admin_graphql_api_id: null }, 'missing_refund_id'],
    [
      'an amount in an unknown currency',
      { order_adjustments: [{ kind: 'refund_discrepancy', amount: '-5.00' }] },
      'invalid_field: order_adjustments[].amount_set.shop_money: is missing',
    ],
    [
      'a negative quantity',
      { refund_line_items: [{ line_item_id: rawNumber('1'), quantity: -1 }] },
      'invalid_field: refund_line_items[0].quantity: must not be negative',
    ],
    [
      'a return of no line',
      { refund_line_items: [{ quantity: 1 }] },
      'invalid_field: refund_line_items[0].line_item_id: is missing',
    ],
  ])('with %s is refused', (_what, changes, reason) => {
    const projection = read(changes);
    expect(projection.ok ? null : reasonText(projection.reason)).toBe(reason);
  });
});

import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, orderBody } from '../../tests/support/shopify-samples.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const hashing = { emailHash: () => 'e', digest: (text: string) => text };

function read(changes: JsonObject) {
  return readDelivery('orders/updated', orderBody('7', changes), hashing);
}

function snapshotOf(changes: JsonObject) {
  const projection = read(changes);
  if (!projection.ok) throw new Error(reasonText(projection.reason));
  if (projection.observation.type !== 'order') throw new Error('no order');
  return projection.observation.snapshot;
}

const line = (changes: JsonObject): Json => ({ id: 1, quantity: 2, price: '10.00', ...changes });

describe('where an order was placed', () => {
  it.each<[JsonObject, string]>([
    [{ source_name: 'web' }, 'online'],
    [{ source_name: null }, 'online'],
    [{ source_name: '580111' }, 'online'],
    [{ source_name: 'shopify_draft_order' }, 'online'],
    [{ source_name: 'pos' }, 'pos'],
    [{ source_name: 'subscription_contract' }, 'subscription'],
    [{ source_name: 'subscription_contract_checkout_one' }, 'subscription'],
    [{ company: { id: 1, location_id: 2 } }, 'b2b'],
    [{ company: null }, 'online'],
    [{ company: 'Moss Ltd' }, 'online'],
    [{ source_name: 'pos', company: { id: 1, location_id: 2 } }, 'pos'],
  ])('%j is %s', (changes, channel) => {
    expect(snapshotOf(changes).channel).toBe(channel);
  });
});

describe('when an order was sent', () => {
  const parcel = (status: string | null, created_at: string): Json => ({ status, created_at });
  const parcels = [
    parcel('success', '2026-11-03T10:00:00Z'),
    parcel('success', '2026-11-05T10:00:00+02:00'),
    parcel('cancelled', '2026-11-09T10:00:00Z'),
  ];

  it.each<[string, JsonObject, string | null]>([
    [
      'is when its last parcel left',
      { fulfillment_status: 'fulfilled', fulfillments: parcels },
      '2026-11-05T08:00:00Z',
    ],
    [
      'is not known while some is left',
      { fulfillment_status: 'partial', fulfillments: parcels },
      null,
    ],
    ['is not known of what was put back', { fulfillment_status: 'restocked' }, null],
    ['is not known of what was not sent', { fulfillment_status: null }, null],
    [
      'is when we are told, where no parcel is shown',
      { fulfillment_status: 'fulfilled', updated_at: '2026-11-07T00:00:00Z', fulfillments: null },
      '2026-11-07T00:00:00Z',
    ],
  ])('%s', (_title, changes, at) => {
    expect(snapshotOf(changes).fulfilledAt).toBe(at === null ? null : Date.parse(at));
  });
});

describe('what the buyer is called', () => {
  const tagsOf = (tags: Json) => snapshotOf({ customer: { id: 5, tags } }).customerTags;

  it('is not told by a webhook', () => {
    expect(snapshotOf({}).customerTags).toBeNull();
    expect(snapshotOf({ customer: null }).customerTags).toBeNull();
  });

  it('is sorted, each word once', () => {
    expect(tagsOf(['vip', ' artist ', 'vip', ''])).toEqual(['artist', 'vip']);
    expect(tagsOf('vip, artist')).toEqual(['artist', 'vip']);
    expect(tagsOf('')).toEqual([]);
    expect(tagsOf([])).toEqual([]);
  });
});

describe('lines, shipping and their taxes', () => {
  it('has of each line whose it is, and its tax', () => {
    const tax_lines = [{ price: '1.00' }, { price: '0.25' }];
    const lines = [line({ product_id: 12, vendor: 'Moss', tax_lines }), line({ vendor: '' })];
    expect(snapshotOf({ line_items: lines }).lines).toMatchObject([
      { productId: '12', vendor: 'Moss', taxMinor: 125, productTags: [], collectionIds: [] },
      { productId: null, vendor: null, taxMinor: 0 },
    ]);
  });

  it('has the shipping that is still on it, less its discounts', () => {
    const shipping_lines = [
      {
        price: '10.00',
        discount_allocations: [{ amount: '4.00' }],
        tax_lines: [{ price: '1.00' }],
      },
      { price: '5.00', is_removed: true, tax_lines: [{ price: '1.00' }] },
      { price: '2.00', discount_allocations: [{ amount: '3.00' }], tax_lines: null },
    ];
    expect(snapshotOf({ shipping_lines, taxes_included: true })).toMatchObject({
      taxesIncluded: true,
      shippingMinor: 600,
      shippingTaxMinor: 100,
    });
    expect(snapshotOf({ shipping_lines: null })).toMatchObject({ shippingMinor: 0 });
  });

  it('has shipping that was given back with its refund', () => {
    const set = (amount: string): Json => ({ shop_money: { amount, currency_code: 'USD' } });
    const refund = {
      id: 3,
      created_at: '2026-11-05T10:00:00Z',
      refund_shipping_lines: [
        { subtotal_amount_set: set('4.00'), tax_amount_set: set('0.80') },
        { subtotal_amount_set: set('1.50'), tax_amount_set: null },
      ],
    };
    const { refunds } = snapshotOf({ refunds: [refund] });
    expect(refunds).toMatchObject([{ shippingMinor: 550, shippingTaxMinor: 80 }]);
  });
});

const HUGE = '99999999999';
it.each<[JsonObject, string]>([
  [{ source_name: 7 }, 'source_name: must be text'],
  [{ fulfillment_status: {} }, 'fulfillment_status: must be text'],
  [{ fulfillments: {} }, 'fulfillments: must be a list'],
  [{ fulfillments: [{ created_at: 'soon' }] }, 'fulfillments[0].created_at: must be an ISO 8601'],
  [{ customer: { id: 5, tags: [7] } }, 'customer.tags[0]: must be text'],
  [{ customer: { id: 5, tags: ['a\0'] } }, 'customer.tags[0]: holds characters'],
  [{ line_items: [line({ product_id: -1 })] }, 'line_items[0].product_id: must be an integer id'],
  [{ line_items: [line({ vendor: 'x'.repeat(256) })] }, 'line_items[0].vendor: must be at most'],
  [{ line_items: [line({ tax_lines: [{ price: '-1' }] })] }, 'tax_lines[0].price: must not be'],
  [{ shipping_lines: [{ price: '-1' }] }, 'shipping_lines[0].price: must not be negative'],
  [{ shipping_lines: [{ is_removed: 'no' }] }, 'shipping_lines[0].is_removed: must be true or'],
  [
    { currency: 'CLF', shipping_lines: Array.from({ length: 9 }, () => ({ price: HUGE })) },
    'is worth more than can be counted exactly',
  ],
  [
    { refunds: [{ id: 3, created_at: '2026-11-05T10:00:00Z', refund_shipping_lines: [7] }] },
    'refunds[0].refund_shipping_lines[0]',
  ],
])('%j is refused with the field named', (changes, words) => {
  const projection = read(changes);
  expect(projection.ok ? 'read' : reasonText(projection.reason)).toContain(words);
});

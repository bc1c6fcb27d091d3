import { describe, expect, it } from 'vitest';
import { fromAdminOrder } from './admin-order.ts';
import { reasonText } from './parked-reason.ts';

const hashing = { emailHash: (email: string) => `hash of ${email}`, digest: () => 'digest' };
const bag = (amount: string) => ({ shopMoney: { amount } });

const LINE = {
  id: 'gid://shopify/LineItem/11',
  title: 'Mug',
  quantity: 2,
  currentQuantity: 2,
  isGiftCard: false,
  requiresShipping: true,
  taxable: true,
  sku: 'MUG',
  vendor: 'Moss',
  product: { id: 'gid://shopify/Product/5' },
  originalUnitPriceSet: bag('25.0'),
  discountAllocations: [] as unknown[],
  taxLines: [] as unknown[],
};

const TIP = {
  ...LINE,
  id: 'gid://shopify/LineItem/12',
  title: 'Tip',
  quantity: 1,
  currentQuantity: 1,
  requiresShipping: false,
  taxable: false,
  sku: null,
  originalUnitPriceSet: bag('2.0'),
};

const ORDER = {
  id: 'gid://shopify/Order/1',
  name: '#1001',
  createdAt: '2026-11-23T12:00:00Z',
  updatedAt: '2026-11-23T12:00:05Z',
  cancelledAt: null,
  currencyCode: 'GBP',
  displayFinancialStatus: 'PAID',
  taxesIncluded: false,
  test: false,
  email: 'ada@example.com',
  customer: { id: 'gid://shopify/Customer/8208', tags: ['vip', 'artist'] },
  sourceName: 'web',
  purchasingEntity: { __typename: 'Customer' },
  displayFulfillmentStatus: 'UNFULFILLED',
  fulfillments: [] as unknown[],
  discountCodes: [] as string[],
  transactions: [] as unknown[],
  totalTipReceivedSet: bag('0.0'),
  lines: [LINE],
  shippingLines: [] as unknown[],
  refunds: [] as unknown[],
};

function read(change: Partial<Record<keyof typeof ORDER, unknown>> = {}) {
  const reading = fromAdminOrder({ ...ORDER, ...change }, hashing);
  if (!reading.ok) throw new Error(reasonText(reading.reason));
  return reading.order.snapshot;
}

const refund = (adjustments: unknown[]) => ({
  id: 'gid://shopify/Refund/18',
  createdAt: '2026-11-23T12:00:04Z',
  processedAt: '2026-11-23T12:00:04Z',
  lines: [{ quantity: 1, lineItem: { id: LINE.id } }],
  shippingLines: [{ subtotalAmountSet: bag('4.0'), taxAmountSet: bag('0.8') }],
  adjustments,
});

describe('an order of the Admin API', () => {
  it.each([
    ['GBP', '25.0', '25.00'],
    ['GBP', '25', '25.00'],
    ['GBP', '1.115', '1.115'],
    ['JPY', '2500.0', '2500'],
    ['KWD', '1.5', '1.500'],
  ])('has prices as webhooks write them: %s %s', (currencyCode, amount, written) => {
    const lines = [{ ...LINE, originalUnitPriceSet: bag(amount) }];
    expect(read({ currencyCode, lines }).lines[0]?.unitPrice).toBe(written);
  });

  it.each([
    ['PAID', true],
    ['PARTIALLY_REFUNDED', true],
    ['REFUNDED', true],
    ['PENDING', false],
    ['AUTHORIZED', false],
    ['PARTIALLY_PAID', false],
    ['VOIDED', false],
    [null, false],
  ])('with the status %s is paid: %s', (displayFinancialStatus, paid) => {
    expect(read({ displayFinancialStatus }).paid).toBe(paid);
  });

  it('counts what a refund gave beyond its lines, and shipping not', () => {
    const discrepancy = { reason: 'REFUND_DISCREPANCY', amountSet: bag('-1.5') };
    const shipping = { reason: null, amountSet: bag('-3.0') };
    const { refunds } = read({ refunds: [refund([discrepancy, shipping])] });
    expect(refunds).toMatchObject([
      { id: '18', units: [{ lineId: '11', quantity: 1 }], beyondLinesMinor: 150 },
    ]);
  });

  it('says who bought, where, and when it was sent', () => {
    const plain = read();
    expect(plain).toMatchObject({ channel: 'online', fulfilledAt: null });
    expect(plain.customerTags).toEqual(['artist', 'vip']);
    expect(plain.lines[0]).toMatchObject({ productId: '5', vendor: 'Moss' });
    expect(read({ customer: null }).customerTags).toBeNull();
    expect(read({ sourceName: 'pos' }).channel).toBe('pos');
    expect(read({ purchasingEntity: { __typename: 'PurchasingCompany' } }).channel).toBe('b2b');
    const fulfillments = [
      { status: 'SUCCESS', createdAt: '2026-11-24T12:00:00Z' },
      { status: 'CANCELLED', createdAt: '2026-11-25T12:00:00Z' },
    ];
    const sent = { displayFulfillmentStatus: 'FULFILLED', fulfillments };
    expect(read(sent).fulfilledAt).toBe(Date.parse('2026-11-24T12:00:00Z'));
    const inPart = { ...sent, displayFulfillmentStatus: 'PARTIALLY_FULFILLED' };
    expect(read(inPart).fulfilledAt).toBeNull();
  });

  it('has what its shipping was sold for, and what of it went back', () => {
    const shippingLine = {
      isRemoved: false,
      originalPriceSet: bag('10.0'),
      discountAllocations: [{ allocatedAmountSet: bag('4.0'), discountApplication: { index: 0 } }],
      taxLines: [{ priceSet: bag('1.2') }],
    };
    const removed = { ...shippingLine, isRemoved: true };
    const seen = read({ shippingLines: [shippingLine, removed], refunds: [refund([])] });
    expect(seen).toMatchObject({ shippingMinor: 600, shippingTaxMinor: 120 });
    expect(seen.refunds).toMatchObject([{ shippingMinor: 400, shippingTaxMinor: 80 }]);
  });

  it('leaves its tips out, and only those', () => {
    const gift = { ...TIP, id: 'gid://shopify/LineItem/13', title: 'Engraving' };
    const idsOf = (lines: unknown[], tip: string) =>
      read({ lines, totalTipReceivedSet: bag(tip) }).lines.map(({ id }) => id);
    expect(idsOf([LINE, gift, TIP], '2.0')).toEqual(['11', '13']);
    expect(idsOf([LINE, TIP], '0.0')).toEqual(['11', '12']);
    expect(idsOf([LINE, { ...TIP, title: 'Trinkgeld' }], '2.0')).toEqual(['11']);
    expect(idsOf([LINE, { ...TIP, originalUnitPriceSet: bag('9.0') }], '2.0')).toEqual([
      '11',
      '12',
    ]);
  });

  it('has what our code took off each line, by the discount’s place', () => {
    const code = 'LAUREL-7K3M-9QXW-2ABC';
    const take = (amount: string, application: object) => ({
      allocatedAmountSet: bag(amount),
      discountApplication: application,
    });
    const discountAllocations = [
      take('1.0', { index: 0 }),
      take('5.0', { index: 2, code: code.toLowerCase() }),
    ];
    const { codes, lines } = read({
      discountCodes: [code, 'SUMMER'],
      lines: [{ ...LINE, discountAllocations }],
    });
    expect(codes).toEqual([
      { code, lines: [{ lineId: '11', discountMinor: 500 }], shippingMinor: 0 },
    ]);
    expect(lines[0]?.discountMinor).toBe(600);
  });

  it('tells what gift cards and store credit paid, as the payments’ own webhooks do', () => {
    const paid = (id: number, gateway: string | null, change: object = {}) => ({
      ...{ id: `gid://shopify/OrderTransaction/${id}`, kind: 'SALE', status: 'SUCCESS', gateway },
      ...{ amountSet: { shopMoney: { amount: '12.5', currencyCode: 'GBP' } }, ...change },
    });
    const transactions = [
      paid(1, 'gift_card'),
      paid(2, 'shopify_payments'),
      paid(3, 'shopify_store_credit', { kind: 'CAPTURE' }),
      paid(4, 'gift_card', { kind: 'REFUND' }),
      paid(5, 'gift_card', { status: 'FAILURE' }),
      paid(6, null),
    ];
    const reading = fromAdminOrder({ ...ORDER, transactions }, hashing);
    expect(reading.ok && reading.order.credits).toEqual([
      { id: '1', currency: 'GBP', amountMinor: 1250 },
      { id: '3', currency: 'GBP', amountMinor: 1250 },
    ]);
  });

  it.each([
    [{ id: 'gid://shopify/Product/1' }, 'missing_order_id'],
    [{ currencyCode: 'POUNDS' }, 'invalid_field: currencyCode'],
    [{ createdAt: 'yesterday' }, 'invalid_field: created_at'],
    [{ lines: 'none' }, 'invalid_field: lines'],
    [{ lines: [{ ...LINE, quantity: -1 }] }, 'invalid_field: line_items[0].quantity'],
    [{ lines: [{ ...LINE, originalUnitPriceSet: bag('a lot') }] }, 'line_items[0].price'],
  ])('is refused with %j, the field named', (change, words) => {
    const reading = fromAdminOrder({ ...ORDER, ...change }, hashing);
    expect(reading.ok ? '' : reasonText(reading.reason)).toContain(words);
  });
});

/**
 * An order with all that may be in one: two lines and a tip, discounts on lines and shipping,
 * taxes, an edit, a refund of a line and of shipping, a fulfilment. 2 × 25.00 and 10.00, with 20 %
 * VAT in them.
 */
import type { Order, OrderLine } from '../../model/order.ts';
import { ADDRESS, CUSTOMER, NOON } from './records-fixture.ts';

const LINE: OrderLine = {
  id: 11,
  productId: 41,
  variantId: 42,
  title: 'Mug',
  variantTitle: 'Small',
  sku: 'MUG-S',
  vendor: 'Fern',
  quantity: 2,
  removedQuantity: 0,
  priceMinor: 2500,
  isGiftCard: false,
  isTip: false,
  taxable: true,
  requiresShipping: true,
  grams: 300,
  properties: [{ name: 'Engraving', value: 'Ada' }],
  sellingPlanName: null,
  allocations: [{ applicationIndex: 0, amountMinor: 500 }],
  taxLines: [{ title: 'VAT', rate: 0.2, amountMinor: 750 }],
  addedAt: null,
};

const PLATE: OrderLine = {
  ...LINE,
  id: 12,
  title: 'Plate',
  sku: 'PLATE',
  quantity: 1,
  priceMinor: 1000,
  grams: 500,
  allocations: [{ applicationIndex: 2, amountMinor: 100 }],
  taxLines: [{ title: 'VAT', rate: 0.2, amountMinor: 150 }],
  addedAt: NOON + 1000,
};

const TIP: OrderLine = {
  ...LINE,
  id: 13,
  productId: null,
  variantId: null,
  title: 'Tip',
  variantTitle: null,
  sku: null,
  vendor: null,
  quantity: 1,
  priceMinor: 200,
  isTip: true,
  taxable: false,
  requiresShipping: false,
  grams: 0,
  properties: [],
  allocations: [],
  taxLines: [],
};

/** A fresh copy at each call. */
export function fullOrder(change: Partial<Order> = {}): Order {
  return {
    ...PLACED,
    ...WHAT_WAS_SOLD,
    ...WHAT_HAPPENED,
    ...change,
  };
}

const PLACED = {
  id: 1,
  number: 1001,
  name: '#1001',
  token: 'o1-token',
  confirmationNumber: 'XYZ123',
  createdAt: NOON,
  processedAt: NOON,
  updatedAt: NOON + 5000,
  closedAt: null,
  cancelledAt: null,
  cancelReason: null,
  isTest: false,
  sourceName: 'web',
  appId: 580111,
  locationId: 101,
  userId: null,
  email: CUSTOMER.email,
  phone: null,
  customerId: CUSTOMER.id,
  customerLocale: 'en-GB',
  currency: 'GBP',
  presentmentCurrency: 'GBP',
  presentmentRate: '1',
  taxesIncluded: true,
  taxExempt: false,
  billingAddress: ADDRESS,
  shippingAddress: ADDRESS,
  note: 'Ring twice',
  attributes: [{ name: 'gift', value: 'yes' }],
  tags: ['web', 'vip'],
  cartToken: 'c1-token',
  checkoutToken: 'k1-token',
  landingSite: '/',
  browserIp: '203.0.113.7',
  timeline: [],
} as const;

const WHAT_WAS_SOLD = {
  lines: [LINE, PLATE, TIP],
  shippingLines: [
    {
      id: 14,
      title: 'Parcel',
      code: 'parcel',
      priceMinor: 600,
      allocations: [{ applicationIndex: 1, amountMinor: 120 }],
      taxLines: [{ title: 'VAT', rate: 0.2, amountMinor: 80 }],
      isRemoved: false,
    },
  ],
  discountApplications: [
    {
      type: 'discount_code',
      discountId: 61,
      code: 'FIVE',
      title: 'Five off',
      description: null,
      value: '5.0',
      valueType: 'fixed_amount',
      allocationMethod: 'across',
      targetSelection: 'all',
      targetType: 'line_item',
    },
    {
      type: 'automatic',
      discountId: 62,
      code: null,
      title: 'Cheaper parcels',
      description: null,
      value: '20.0',
      valueType: 'percentage',
      allocationMethod: 'each',
      targetSelection: 'all',
      targetType: 'shipping_line',
    },
    {
      type: 'manual',
      discountId: null,
      code: null,
      title: 'A scratch',
      description: 'A scratch',
      value: '10.0',
      valueType: 'percentage',
      allocationMethod: 'across',
      targetSelection: 'explicit',
      targetType: 'line_item',
    },
  ],
  discountCodes: [{ code: 'FIVE', amountMinor: 500, type: 'fixed_amount' }],
} as const;

const PAYMENT = {
  status: 'success',
  gateway: 'bogus',
  giftCardId: null,
  storeCreditAccountId: null,
} as const;

const WHAT_HAPPENED = {
  transactions: [
    { ...PAYMENT, id: 15, kind: 'authorization', amountMinor: 6080, parentId: null, at: NOON },
    { ...PAYMENT, id: 16, kind: 'capture', amountMinor: 6080, parentId: 15, at: NOON },
    { ...PAYMENT, id: 17, kind: 'refund', amountMinor: 2600, parentId: 16, at: NOON + 4000 },
  ],
  refunds: [
    {
      id: 18,
      at: NOON + 4000,
      note: 'Broken',
      userId: 7,
      restock: true,
      lines: [
        {
          id: 19,
          lineId: 11,
          quantity: 1,
          restockType: 'return',
          locationId: 101,
          subtotalMinor: 2250,
          taxMinor: 375,
        },
      ],
      shipping: [{ id: 20, shippingLineId: 14, amountMinor: 240, taxMinor: 40 }],
      adjustments: [
        {
          id: 22,
          kind: 'refund_discrepancy',
          reason: 'Refund discrepancy',
          amountMinor: -110,
          taxMinor: 0,
        },
      ],
      transactionIds: [17],
    },
  ],
  fulfillments: [
    {
      id: 23,
      name: '#1001.1',
      status: 'success',
      lines: [{ lineId: 11, quantity: 1 }],
      trackingCompany: 'Royal Mail',
      trackingNumber: 'RM1',
      trackingUrl: 'https://www.royalmail.com/track-your-item#/tracking-results/RM1',
      locationId: 101,
      at: NOON + 2000,
      updatedAt: NOON + 3000,
    },
  ],
  edits: [
    {
      id: 24,
      at: NOON + 1000,
      staffNote: 'Asked for a plate',
      additions: [{ lineId: 12, delta: 1 }],
      removals: [],
    },
  ],
} as const;

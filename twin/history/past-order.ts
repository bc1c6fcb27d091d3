/** An order of the past as the shop has it: paid in full at once, sent, and what came back. */
import type { Address } from '../model/customer.ts';
import type { Fulfillment, Order, OrderLine, Refund, Transaction } from '../model/order.ts';
import type { Product } from '../model/catalog.ts';
import { worthMinor } from '../money/money.ts';
import type { TradeOrder, TradeReturn } from '../trade-file/match-returns.ts';
import { lineIdOf, orderIdOf, refundIdOf, refundLineIdOf } from '../trade-file/name-ids.ts';

export type PastOrderContext = {
  readonly currency: string;
  readonly shiftMs: number;
  readonly productOf: (stockCode: string) => Product;
  readonly customerId: number | null;
  readonly email: string | null;
  readonly address: Address;
  readonly nextId: () => number;
};

const DAY_MS = 86_400_000;

/** The order with all its refunds. */
export function pastOrder(past: TradeOrder, context: PastOrderContext): Order {
  const id = Number(orderIdOf(past.number));
  const at = past.at + context.shiftMs;
  const lines = linesOf(past, context);
  const sale = transaction(
    lines.reduce((sum, one) => sum + one.priceMinor * one.quantity, 0),
    { kind: 'sale', parentId: null, at, id: context.nextId() },
  );
  const returns = past.returns.map((entry) => refund(past, entry, { lines, sale, context }));
  return {
    ...NOTHING_SPECIAL,
    id,
    number: /^\d{1,9}$/.test(past.number) ? Number(past.number) : id % 1e9,
    name: `#${past.number}`,
    token: id.toString(36).padStart(32, '0'),
    confirmationNumber: id.toString(36).toUpperCase().slice(-9),
    createdAt: at,
    processedAt: at,
    updatedAt: returns.at(-1)?.refund.at ?? at,
    email: context.email,
    customerId: context.customerId,
    currency: context.currency,
    presentmentCurrency: context.currency,
    billingAddress: context.address,
    shippingAddress: context.address,
    lines,
    transactions: [sale, ...returns.map(({ money }) => money)],
    refunds: returns.map(({ refund: one }) => one),
    fulfillments: [sent(past, { lines, at: at + DAY_MS, id: context.nextId() })],
  };
}

/** What the trade file does not tell is the plainest there is. */
const NOTHING_SPECIAL = {
  closedAt: null,
  cancelledAt: null,
  cancelReason: null,
  isTest: false,
  sourceName: 'web',
  appId: null,
  locationId: null,
  userId: null,
  phone: null,
  customerLocale: 'en',
  presentmentRate: '1',
  taxesIncluded: false,
  taxExempt: false,
  note: null,
  attributes: [],
  tags: [],
  shippingLines: [],
  discountApplications: [],
  discountCodes: [],
  edits: [],
  timeline: [],
  cartToken: null,
  checkoutToken: null,
  landingSite: null,
  browserIp: null,
} satisfies Partial<Order>;

function linesOf(past: TradeOrder, { currency, productOf }: PastOrderContext): OrderLine[] {
  return past.lines.map((line) => {
    const product = productOf(line.stockCode);
    return {
      id: Number(lineIdOf(line.line)),
      productId: product.id,
      variantId: product.variants[0]?.id ?? null,
      title: product.title,
      variantTitle: null,
      sku: line.stockCode,
      vendor: product.vendor,
      quantity: line.quantity,
      removedQuantity: 0,
      priceMinor: worthMinor(line.price, 1, currency),
      isGiftCard: false,
      isTip: false,
      taxable: true,
      requiresShipping: true,
      grams: 250,
      properties: [],
      sellingPlanName: null,
      allocations: [],
      taxLines: [],
      addedAt: null,
    };
  });
}

function sent(
  past: TradeOrder,
  { lines, at, id }: { lines: readonly OrderLine[]; at: number; id: number },
): Fulfillment {
  return {
    id,
    name: `#${past.number}.1`,
    status: 'success',
    lines: lines.map((line) => ({ lineId: line.id, quantity: line.quantity })),
    trackingCompany: null,
    trackingNumber: null,
    trackingUrl: null,
    locationId: null,
    at,
    updatedAt: at,
  };
}

function refund(
  past: TradeOrder,
  entry: TradeReturn,
  given: { lines: readonly OrderLine[]; sale: Transaction; context: PastOrderContext },
): { refund: Refund; money: Transaction } {
  const { lines, sale, context } = given;
  const refundId = refundIdOf(entry.note, past.number);
  const at = entry.at + context.shiftMs;
  const back = entry.units.flatMap(({ index, quantity }) => {
    const line = lines[index];
    if (line === undefined) return [];
    return {
      id: Number(refundLineIdOf(refundId, String(line.id))),
      lineId: line.id,
      quantity,
      restockType: 'return' as const,
      locationId: null,
      subtotalMinor: line.priceMinor * quantity,
      taxMinor: 0,
    };
  });
  const money = transaction(
    back.reduce((sum, one) => sum + one.subtotalMinor, 0),
    {
      kind: 'refund',
      parentId: sale.id,
      at,
      id: context.nextId(),
    },
  );
  return {
    money,
    refund: {
      id: Number(refundId),
      at,
      note: entry.note,
      userId: null,
      restock: true,
      lines: back,
      shipping: [],
      adjustments: [],
      transactionIds: [money.id],
    },
  };
}

function transaction(
  amountMinor: number,
  given: Pick<Transaction, 'id' | 'kind' | 'parentId' | 'at'>,
): Transaction {
  return {
    ...given,
    status: 'success',
    gateway: 'bogus',
    amountMinor,
    giftCardId: null,
    storeCreditAccountId: null,
  };
}

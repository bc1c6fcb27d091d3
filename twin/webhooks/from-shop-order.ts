/**
 * A trade file's order as a record, so that its webhooks are built like all others. What a file has
 * and Shopify has not is kept apart: ids longer than a number holds get a stand-in below zero
 * (`longIds`), and a price finer than a penny stays a fraction of one.
 *
 * Law: a line's refunds add up to its worth minus the worth of the units left, to the penny.
 * Example: 3 × 1.115 is 3.35; one unit back refunds 1.12 (2.23 is left), the next 1.11, the last
 * 1.12.
 */
import type { Customer } from '../model/customer.ts';
import type { Order, OrderLine, Refund, RefundLine, Transaction } from '../model/order.ts';
import { orderSums } from '../model/order-sums.ts';
import { decimalsOf } from '../money/currency.ts';
import { worthMinor } from '../money/money.ts';
import { INVENTED_IP, inventAddress, inventCustomer } from './invent-buyer.ts';
import { type OrderContext, orderContext } from './payloads/order-context.ts';
import type { ShopLine, ShopOrder } from './shop-order.ts';

/** Where trade files are told to come from; they name no shop. */
const SHOP = { id: 548_380_009, domain: 'shop.example.com', zone: 'UTC' };
/** Who refunds: somebody of the shop's staff. */
const STAFF_ID = 548_380_009;
const GATEWAY = 'bogus';

export type RecordedOrder = { readonly order: Order; readonly context: OrderContext };

/**
 * The order, paid in full at once, with all its refunds. Throws where one returns more than the
 * order has.
 */
export function fromShopOrder(shopOrder: ShopOrder): RecordedOrder {
  const ids = openIds();
  const customer = inventedCustomer(shopOrder, ids.number);
  const order = recordOrder(shopOrder, ids.number, customer);
  return {
    order,
    context: orderContext(SHOP, order, { customer, hasProduct: () => false, longIds: ids.long }),
  };
}

/** Numbers for ids that are text. */
function openIds() {
  const long = new Map<number, string>();
  function number(id: string): number {
    const exact = Number(id);
    if (Number.isSafeInteger(exact)) return exact;
    for (const [standIn, digits] of long) if (digits === id) return standIn;
    long.set(-1 - long.size, id);
    return -long.size;
  }
  return { long, number };
}

type ToNumber = (id: string) => number;

function recordOrder(from: ShopOrder, toNumber: ToNumber, customer: Customer | null): Order {
  const { currency, createdAt } = from;
  const address = inventAddress();
  const lines = from.lines.map((line) => recordLine(line, currency, toNumber));
  const refunds = recordRefunds(from, toNumber);
  const base: Order = {
    id: toNumber(from.id),
    number: from.number,
    name: from.name,
    token: `token-${from.id}`,
    confirmationNumber: `C${from.number}`,
    createdAt,
    processedAt: createdAt,
    updatedAt: from.updatedAt,
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    isTest: false,
    sourceName: 'web',
    appId: null,
    locationId: null,
    userId: null,
    email: from.email,
    phone: null,
    customerId: customer?.id ?? null,
    customerLocale: 'en',
    currency,
    presentmentCurrency: currency,
    presentmentRate: '1',
    taxesIncluded: false,
    taxExempt: false,
    billingAddress: address,
    shippingAddress: address,
    note: null,
    attributes: [],
    tags: [],
    lines,
    shippingLines: [],
    discountApplications: [],
    discountCodes: [],
    transactions: [],
    refunds,
    fulfillments: [],
    edits: [],
    cartToken: null,
    checkoutToken: null,
    landingSite: null,
    browserIp: INVENTED_IP,
    timeline: [],
  };
  // Money back has its refund's id, as a refund of a trade file has one payment at most.
  const back = refunds.flatMap(({ id, at, transactionIds, lines: returned }) =>
    transactionIds.map(() => payment('refund', id, at, worthOf(returned))),
  );
  const paid = payment('sale', base.id, createdAt, paidMinor(base, from));
  return { ...base, transactions: [paid, ...back] };
}

/**
 * What was paid: what the lines are worth, each to the penny, as refunds give it back. Where
 * nothing came back, fractions of a penny must not leave the buyer owing something.
 */
function paidMinor(order: Order, from: ShopOrder): number {
  const worths = from.lines.map(({ price, quantity }) =>
    worthMinor(price, quantity, from.currency),
  );
  const worth = worths.reduce((sum, one) => sum + one, 0);
  const isWhole = order.refunds.every(({ transactionIds }) => transactionIds.length === 0);
  return isWhole ? Math.max(worth, orderSums(order).totalMinor) : worth;
}

function recordLine(line: ShopLine, currency: string, toNumber: ToNumber): OrderLine {
  return {
    id: toNumber(line.id),
    productId: null,
    variantId: null,
    title: line.title,
    variantTitle: null,
    sku: line.sku,
    vendor: null,
    quantity: line.quantity,
    removedQuantity: 0,
    priceMinor: priceMinor(line.price, currency),
    isGiftCard: false,
    isTip: false,
    taxable: true,
    requiresShipping: true,
    grams: 0,
    properties: [],
    sellingPlanName: null,
    allocations: [],
    taxLines: [],
    addedAt: null,
  };
}

/** `1.115` → 111.5: the point moves, no digit is computed. */
function priceMinor(price: string, currency: string): number {
  const decimals = decimalsOf(currency);
  const [whole = '', fraction = ''] = price.split('.');
  const padded = fraction.padEnd(decimals, '0');
  return Number(`${whole}${padded.slice(0, decimals)}.${padded.slice(decimals)}0`);
}

function recordRefunds(from: ShopOrder, toNumber: ToNumber): Refund[] {
  const left = new Map(from.lines.map((line) => [line.id, line.quantity]));
  const byId = new Map(from.lines.map((line) => [line.id, line]));
  return from.refunds.map((refund): Refund => {
    const lines = refund.units.map(({ id, lineId, quantity }): RefundLine => {
      const [line, before] = [byId.get(lineId), left.get(lineId) ?? 0];
      if (!line || quantity > before) {
        const what = `${quantity} of line ${lineId}, which has ${before}`;
        throw new Error(`Refund ${refund.id} returns ${what}.`);
      }
      const worth = (units: number) => worthMinor(line.price, units, from.currency);
      left.set(lineId, before - quantity);
      return {
        id: toNumber(id),
        lineId: toNumber(lineId),
        quantity,
        restockType: 'return',
        locationId: null,
        subtotalMinor: worth(before) - worth(before - quantity),
        taxMinor: 0,
      };
    });
    const id = toNumber(refund.id);
    return {
      id,
      at: refund.at,
      note: refund.note,
      userId: STAFF_ID,
      restock: true,
      lines,
      shipping: [],
      adjustments: [],
      transactionIds: worthOf(lines) === 0 ? [] : [id],
    };
  });
}

const worthOf = (lines: readonly RefundLine[]): number =>
  lines.reduce((sum, { subtotalMinor }) => sum + subtotalMinor, 0);

function payment(
  kind: 'sale' | 'refund',
  id: number,
  at: number,
  amountMinor: number,
): Transaction {
  return {
    id,
    kind,
    status: 'success',
    gateway: GATEWAY,
    amountMinor,
    parentId: null,
    giftCardId: null,
    storeCreditAccountId: null,
    at,
  };
}

function inventedCustomer({ customerId, createdAt }: ShopOrder, toNumber: ToNumber) {
  return customerId === null ? null : inventCustomer(toNumber(customerId), customerId, createdAt);
}

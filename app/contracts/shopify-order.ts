/**
 * An order webhook (`orders/create`, `orders/paid`, `orders/updated`, `orders/cancelled`) as an
 * observation. Only the fields named here are looked at: names, addresses, phones and IPs go no
 * further than the signature check, an e-mail only as its keyed hash.
 *
 * All money is the shop's currency. A line's discount is the sum of what is allocated to it. Where
 * prices include tax (`taxes_included`), the line's tax counts with its discounts, because goods
 * are goods and tax is tax: of 24.00 with 4.00 of it tax and 2.00 off, 18.00 are goods. Tips are
 * lines of an order too, and left out.
 */
import { z } from 'zod';
import type {
  ObservedLine,
  ObservedRefund,
  OrderSnapshot,
} from '../domain/facts/observed-order.ts';
import { currencyExponent } from '../domain/kernel/money.ts';
import type { Hashing, Projection } from './observation.ts';
import { type Parked, parked, reasonText } from './parked-reason.ts';
import {
  circumstancesSchema,
  readCircumstances,
  tagsSchema,
} from './shopify-order-circumstances.ts';
import { allocationsSchema, codesSchema, readCodes } from './shopify-order-codes.ts';
import { readShipping, shippingLinesSchema } from './shopify-order-shipping.ts';
import { readRefund, refundSchema } from './shopify-refund.ts';
import {
  currencyCode,
  gid,
  idText,
  instantText,
  invalidField,
  invalidPayload,
  keptText,
  listOf,
  money,
  numericId,
  optionalListOf,
  sumMinor,
  units,
  yesOrNo,
} from './shopify-fields.ts';

const lineSchema = z.object(
  {
    id: numericId.nullish(),
    admin_graphql_api_id: gid,
    quantity: units,
    current_quantity: units.nullish(),
    price: money,
    gift_card: yesOrNo.nullish(),
    product_id: numericId.nullish(),
    vendor: keptText.nullish(),
    // Only a tip's line has it, be it empty: {"payment_method":null,"payment_gateway":null}.
    tip: z.unknown().optional(),
    discount_allocations: allocationsSchema,
    tax_lines: optionalListOf(z.object({ price: money })),
  },
  { error: 'must be an object' },
);

const orderSchema = z.object({
  id: numericId.nullish(),
  admin_graphql_api_id: gid,
  name: keptText.nullish(),
  currency: currencyCode,
  created_at: instantText,
  updated_at: instantText,
  cancelled_at: instantText.nullish(),
  financial_status: z.string({ error: 'must be text' }).nullish(),
  taxes_included: yesOrNo.nullish(),
  test: yesOrNo.nullish(),
  email: z.string({ error: 'must be text' }).nullish(),
  customer: z
    .object(
      { id: numericId.nullish(), admin_graphql_api_id: gid, tags: tagsSchema },
      { error: 'must be an object' },
    )
    .nullish(),
  line_items: listOf(lineSchema),
  refunds: optionalListOf(refundSchema),
  ...circumstancesSchema,
  ...codesSchema,
  shipping_lines: shippingLinesSchema,
});

/** Half of what is exact, so that nothing that is added up of an order's amounts is not. */
const GROSS_MAX = Number.MAX_SAFE_INTEGER / 2;

type OrderPayload = z.output<typeof orderSchema>;

/** Financial statuses under which successful payments have covered the order. */
const PAID: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded']);

/** Reads an order; refuses `missing_order_id`, or `invalid_field` with the field named. */
export function fromShopifyOrder(payload: unknown, hashing: Hashing): Projection {
  const parsed = orderSchema.safeParse(payload);
  if (!parsed.success) {
    return lacksId(payload) ? parked('missing_order_id') : invalidPayload(parsed.error);
  }
  const order = parsed.data;
  const orderId = idText('Order', order.admin_graphql_api_id, order.id);
  if (orderId === null) return parked('missing_order_id');
  const lines = readLines(order);
  if (!lines.ok) return lines;
  const refunds = readRefunds(order);
  if (!refunds.ok) return refunds;
  const impossible = impossibleUnits(lines.lines, refunds.refunds);
  if (impossible) return impossible;
  const exponent = currencyExponent(order.currency);
  const codes = readCodes(order, lines.allocated, exponent);
  if (!codes.ok) return codes;
  const shipping = readShipping(order.shipping_lines, exponent);
  if (!shipping.ok) return shipping;
  const content = {
    updatedAt: order.updated_at,
    createdAt: order.created_at,
    name: order.name ?? orderId,
    currency: order.currency,
    customerId: idText('Customer', order.customer?.admin_graphql_api_id, order.customer?.id),
    emailHash: hashEmail(order.email, hashing),
    test: order.test ?? false,
    paid: PAID.has(order.financial_status ?? ''),
    cancelledAt: order.cancelled_at ?? null,
    ...readCircumstances(order),
    taxesIncluded: order.taxes_included ?? false,
    ...shipping.shipping,
    lines: lines.lines,
    refunds: refunds.refunds,
    codes: codes.codes,
  };
  // The fields stand in the order written above, so equal content has equal text.
  const snapshot: OrderSnapshot = { ...content, digest: hashing.digest(JSON.stringify(content)) };
  return { ok: true, observation: { type: 'order', orderId, snapshot } };
}

/** The id is asked for first: without one, what else is wrong helps nobody. */
function lacksId(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return false;
  const { id, admin_graphql_api_id: globalId } = payload as Record<string, unknown>;
  return (id === undefined || id === null) && idText('Order', globalId, null) === null;
}

function hashEmail(email: string | null | undefined, hashing: Hashing): string | null {
  return email === null || email === undefined || email.trim() === ''
    ? null
    : hashing.emailHash(email);
}

type Allocated = { id: string; allocations: OrderPayload['line_items'][0]['discount_allocations'] };

function readLines(
  order: OrderPayload,
): Parked | { ok: true; lines: readonly ObservedLine[]; allocated: readonly Allocated[] } {
  const exponent = currencyExponent(order.currency);
  const lines: ObservedLine[] = [];
  const allocated: Allocated[] = [];
  let grossMinor = 0;
  for (const [index, line] of order.line_items.entries()) {
    if (isTip(line)) continue;
    const id = idText('LineItem', line.admin_graphql_api_id, line.id);
    if (id === null) return invalidField(`line_items[${index}].id`, 'is missing');
    const taxes = line.tax_lines.map(({ price }) => price);
    const taxMinor = sumMinor(taxes, exponent);
    const discounts = line.discount_allocations.map(({ amount }) => amount);
    const inPrice = order.taxes_included ? taxes : [];
    const discountMinor = sumMinor([...discounts, ...inPrice], exponent);
    // Rounded, but only held against the bound: the exact amount is the fold's to compute.
    grossMinor += line.quantity * Number(line.price) * 10 ** exponent + (taxMinor ?? Infinity);
    if (taxMinor === null || discountMinor === null || grossMinor > GROSS_MAX) {
      return invalidField(`line_items[${index}]`, 'is worth more than can be counted exactly');
    }
    allocated.push({ id, allocations: line.discount_allocations });
    lines.push({
      id,
      quantity: line.quantity,
      currentQuantity: line.current_quantity ?? line.quantity,
      unitPrice: line.price,
      discountMinor,
      giftCard: line.gift_card ?? false,
      taxMinor,
      productId: idText('Product', null, line.product_id),
      vendor: line.vendor === '' ? null : (line.vendor ?? null),
      productTags: [],
      collectionIds: [],
    });
  }
  return { ok: true, lines, allocated };
}

/** More units left, or given back, than were ordered: then nothing of the order is believed. */
function impossibleUnits(
  lines: readonly ObservedLine[],
  refunds: readonly ObservedRefund[],
): Parked | null {
  const back = new Map<string, number>();
  for (const { lineId, quantity } of refunds.flatMap(({ units }) => units)) {
    back.set(lineId, (back.get(lineId) ?? 0) + quantity);
  }
  for (const { id, quantity, currentQuantity } of lines) {
    const returned = back.get(id) ?? 0;
    if (currentQuantity > quantity) {
      return invalidField('current_quantity', `${currentQuantity} are left of ${quantity} ordered`);
    }
    if (returned > quantity) {
      return invalidField('refunds', `${returned} units came back of ${quantity} ordered`);
    }
  }
  return null;
}

/** A tip is money for people, not for goods; its line, and a refund of it, count for nothing. */
function isTip({ tip }: OrderPayload['line_items'][number]): boolean {
  return typeof tip === 'object' && tip !== null;
}

function readRefunds(
  order: OrderPayload,
): Parked | { ok: true; refunds: readonly ObservedRefund[] } {
  const refunds: ObservedRefund[] = [];
  for (const [index, payload] of order.refunds.entries()) {
    const reading = readRefund(payload, order.currency);
    if (!reading.ok) return invalidField(`refunds[${index}]`, reasonText(reading.reason));
    refunds.push(reading.refund);
  }
  return { ok: true, refunds };
}

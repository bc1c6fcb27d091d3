/**
 * A refund, by itself (`refunds/create`) or inside an order: both must give the same observation,
 * since they are united by id.
 *
 * Units come from `refund_line_items`. Money beyond them is what `order_adjustments` of the kind
 * `refund_discrepancy` say: the calculated minus the actual refund, so below zero where more was
 * given back than the lines were worth. Refunded shipping stands in `refund_shipping_lines`, priced
 * as the order's own.
 */
import { z } from 'zod';
import type { ObservedRefund } from '../domain/facts/observed-order.ts';
import { currencyExponent, type MoneyMinor, minor, NO_MONEY } from '../domain/kernel/money.ts';
import type { Projection } from './observation.ts';
import { type Parked, parked } from './parked-reason.ts';
import {
  currencyCode,
  gid,
  idText,
  instantText,
  invalidField,
  invalidPayload,
  money,
  numericId,
  optionalListOf,
  signedMoney,
  sumMinor,
  units,
} from './shopify-fields.ts';

const adjustmentSchema = z.object({
  kind: z.unknown().optional(),
  amount: signedMoney,
  amount_set: z.object({ shop_money: z.object({ currency_code: currencyCode }) }).nullish(),
});

const moneySet = z
  .object({ shop_money: z.object({ amount: money, currency_code: currencyCode }) })
  .nullish();

export const refundSchema = z.object({
  id: numericId.nullish(),
  admin_graphql_api_id: gid,
  order_id: numericId.nullish(),
  created_at: instantText,
  refund_line_items: optionalListOf(
    z.object({
      quantity: units,
      line_item_id: numericId.nullish(),
      line_item: z.object({ admin_graphql_api_id: gid }).nullish(),
    }),
  ),
  refund_shipping_lines: optionalListOf(
    z.object({ subtotal_amount_set: moneySet, tax_amount_set: moneySet }),
  ),
  order_adjustments: optionalListOf(adjustmentSchema),
});

type RefundPayload = z.output<typeof refundSchema>;

type RefundReading = { readonly ok: true; readonly refund: ObservedRefund } | Parked;

/** Reads `refunds/create`; refuses with the field named. */
export function fromShopifyRefund(payload: unknown): Projection {
  const parsed = refundSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const orderId = idText('Order', null, parsed.data.order_id);
  if (orderId === null) return parked('missing_order_id');
  const reading = readRefund(parsed.data, null);
  if (!reading.ok) return reading;
  return { ok: true, observation: { type: 'refund', orderId, refund: reading.refund } };
}

/**
 * One refund in the domain's shape. `currency` is the order's, null where only the refund is known.
 */
export function readRefund(payload: RefundPayload, currency: string | null): RefundReading {
  const id = idText('Refund', payload.admin_graphql_api_id, payload.id);
  if (id === null) return parked('missing_refund_id');
  const returned: { lineId: string; quantity: number }[] = [];
  for (const [index, entry] of payload.refund_line_items.entries()) {
    const lineId = idText('LineItem', entry.line_item?.admin_graphql_api_id, entry.line_item_id);
    if (lineId === null)
      return invalidField(`refund_line_items[${index}].line_item_id`, 'is missing');
    returned.push({ lineId, quantity: entry.quantity });
  }
  const beyondLinesMinor = readBeyondLines(payload, currency);
  if (beyondLinesMinor === null)
    return invalidField('order_adjustments[].amount_set.shop_money', 'is missing');
  const shipping = readShippingBack(payload, currency);
  if (shipping === null)
    return invalidField('refund_shipping_lines', 'is more than can be counted exactly');
  const refund = { id, at: payload.created_at, units: returned, beyondLinesMinor, ...shipping };
  return { ok: true, refund };
}

function readShippingBack(payload: RefundPayload, currency: string | null) {
  const lines = payload.refund_shipping_lines;
  const sumOf = (sets: readonly z.output<typeof moneySet>[]): MoneyMinor | null => {
    const said = sets.flatMap((set) => (set ? [set.shop_money] : []));
    const known = currency ?? said[0]?.currency_code;
    if (known === undefined) return NO_MONEY;
    return sumMinor(
      said.map(({ amount }) => amount),
      currencyExponent(known),
    );
  };
  const shippingMinor = sumOf(lines.map((line) => line.subtotal_amount_set));
  const shippingTaxMinor = sumOf(lines.map((line) => line.tax_amount_set));
  return shippingMinor === null || shippingTaxMinor === null
    ? null
    : { shippingMinor, shippingTaxMinor };
}

function readBeyondLines(payload: RefundPayload, currency: string | null): MoneyMinor | null {
  const differences = payload.order_adjustments.filter(({ kind }) => kind === 'refund_discrepancy');
  if (differences.length === 0) return minor(0);
  const known = currency ?? differences[0]?.amount_set?.shop_money.currency_code;
  if (known === undefined) return null;
  const amounts = differences.map(({ amount }) => amount);
  const sum = sumMinor(amounts, currencyExponent(known));
  return sum === null ? null : minor(Math.max(0, -sum));
}

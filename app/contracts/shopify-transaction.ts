/**
 * A payment of an order (`order_transactions/create`): of gift cards and store credit we keep how
 * much they paid, as what they pay for earns nothing. Orders do not say it in their webhooks
 * (https://shopify.dev/docs/api/admin-rest/latest/resources/transaction, read 2026-11).
 *
 * Amounts are in the currency the buyer pays in. Where that is not the shop's, the payload does not
 * say the shop's amount; the order's next reconciliation asks for it.
 */
import { z } from 'zod';
import type { ObservedCredit } from '../domain/facts/observed-order.ts';
import { currencyExponent } from '../domain/kernel/money.ts';
import type { Projection } from './observation.ts';
import { parked } from './parked-reason.ts';
import {
  currencyCode,
  idText,
  invalidField,
  invalidPayload,
  money,
  numericId,
  sumMinor,
} from './shopify-fields.ts';

const text = z.string({ error: 'must be text' });

const transactionSchema = z.object({
  id: numericId,
  order_id: numericId.nullish(),
  kind: text,
  gateway: text.nullish(),
  status: text,
  amount: money,
  currency: currencyCode,
});

/** Gateways whose money the shop gave, or sold, before. */
const CREDITS: ReadonlySet<string> = new Set(['gift_card', 'shopify_store_credit']);
const PAYING: ReadonlySet<string> = new Set(['sale', 'capture']);

/** Whether what a gateway pays is credit of the shop's own. */
export function isCreditGateway(gateway: string): boolean {
  return CREDITS.has(gateway);
}

type Payment = Omit<z.output<typeof transactionSchema>, 'order_id' | 'id'> & {
  readonly id: string;
};

/** Reads a payment; refuses `missing_order_id`, or `invalid_field` with the field named. */
export function fromShopifyTransaction(payload: unknown): Projection {
  const parsed = transactionSchema.safeParse(payload);
  if (!parsed.success) return invalidPayload(parsed.error);
  const orderId = idText('Order', null, parsed.data.order_id);
  if (orderId === null) return parked('missing_order_id');
  const credit = creditOf({ ...parsed.data, id: String(parsed.data.id) });
  if (credit === 'too-much') return invalidField('amount', 'is more than can be counted exactly');
  return { ok: true, observation: { type: 'credit', orderId, credit } };
}

/** What of a payment was credit; null: none. Kind, gateway and status in small letters. */
export function creditOf(payment: Payment): ObservedCredit | 'too-much' | null {
  const { id, kind, gateway, status, amount, currency } = payment;
  const isCredit = isCreditGateway(gateway ?? '') && PAYING.has(kind) && status === 'success';
  if (!isCredit) return null;
  const amountMinor = sumMinor([amount], currencyExponent(currency));
  return amountMinor === null ? 'too-much' : { id, currency, amountMinor };
}

/** A sale in progress at the till, and what can be done to it. */
import { z } from 'zod';
import type { Checkout, CheckoutDiscount } from '../model/cart.ts';
import { customers } from '../model/kinds.ts';
import type { Order } from '../model/order.ts';
import type { Shop } from '../model/shop.ts';
import { isSameCode } from '../checkout/change-checkout.ts';
import { beginCheckout, changeCheckout, findCheckout, priceCheckout } from '../trade/checkouts.ts';
import { completeCheckout } from '../trade/complete-checkout.ts';
import { fulfilOrder } from '../trade/fulfil-order.ts';
import { parseMoney } from '../money/money.ts';
import type { PriceSources } from '../trade/price-basket.ts';
import { done, type Outcome, refuse } from '../trade/refusal.ts';
import type { Payment } from '../trade/settle-order.ts';
import { findVariant } from '../trade/stock.ts';
import type { World } from '../world/world.ts';

const id = z.coerce.number().int();
const quantity = z.coerce.number().int().min(0).max(10_000);
const property = z.object({ name: z.string().max(255), value: z.string().max(5000) });
const amount = z.object({
  title: z.string().trim().min(1).max(255),
  type: z.enum(['Percentage', 'FixedAmount']),
  /** Percent, or units of the currency, as decimal text. */
  amount: z.string().regex(/^\d{1,9}(\.\d{1,3})?$/),
});

export const saleChangeSchema = z.discriminatedUnion('change', [
  z.object({ change: z.literal('addVariant'), variantId: id, quantity: quantity.default(1) }),
  z.object({ change: z.literal('line'), lineId: id, quantity }),
  z.object({ change: z.literal('lineProperties'), lineId: id, properties: z.array(property) }),
  z.object({ change: z.literal('customer'), customerId: id.nullable() }),
  z.object({ change: z.literal('addCode'), code: z.string().trim().min(1).max(255) }),
  z.object({ change: z.literal('removeCode'), code: z.string() }),
  z.object({ change: z.literal('cartDiscount'), discount: amount.nullable() }),
  z.object({ change: z.literal('lineDiscount'), lineId: id, discount: amount.nullable() }),
  z.object({ change: z.literal('properties'), properties: z.array(property) }),
  z.object({ change: z.literal('note'), note: z.string().max(5000) }),
  z.object({ change: z.literal('clear') }),
]);

/**
 * How the money is taken; `receivedMinor` is the cash on the counter, more than the total or as
 * much.
 */
export const paymentSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('card'), number: z.string().max(30).default('1') }),
  z.strictObject({
    method: z.literal('cash'),
    receivedMinor: z.number().int().min(0).max(1e12).optional(),
  }),
]);

export type SalePayment = z.output<typeof paymentSchema>;

export type SaleChange = z.output<typeof saleChangeSchema>;

export type AtTill = { readonly world: World; readonly shop: Shop; readonly sources: PriceSources };

/** A sale with nothing in it. */
export function beginSale({ world, shop }: AtTill): Checkout {
  return beginCheckout(world, shop.id, { cartToken: null, fields: { sourceName: 'pos' } });
}

/** The sale of a token; null where there is none, or it is done. */
export function findSale({ world, shop }: AtTill, token: string): Checkout | null {
  const found = findCheckout(world, shop.id, token);
  return found?.sourceName === 'pos' && found.orderId === null ? found : null;
}

export function priceSale({ world, shop, sources }: AtTill, sale: Checkout) {
  return priceCheckout(world, shop.id, { checkout: sale, sources });
}

/** Makes one change; refused with the words for staff. A code that does not apply is not kept. */
export function changeSale(at: AtTill, sale: Checkout, change: SaleChange): Outcome<Checkout> {
  const fields = fieldsOf(at, sale, change);
  if ('ok' in fields) return fields;
  const { world, shop } = at;
  const changed = changeCheckout(world, shop.id, { token: sale.token, fields });
  if (!changed.ok || change.change !== 'addCode') return changed;
  const status = priceSale(at, changed.value).codes.find(({ code }) =>
    isSameCode(code, change.code),
  );
  if (status === undefined || status.applicable) return changed;
  changeCheckout(world, shop.id, { token: sale.token, fields: { codes: sale.codes } });
  return refuse(status.reason ?? 'INVALID', ['code'], status.message);
}

type Fields = Partial<Checkout> | ReturnType<typeof refuse>;

function fieldsOf(at: AtTill, sale: Checkout, change: SaleChange): Fields {
  const { world, shop } = at;
  switch (change.change) {
    case 'addVariant':
      return addVariant(at, sale, change);
    case 'line':
      return {
        lines: sale.lines
          .map((line) =>
            line.id === change.lineId ? { ...line, quantity: change.quantity } : line,
          )
          .filter((line) => line.quantity > 0),
      };
    case 'lineProperties': {
      const { lineId, properties } = change;
      return {
        lines: sale.lines.map((line) => (line.id === lineId ? { ...line, properties } : line)),
      };
    }
    case 'customer': {
      const { customerId } = change;
      const customer = customerId === null ? null : world.store.get(customers, shop.id, customerId);
      if (customerId !== null && customer === null) {
        return refuse('NOT_FOUND', ['customerId'], 'The customer does not exist');
      }
      return { customerId, email: customer?.email ?? null };
    }
    case 'addCode':
      return { codes: [...withoutCode(sale, change.code), change.code] };
    case 'removeCode':
      return { codes: withoutCode(sale, change.code) };
    case 'cartDiscount':
      return discounted(at, sale, { target: { type: 'order' }, given: change.discount });
    case 'lineDiscount': {
      const target = { type: 'line', lineId: change.lineId } as const;
      return discounted(at, sale, { target, given: change.discount });
    }
    case 'properties':
      return { attributes: change.properties };
    case 'note':
      return { note: change.note === '' ? null : change.note };
    default:
      return {
        lines: [],
        codes: [],
        manualDiscounts: [],
        customerId: null,
        email: null,
        note: null,
        attributes: [],
      };
  }
}

function addVariant(
  { world, shop }: AtTill,
  sale: Checkout,
  { variantId, quantity: units }: { variantId: number; quantity: number },
): Fields {
  if (findVariant(world, shop.id, variantId) === null) {
    return refuse('NOT_FOUND', ['variantId'], 'The variant does not exist');
  }
  const same = sale.lines.find(
    (line) => line.variantId === variantId && line.properties.length === 0,
  );
  if (same === undefined) {
    const line = { id: world.store.nextId(), variantId, quantity: units, properties: [] };
    return { lines: [...sale.lines, line] };
  }
  const longer = { ...same, quantity: same.quantity + units };
  return { lines: sale.lines.map((line) => (line === same ? longer : line)) };
}

const withoutCode = ({ codes }: Checkout, code: string) =>
  codes.filter((one) => !isSameCode(one, code));

type Amount = z.output<typeof amount>;

function discounted(
  { shop }: AtTill,
  { manualDiscounts = [] }: Checkout,
  { target, given }: { target: CheckoutDiscount['target']; given: Amount | null },
): Fields {
  const others = manualDiscounts.filter(
    (one) => JSON.stringify(one.target) !== JSON.stringify(target),
  );
  if (given === null) return { manualDiscounts: others };
  const { title, type } = given;
  if (type === 'Percentage') {
    const value = { type: 'percentage', percentage: Number(given.amount) / 100 } as const;
    return { manualDiscounts: [...others, { title, description: null, value, target }] };
  }
  const amountMinor = parseMoney(given.amount, shop.currency);
  if (amountMinor === null) return refuse('INVALID', ['amount'], 'The amount is too fine');
  const value = { type: 'amount', amountMinor } as const;
  return { manualDiscounts: [...others, { title, description: null, value, target }] };
}

function paymentOf(said: SalePayment): Payment {
  if (said.method === 'card') return said;
  const { method, receivedMinor } = said;
  return receivedMinor === undefined ? { method } : { method, receivedMinor };
}

/**
 * Takes the money and hands over the goods. Refused as a checkout is, or with `NOT_ENOUGH` cash.
 */
export function completeSale(
  { world, shop, sources }: AtTill,
  sale: Checkout,
  { payment, userId }: { payment: SalePayment; userId: number },
): Outcome<Order> {
  return world.transact(() => {
    const { dueMinor } = priceSale({ world, shop, sources }, sale);
    if (payment.method === 'cash' && (payment.receivedMinor ?? dueMinor) < dueMinor) {
      return refuse('NOT_ENOUGH', ['receivedMinor'], 'That is less than the total.');
    }
    const locationId = shop.locations[0]?.id ?? null;
    const { token } = sale;
    const placed = completeCheckout(world, shop.id, {
      token,
      payment: paymentOf(payment),
      sources,
      userId,
      locationId,
    });
    if (!placed.ok) return refuse(placed.code, placed.field, placed.message);
    const sent = fulfilOrder(world, shop.id, { orderId: placed.value.id, locationId });
    return sent.ok ? done(sent.value.order) : placed;
  });
}

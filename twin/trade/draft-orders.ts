/**
 * Draft orders: put together by staff or an app, priced like a cart, and completed into an order,
 * paid by hand or with payment pending
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderComplete, read 2026-11).
 * Words of the recorded answers (github.com/airhorns/shopify-draft-proxy, `draft-order-…`,
 * 2026-07).
 */
import { defineKind, instant, number, text } from '../store/kind.ts';
import type { Order } from '../model/order.ts';
import type { ManualDiscount, PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';
import { type Property, type WantedLine, fillBasket } from './basket.ts';
import type { NewAddress } from './customers.ts';
import { type OrderToPlace, placeOrder, priceOrder } from './place-order.ts';
import type { PriceSources } from './price-basket.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';

export type DraftFields = {
  readonly lines: readonly (WantedLine & { readonly id?: number })[];
  readonly customerId: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly attributes: readonly Property[];
  readonly shippingAddress: NewAddress | null;
  readonly billingAddress: NewAddress | null;
  readonly discounts: readonly ManualDiscount[];
  readonly codes: readonly string[];
};

export type DraftOrder = DraftFields & {
  readonly id: number;
  /** `#D1` */
  readonly name: string;
  readonly orderId: number | null;
  readonly completedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export const draftOrders = defineKind<DraftOrder>('DraftOrder', {
  name: text((draft) => draft.name),
  customer_id: number((draft) => draft.customerId),
  status: text((draft) => (draft.orderId === null ? 'open' : 'completed')),
  tag: text((draft) => draft.tags),
  created_at: instant((draft) => draft.createdAt),
  updated_at: instant((draft) => draft.updatedAt),
});

/** Refused with `INVALID`: without lines, or with a variant that is not there. */
export function saveDraft(
  world: World,
  shopId: number,
  { id, fields }: { id: number | null; fields: DraftFields },
): Outcome<DraftOrder> {
  return world.transact(() => {
    const old = id === null ? null : world.store.get(draftOrders, shopId, id);
    if (id !== null && old === null) return noDraft();
    if (old !== null && old.orderId !== null) return alreadyPaid();
    const wrong = wrongLines(world, shopId, fields);
    if (wrong !== null) return wrong;
    const at = world.clock.now();
    const lines = fields.lines.map((line) => ({ ...line, id: line.id ?? world.store.nextId() }));
    return done(
      world.store.put(draftOrders, shopId, {
        ...fields,
        lines,
        id: old?.id ?? world.store.nextId(),
        name: old?.name ?? `#D${world.store.next(`draft-number:${shopId}`)}`,
        orderId: null,
        completedAt: null,
        createdAt: old?.createdAt ?? at,
        updatedAt: at,
      }),
    );
  });
}

function wrongLines(world: World, shopId: number, { lines }: DraftFields): Refusal | null {
  if (lines.length === 0) return refuse('INVALID', null, 'Add at least 1 product');
  for (const [index, line] of lines.entries()) {
    if (line.quantity < 1) {
      const words = 'Quantity must be greater than or equal to 1';
      return refuse('INVALID', ['lineItems', String(index), 'quantity'], words);
    }
    if (line.variantId === null && !line.title) {
      return refuse('INVALID', null, 'Merchandise title is empty.');
    }
    if ((line.priceMinor ?? 0) < 0) {
      return refuse('INVALID', null, 'Cannot send negative price for line_item');
    }
    if (fillBasket(world, shopId, [line]).ok) continue;
    const words = `Product with ID ${line.variantId} is no longer available.`;
    return refuse('INVALID', null, words);
  }
  return null;
}

const noDraft = (): Refusal => refuse('NOT_FOUND', ['id'], 'Draft order not found');

const alreadyPaid = (): Refusal => refuse('INVALID', null, 'This order has been paid');

/** What the draft costs now. */
export function priceDraft(
  world: World,
  shopId: number,
  { draft, sources = {} }: { draft: DraftOrder; sources?: PriceSources },
): PricedCart {
  const priced = priceOrder(world, shopId, { ...toPlace(draft), sources });
  if (!priced.ok) throw new Error(priced.message);
  return priced.value;
}

/** The draft with its order; `paymentPending` leaves it to be paid. */
export function completeDraft(
  world: World,
  shopId: number,
  wanted: { id: number; paymentPending?: boolean; appId?: number | null; sources?: PriceSources },
): Outcome<{ readonly draft: DraftOrder; readonly order: Order }> {
  return world.transact(() => {
    const draft = world.store.get(draftOrders, shopId, wanted.id);
    if (draft === null) return noDraft();
    if (draft.orderId !== null) return alreadyPaid();
    const payment = wanted.paymentPending
      ? ({ method: 'manual' } as const)
      : ({ method: 'paid', gateway: 'manual' } as const);
    const order = placeOrder(world, shopId, {
      ...toPlace(draft),
      payment,
      sourceName: wanted.appId ? String(wanted.appId) : 'shopify_draft_order',
      appId: wanted.appId ?? null,
      sources: wanted.sources ?? {},
    });
    if (!order.ok) return order;
    const at = world.clock.now();
    const ended = { ...draft, orderId: order.value.id, completedAt: at, updatedAt: at };
    world.store.put(draftOrders, shopId, ended);
    return done({ draft: ended, order: order.value });
  });
}

export function deleteDraft(world: World, shopId: number, id: number): Outcome<number> {
  return world.transact(() => (world.store.remove(draftOrders, shopId, id) ? done(id) : noDraft()));
}

function toPlace(draft: DraftOrder): OrderToPlace {
  const { lines, customerId, email, phone, note, tags, attributes, codes } = draft;
  const { shippingAddress, billingAddress, discounts: manualDiscounts } = draft;
  const words = { note, tags, attributes, codes, manualDiscounts };
  return { lines, customerId, email, phone, shippingAddress, billingAddress, ...words };
}

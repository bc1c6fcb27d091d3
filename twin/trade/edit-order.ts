/**
 * Edits of an order, as sessions: begun, changed step by step, and committed whole; nothing of the
 * order changes before
 * (https://shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/edit-orders, read
 * 2026-11). Units already sent cannot be taken off.
 */
import type { Order } from '../model/order.ts';
import { currentQuantity, fulfilledQuantity } from '../model/order-sums.ts';
import type { World } from '../world/world.ts';
import { type BasketLine, fillBasket, type WantedLine } from './basket.ts';
import {
  orderEditSessions,
  type OrderEditSession,
  type StagedDiscount,
  type StagedLine,
} from './kinds.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';
import { findOrder } from './save-order.ts';

export type Editing = { readonly order: Order; readonly session: OrderEditSession };

/** Refused with `NOT_FOUND`, or `INVALID` for a cancelled or archived order. */
export function beginEdit(world: World, shopId: number, orderId: number): Outcome<Editing> {
  return world.transact(() => {
    const order = findOrder(world, shopId, orderId);
    if (order === null) return refuse('NOT_FOUND', ['id'], 'The order does not exist.');
    if (order.cancelledAt !== null) {
      return refuse('INVALID', null, 'The order cannot be edited.');
    }
    const session = world.store.put(orderEditSessions, shopId, {
      id: world.store.nextId(),
      orderId,
      added: [],
      quantities: [],
      discounts: [],
      createdAt: world.clock.now(),
      committedAt: null,
    });
    return done({ order, session });
  });
}

/** A variant or a custom item; the same variant again needs `allowsDuplicates`. */
export function addToEdit(
  world: World,
  shopId: number,
  wanted: { id: number; line: WantedLine; allowsDuplicates?: boolean },
): Outcome<Editing & { readonly line: StagedLine }> {
  return world.transact(() => {
    const found = findEdit(world, shopId, wanted.id);
    if (!found.ok) return found;
    const { order, session } = found.value;
    const filled = fillBasket(world, shopId, [wanted.line]);
    if (!filled.ok) return refusedLine(filled, wanted.line);
    const item = filled.value[0];
    if (item === undefined) throw new Error('A basket of one line is empty.');
    if (isOnOrder(order, wanted.line.variantId) && wanted.allowsDuplicates !== true) {
      const words = `${item.title} was not added because it's already on the order.`;
      return refuse('INVALID', ['id'], words);
    }
    const line = stagedLine(world, item);
    const added = [...session.added, line];
    return done({ ...keepEdit(world, shopId, { order, session: { ...session, added } }), line });
  });
}

/** The words of an edit differ from those of a new order. */
function refusedLine(refusal: Refusal, line: WantedLine): Refusal {
  if (line.quantity < 1) return refuse('INVALID', ['quantity'], 'must be greater than 0');
  if (line.variantId === null) return refuse('INVALID', ['title'], "can't be blank");
  return refuse(refusal.code, ['variantId'], 'The variant does not exist in the shop.');
}

function isOnOrder(order: Order, variantId: number | null): boolean {
  return (
    variantId !== null &&
    order.lines.some((line) => line.variantId === variantId && currentQuantity(order, line) > 0)
  );
}

function stagedLine(world: World, item: BasketLine): StagedLine {
  return {
    id: world.store.nextId(),
    productId: item.product?.id ?? null,
    variantId: item.variant?.id ?? null,
    title: item.title,
    variantTitle: item.variantTitle,
    sku: item.sku,
    vendor: item.product?.vendor ?? null,
    quantity: item.quantity,
    removedQuantity: 0,
    priceMinor: item.priceMinor,
    isGiftCard: item.isGiftCard,
    isTip: false,
    taxable: item.taxable,
    requiresShipping: item.requiresShipping,
    grams: item.grams,
    properties: item.properties,
    sellingPlanName: null,
    discount: null,
  };
}

/** What is to be on the order of a line, of those it has or those added. 0 takes it off. */
export function setEditQuantity(
  world: World,
  shopId: number,
  wanted: { id: number; lineId: number; quantity: number; restock?: boolean },
): Outcome<Editing> {
  return world.transact(() => {
    const found = findEdit(world, shopId, wanted.id);
    if (!found.ok) return found;
    const { order, session } = found.value;
    const { lineId, quantity, restock = false } = wanted;
    if (!Number.isSafeInteger(quantity) || quantity < 0) {
      return refuse('INVALID', ['quantity'], 'must be greater than or equal to 0');
    }
    if (session.added.some(({ id }) => id === lineId)) {
      const added = session.added
        .map((line) => (line.id === lineId ? { ...line, quantity } : line))
        .filter((line) => line.quantity > 0);
      return done(keepEdit(world, shopId, { order, session: { ...session, added } }));
    }
    const line = order.lines.find(({ id }) => id === lineId);
    if (line === undefined) return noLine();
    if (quantity < fulfilledQuantity(order, lineId)) {
      const words = 'Quantity cannot be less than the number of fulfilled items.';
      return refuse('INVALID', ['quantity'], words);
    }
    const others = session.quantities.filter((one) => one.lineId !== lineId);
    const change = { lineId, quantity, restock, extraLineId: world.store.nextId() };
    const quantities = [...others, change];
    return done(keepEdit(world, shopId, { order, session: { ...session, quantities } }));
  });
}

/** A discount on a line; `null` takes it off again while the edit is open. */
export function discountInEdit(
  world: World,
  shopId: number,
  wanted: { id: number; lineId: number; discount: Omit<StagedDiscount, 'id'> | null },
): Outcome<Editing> {
  return world.transact(() => {
    const found = findEdit(world, shopId, wanted.id);
    if (!found.ok) return found;
    const { order, session } = found.value;
    const { lineId } = wanted;
    const isOfOrder = order.lines.some(({ id }) => id === lineId);
    if (!isOfOrder && !session.added.some(({ id }) => id === lineId)) return noLine();
    const discount =
      wanted.discount === null ? null : { ...wanted.discount, id: world.store.nextId() };
    const added = session.added.map((line) => (line.id === lineId ? { ...line, discount } : line));
    const others = session.discounts.filter((one) => one.lineId !== lineId);
    const discounts = isOfOrder && discount ? [...others, { lineId, discount }] : others;
    return done(keepEdit(world, shopId, { order, session: { ...session, added, discounts } }));
  });
}

/** The order and its open edit; `NOT_FOUND` where it was committed already. */
export function findEdit(world: World, shopId: number, id: number): Outcome<Editing> {
  const session = world.store.get(orderEditSessions, shopId, id);
  const order = session === null ? null : findOrder(world, shopId, session.orderId);
  if (session === null || order === null || session.committedAt !== null) {
    return refuse('NOT_FOUND', ['id'], 'The calculated order does not exist.');
  }
  return done({ order, session });
}

const noLine = (): Refusal =>
  refuse('NOT_FOUND', ['lineItemId'], 'The line item does not exist on the order.');

function keepEdit(world: World, shopId: number, { order, session }: Editing): Editing {
  return { order, session: world.store.put(orderEditSessions, shopId, session) };
}

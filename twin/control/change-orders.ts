/** What can be done to an order by command: the same verbs as the admin's buttons. */
import { z } from 'zod';
import type { Order } from '../model/order.ts';
import type { Shop } from '../model/shop.ts';
import { cancelOrder } from '../trade/cancel-order.ts';
import { commitEdit } from '../trade/commit-edit.ts';
import { addToEdit, beginEdit, setEditQuantity } from '../trade/edit-order.ts';
import { fulfilOrder } from '../trade/fulfil-order.ts';
import { markAsPaid } from '../trade/pay-order.ts';
import { refundOrder } from '../trade/refund-order.ts';
import type { Outcome } from '../trade/refusal.ts';
import { setOrderCustomer, updateOrder } from '../trade/update-order.ts';
import type { World } from '../world/world.ts';

const id = z.number().int();
const lineQuantity = z.strictObject({
  lineId: id,
  quantity: z.number().int().min(0).max(1_000_000),
});

export const orderChanges = {
  pay: z.strictObject({}),
  fulfil: z.strictObject({ lines: z.array(lineQuantity).optional() }),
  cancel: z.strictObject({
    reason: z.enum(['customer', 'declined', 'fraud', 'inventory', 'other', 'staff']).optional(),
    restock: z.boolean().optional(),
    refund: z.boolean().optional(),
  }),
  refund: z.strictObject({
    lines: z.array(lineQuantity).optional(),
    /** Everything that is left of every line. */
    all: z.boolean().optional(),
    shipping: z.boolean().optional(),
    /** So much money instead of what the lines are worth; 0 moves none. */
    amountMinor: z.number().int().min(0).optional(),
    restock: z.boolean().optional(),
    note: z.string().max(5000).optional(),
  }),
  edit: z.strictObject({
    set: z.array(lineQuantity).optional(),
    add: z
      .array(z.strictObject({ variantId: id, quantity: z.number().int().min(1).max(1_000_000) }))
      .optional(),
    note: z.string().max(5000).optional(),
  }),
  update: z.strictObject({
    note: z.string().max(5000).nullable().optional(),
    tags: z.array(z.string().max(255)).optional(),
    customerId: id.nullable().optional(),
  }),
} as const;

export type OrderChangeName = keyof typeof orderChanges;

type Place = { readonly world: World; readonly shop: Shop; readonly order: Order };

export const isOrderChange = (name: string): name is OrderChangeName =>
  Object.hasOwn(orderChanges, name);

/** Does it, or says in the verb's own words why not. */
export function changeOrder(
  place: Place,
  name: OrderChangeName,
  said: Said<OrderChangeName>,
): Outcome<unknown> {
  return VERBS[name](place, said as never);
}

type Said<N extends OrderChangeName> = z.output<(typeof orderChanges)[N]>;

const VERBS: Record<OrderChangeName, (place: Place, said: never) => Outcome<unknown>> = {
  pay: ({ world, shop, order }) => markAsPaid(world, shop.id, { orderId: order.id }),
  fulfil: ({ world, shop, order }, { lines }: Said<'fulfil'>) =>
    fulfilOrder(world, shop.id, { orderId: order.id, ...(lines ? { lines } : {}) }),
  cancel: ({ world, shop, order }, { reason, restock, refund = true }: Said<'cancel'>) =>
    cancelOrder(world, shop.id, {
      orderId: order.id,
      ...(reason ? { reason } : {}),
      ...(restock === undefined ? {} : { restock }),
      money: refund ? 'suggested' : 'none',
    }),
  refund: refundSaid,
  edit: editSaid,
  update: ({ world, shop, order }, { customerId, ...words }: Said<'update'>) => {
    const told = Object.entries(words).filter(([, one]) => one !== undefined);
    const updated = updateOrder(world, shop.id, { id: order.id, words: Object.fromEntries(told) });
    if (!updated.ok || customerId === undefined) return updated;
    return setOrderCustomer(world, shop.id, { id: order.id, customerId });
  },
};

function refundSaid({ world, shop, order }: Place, said: Said<'refund'>): Outcome<unknown> {
  const restockType = said.restock === false ? ('no_restock' as const) : ('return' as const);
  const taken = new Map<number, number>();
  for (const { lineId, quantity } of order.refunds.flatMap(({ lines }) => lines)) {
    taken.set(lineId, (taken.get(lineId) ?? 0) + quantity);
  }
  const everything = order.lines
    .filter(({ isTip }) => !isTip)
    .map((line) => ({
      lineId: line.id,
      quantity: line.quantity - line.removedQuantity - (taken.get(line.id) ?? 0),
    }));
  const lines = (said.all ? everything : (said.lines ?? [])).filter((one) => one.quantity > 0);
  return refundOrder(world, shop.id, {
    orderId: order.id,
    lines: lines.map((one) => ({ ...one, restockType })),
    shipping: said.shipping ? { full: true } : null,
    money: said.amountMinor === undefined ? 'suggested' : said.amountMinor || 'none',
    note: said.note ?? null,
  });
}

function editSaid({ world, shop, order }: Place, said: Said<'edit'>): Outcome<unknown> {
  const begun = beginEdit(world, shop.id, order.id);
  if (!begun.ok) return begun;
  const { id: session } = begun.value.session;
  for (const { lineId, quantity } of said.set ?? []) {
    const set = setEditQuantity(world, shop.id, { id: session, lineId, quantity, restock: true });
    if (!set.ok) return set;
  }
  for (const { variantId, quantity } of said.add ?? []) {
    const added = addToEdit(world, shop.id, { id: session, line: { variantId, quantity } });
    if (!added.ok) return added;
  }
  return commitEdit(world, shop.id, { id: session, staffNote: said.note ?? null });
}

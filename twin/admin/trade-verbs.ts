/** The buttons of an order's page, by the verbs of trade. */
import type { Order } from '../model/order.ts';
import { cancelOrder } from '../trade/cancel-order.ts';
import { commitEdit } from '../trade/commit-edit.ts';
import { beginEdit, setEditQuantity } from '../trade/edit-order.ts';
import { fulfilOrder } from '../trade/fulfil-order.ts';
import { markAsPaid } from '../trade/pay-order.ts';
import { refundOrder } from '../trade/refund-order.ts';
import type { World } from '../world/world.ts';
import type { LineQuantity, OrderPlace, OrderVerbs, VerbOutcome } from './admin-options.ts';

const REASONS = ['customer', 'declined', 'fraud', 'inventory', 'other', 'staff'] as const;

/** For `AdminOptions.orderVerbs`. */
export function tradeVerbs(world: World): OrderVerbs {
  return {
    markPaid: ({ shopId, orderId }) => markAsPaid(world, shopId, { orderId }),
    fulfil: ({ shopId, orderId }, lines) =>
      fulfilOrder(world, shopId, { orderId, lines: someOf(lines) }),
    refund: ({ shopId, orderId }, { lines, isRestocked, isShippingRefunded, note }) =>
      refundOrder(world, shopId, {
        orderId,
        lines: someOf(lines).map((line) => ({
          ...line,
          restockType: isRestocked ? 'return' : 'no_restock',
        })),
        shipping: isShippingRefunded ? { full: true } : null,
        money: 'suggested',
        note,
      }),
    cancel: ({ shopId, orderId }, asked) =>
      cancelOrder(world, shopId, {
        orderId,
        reason: readReason(asked.reason),
        restock: asked.isRestocked,
        money: asked.isRefunded ? 'suggested' : 'none',
        staffNote: asked.note,
      }),
    edit: (place, { lines, note }) => editQuantities(world, place, { lines, note }),
  };
}

const someOf = (lines: readonly LineQuantity[]) => lines.filter(({ quantity }) => quantity > 0);

function readReason(said: string): NonNullable<Order['cancelReason']> {
  return REASONS.find((reason) => reason === said) ?? 'other';
}

/** One session for all lines; none of it is kept when one of them is refused. */
function editQuantities(
  world: World,
  { shopId, orderId }: OrderPlace,
  { lines, note }: { lines: readonly LineQuantity[]; note: string | null },
): VerbOutcome {
  const begun = beginEdit(world, shopId, orderId);
  if (!begun.ok) return begun;
  const { id } = begun.value.session;
  for (const { lineId, quantity } of lines) {
    const set = setEditQuantity(world, shopId, { id, lineId, quantity, restock: true });
    if (!set.ok) return set;
  }
  return commitEdit(world, shopId, { id, staffNote: note });
}

/** `refundCreate` and the mutations of fulfilments. */
import type { RefundLine } from '../../../model/order.ts';
import { parseMoney } from '../../../money/money.ts';
import { cancelFulfillment, changeFulfillment, fulfilOrder } from '../../../trade/fulfil-order.ts';
import type { GiveBack } from '../../../trade/give-back.ts';
import { refundOrder } from '../../../trade/refund-order.ts';
import { orders } from '../../../model/order-kind.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import { refuse } from '../../engine/user-errors.ts';
import { visibleOrder } from './find-orders.ts';
import { fulfillmentNode } from './fulfillment-fields.ts';
import { refundNode } from './payment-fields.ts';
import type { RefundLineInput } from './suggested-refund.ts';

type TransactionInput = {
  readonly amount: string;
  readonly gateway: string;
  readonly kind: string;
  readonly parentId?: string | null;
};

type RefundInput = {
  readonly orderId: string;
  readonly note?: string | null;
  readonly processedAt?: number | null;
  readonly allowOverRefunding?: boolean | null;
  readonly discrepancyReason?: string | null;
  readonly refundLineItems?: readonly RefundLineInput[] | null;
  readonly shipping?: { amount?: string | null; fullRefund?: boolean | null } | null;
  readonly transactions?: readonly TransactionInput[] | null;
  readonly refundMethods?:
    | readonly {
        storeCreditRefund?: {
          amount: { amount: string };
          expiresAt?: number | null;
        } | null;
      }[]
    | null;
};

const REASONS: Readonly<Record<string, string>> = {
  CUSTOMER: 'Customer',
  DAMAGE: 'Damage',
  RESTOCK: 'Restock',
  OTHER: 'Refund discrepancy',
};

/** Money given back in it, payment by payment; without any, no money moves. */
function moneyOf(input: RefundInput, currency: string): GiveBack[] {
  const back = (input.transactions ?? []).map(({ amount, gateway, parentId }): GiveBack => ({
    parentId: parentId ? idOf(parentId, 'OrderTransaction') : null,
    gateway,
    amountMinor: parseMoney(amount, currency) ?? 0,
  }));
  const credit = (input.refundMethods ?? []).flatMap(({ storeCreditRefund }): GiveBack[] => {
    if (!storeCreditRefund) return [];
    const amountMinor = parseMoney(storeCreditRefund.amount.amount, currency) ?? 0;
    const expiresAt = storeCreditRefund.expiresAt ?? null;
    return [{ parentId: null, gateway: 'shopify_store_credit', amountMinor, expiresAt }];
  });
  return [...back, ...credit];
}

function shippingOf({ shipping }: RefundInput, currency: string) {
  if (!shipping) return null;
  if (shipping.fullRefund) return { full: true } as const;
  return { amountMinor: parseMoney(shipping.amount ?? '0', currency) ?? 0 };
}

/** What no refund may hold, refused in the words of the recorded answers. */
function wrongTransactions({ transactions }: RefundInput) {
  for (const { kind, parentId } of transactions ?? []) {
    if (kind !== 'REFUND') {
      return refuse(null, `Kind ${kind.toLowerCase()} is not a valid transaction`);
    }
    if (!parentId) {
      return refuse(['transactions'], 'Transactions require a parent_id associated with the order');
    }
  }
  return null;
}

function createRefund(input: RefundInput, context: AdminContext) {
  const { world, shop, userId } = context;
  const orderId = idOf(input.orderId, 'Order');
  const wrong = wrongTransactions(input);
  if (wrong !== null) return { ...wrong, order: visibleOrder(orderId, context) };
  const made = refundOrder(world, shop.id, {
    orderId,
    lines: (input.refundLineItems ?? []).map((line) => ({
      lineId: idOf(line.lineItemId, 'LineItem'),
      quantity: line.quantity,
      restockType: (line.restockType ?? 'NO_RESTOCK').toLowerCase() as RefundLine['restockType'],
      ...(line.locationId ? { locationId: idOf(line.locationId, 'Location') } : {}),
    })),
    shipping: shippingOf(input, shop.currency),
    money: moneyOf(input, shop.currency),
    note: input.note ?? null,
    ...(input.discrepancyReason ? { reason: REASONS[input.discrepancyReason] ?? 'Other' } : {}),
    allowsOverRefund: input.allowOverRefunding ?? false,
    userId,
    ...(input.processedAt ? { at: input.processedAt } : {}),
  });
  if (!made.ok) {
    const order = visibleOrder(orderId, context);
    return { order, ...refuse(made.field, made.message) };
  }
  const { order, refund } = made.value;
  return { order, refund: refundNode(order, refund) };
}

type TrackingInput = {
  readonly company?: string | null;
  readonly number?: string | null;
  readonly url?: string | null;
};

type FulfillmentInput = {
  readonly lineItemsByFulfillmentOrder: readonly {
    readonly fulfillmentOrderId: string;
    readonly fulfillmentOrderLineItems?:
      readonly { readonly id: string; readonly quantity: number }[] | null;
  }[];
  readonly trackingInfo?: TrackingInput | null;
};

const trackingOf = (info: TrackingInput | null | undefined) => ({
  trackingCompany: info?.company ?? null,
  trackingNumber: info?.number ?? null,
  trackingUrl: info?.url ?? null,
});

function createFulfillment(input: FulfillmentInput, { world, shop }: AdminContext) {
  const [first] = input.lineItemsByFulfillmentOrder;
  if (first === undefined || input.lineItemsByFulfillmentOrder.length > 1) {
    const words = 'All fulfillment orders must belong to the same order.';
    return refuse(['fulfillment', 'lineItemsByFulfillmentOrder'], words);
  }
  const items = first.fulfillmentOrderLineItems;
  const sent = fulfilOrder(world, shop.id, {
    orderId: idOf(first.fulfillmentOrderId, 'FulfillmentOrder'),
    ...(items
      ? {
          lines: items.map(({ id, quantity }) => ({
            lineId: idOf(id, 'FulfillmentOrderLineItem'),
            quantity,
          })),
        }
      : {}),
    ...trackingOf(input.trackingInfo),
  });
  if (!sent.ok) return refuse(sent.field, sent.message);
  return { fulfillment: fulfillmentNode(sent.value.order, sent.value.fulfillment) };
}

function orderIdOf(fulfillmentId: number, { world, shop }: AdminContext): number {
  return world.store.findOne(orders, shop.id, 'fulfillment_id', fulfillmentId)?.id ?? 0;
}

export const refundMutations: Resolvers = {
  refundCreate: (_parent, { input }: { input: RefundInput }, context) =>
    createRefund(input, context),
  fulfillmentCreate: (_parent, args: { fulfillment: FulfillmentInput }, context) =>
    createFulfillment(args.fulfillment, context),
  fulfillmentCreateV2: (_parent, args: { fulfillment: FulfillmentInput }, context) =>
    createFulfillment(args.fulfillment, context),
  fulfillmentCancel: (_parent, { id }: { id: string }, context) => {
    const fulfillmentId = idOf(id, 'Fulfillment');
    const orderId = orderIdOf(fulfillmentId, context);
    const done = cancelFulfillment(context.world, context.shop.id, { orderId, fulfillmentId });
    if (!done.ok) return refuse(done.field, done.message);
    return { fulfillment: fulfillmentNode(done.value.order, done.value.fulfillment) };
  },
  fulfillmentTrackingInfoUpdate: (
    _parent,
    args: { fulfillmentId: string; trackingInfoInput: TrackingInput },
    context,
  ) => {
    const fulfillmentId = idOf(args.fulfillmentId, 'Fulfillment');
    const done = changeFulfillment(context.world, context.shop.id, {
      orderId: orderIdOf(fulfillmentId, context),
      fulfillmentId,
      change: (one) => ({ ...one, ...trackingOf(args.trackingInfoInput) }),
    });
    if (!done.ok) return refuse(done.field, done.message);
    return { fulfillment: fulfillmentNode(done.value.order, done.value.fulfillment) };
  },
};

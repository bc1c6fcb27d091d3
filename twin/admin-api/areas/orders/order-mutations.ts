/** `orderUpdate`, `orderClose`, `orderMarkAsPaid`, `orderCancel` and their like. */
import { parseMoney } from '../../../money/money.ts';
import { cancelOrderLater, type Cancellation } from '../../../trade/cancel-order.ts';
import { capture, markAsPaid, payOrder } from '../../../trade/pay-order.ts';
import type { Outcome } from '../../../trade/refusal.ts';
import {
  closeOrder,
  deleteOrder,
  openOrder,
  setOrderCustomer,
  updateOrder,
} from '../../../trade/update-order.ts';
import type { NewAddress } from '../../../trade/customers.ts';
import type { Order } from '../../../model/order.ts';
import type { Resolvers } from '../../engine/area.ts';
import { idOf } from '../../engine/gid.ts';
import { refuse } from '../../engine/user-errors.ts';
import { setOwnMetafields } from '../metafields/set-metafields.ts';
import { visibleOrder } from './find-orders.ts';
import { transactionNode } from './payment-fields.ts';

/** The payload of a verb that gives an order: the order, or why not. */
function orderPayload(outcome: Outcome<Order>, order: Order | null = null) {
  if (outcome.ok) return { order: outcome.value };
  return { order, ...refuse(outcome.field, outcome.message, outcome.code) };
}

type Attribute = { readonly key: string; readonly value: string };

type OrderInput = {
  readonly id: string;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly customAttributes?: readonly Attribute[] | null;
  readonly shippingAddress?: MailingAddressInput | null;
  readonly metafields?: Parameters<typeof setOwnMetafields>[2] | null;
};

type MailingAddressInput = {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly provinceCode?: string | null;
  readonly countryCode?: string | null;
  readonly phone?: string | null;
};

/** An address as it comes in; `country` is the shop's where none is given. */
export function addressOf(input: MailingAddressInput, countryCode: string): NewAddress {
  const { firstName, lastName, company, address1, address2, city, zip, phone } = input;
  const fields = { firstName, lastName, company, address1, address2, city, zip, phone };
  const given = Object.entries({ ...fields, provinceCode: input.provinceCode }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(given), countryCode: input.countryCode ?? countryCode };
}

const changes: Resolvers = {
  orderUpdate: (_parent, { input }: { input: OrderInput }, context) => {
    const { world, shop } = context;
    const { id, note, tags, email, phone, customAttributes, shippingAddress, metafields } = input;
    const words = {
      ...(note === undefined ? {} : { note }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(tags ? { tags } : {}),
      ...(customAttributes ? { attributes: attributesIn(customAttributes) } : {}),
      ...(shippingAddress ? { shippingAddress: addressOf(shippingAddress, shop.countryCode) } : {}),
    };
    const number = idOf(id, 'Order');
    if (Object.keys(input).length === 1) {
      return refuse(null, 'No valid update parameters have been provided');
    }
    const updated = updateOrder(world, shop.id, { id: number, words });
    if (updated.ok && metafields) {
      setOwnMetafields(context, { kind: 'Order', id: number }, metafields);
    }
    return orderPayload(updated);
  },
  orderClose: (_parent, { input }: { input: { id: string } }, { world, shop }) =>
    orderPayload(closeOrder(world, shop.id, idOf(input.id, 'Order'))),
  orderOpen: (_parent, { input }: { input: { id: string } }, { world, shop }) =>
    orderPayload(openOrder(world, shop.id, idOf(input.id, 'Order'))),
  orderDelete: (_parent, { orderId }: { orderId: string }, { world, shop }) => {
    const deleted = deleteOrder(world, shop.id, idOf(orderId, 'Order'));
    return deleted.ok
      ? { deletedId: orderId }
      : refuse(deleted.field, deleted.message, deleted.code);
  },
  orderCustomerSet: (_parent, args: { orderId: string; customerId: string }, { world, shop }) =>
    orderPayload(
      setOrderCustomer(world, shop.id, {
        id: idOf(args.orderId, 'Order'),
        customerId: idOf(args.customerId, 'Customer'),
      }),
    ),
  orderCustomerRemove: (_parent, { orderId }: { orderId: string }, { world, shop }) =>
    orderPayload(
      setOrderCustomer(world, shop.id, { id: idOf(orderId, 'Order'), customerId: null }),
    ),
};

export const attributesIn = (list: readonly Attribute[]) =>
  list.map(({ key, value }) => ({ name: key, value }));

type CaptureInput = {
  readonly id: string;
  readonly amount: string;
  readonly parentTransactionId: string;
};

const payments: Resolvers = {
  orderMarkAsPaid: (_parent, { input }: { input: { id: string } }, context) => {
    const { world, shop } = context;
    const orderId = idOf(input.id, 'Order');
    const paid = markAsPaid(world, shop.id, { orderId });
    return orderPayload(paid, paid.ok ? null : visibleOrder(orderId, context));
  },
  orderCreateManualPayment: (
    _parent,
    args: { id: string; amount?: { amount: string } | null; paymentMethodName?: string | null },
    { world, shop },
  ) => {
    const amountMinor = args.amount ? parseMoney(args.amount.amount, shop.currency) : null;
    return orderPayload(
      payOrder(world, shop.id, {
        orderId: idOf(args.id, 'Order'),
        ...(amountMinor === null ? {} : { amountMinor }),
        ...(args.paymentMethodName ? { gateway: args.paymentMethodName } : {}),
      }),
    );
  },
  orderCapture: (_parent, { input }: { input: CaptureInput }, { world, shop }) => {
    const taken = capture(world, shop.id, {
      orderId: idOf(input.id, 'Order'),
      parentId: idOf(input.parentTransactionId, 'OrderTransaction'),
      amountMinor: parseMoney(input.amount, shop.currency) ?? 0,
    });
    if (!taken.ok) return refuse(taken.field, taken.message, taken.code);
    return { transaction: transactionNode(taken.value.order, taken.value.transaction) };
  },
};

type CancelArgs = {
  readonly orderId: string;
  readonly reason: string;
  readonly restock: boolean;
  readonly refund?: boolean | null;
  readonly refundMethod?: {
    readonly originalPaymentMethodsRefund?: boolean | null;
    readonly storeCreditRefund?: { readonly expiresAt?: number | null } | null;
  } | null;
  readonly staffNote?: string | null;
};

/** `orderCancelUserErrors` beside the old `userErrors`, the same in both. */
const cancelled: Resolvers = {
  orderCancel: (_parent, args: CancelArgs, { world, shop, userId }) => {
    const hasBoth = args.refund !== null && args.refund !== undefined && args.refundMethod;
    if (hasBoth) {
      const words = 'Only one of the arguments `refund` or `refund_method` is allowed.';
      return withBothErrors(refuse(['refund'], words, 'INVALID'));
    }
    const begun = cancelOrderLater(world, shop.id, {
      orderId: idOf(args.orderId, 'Order'),
      reason: args.reason.toLowerCase() as NonNullable<Cancellation['reason']>,
      restock: args.restock,
      money: moneyOf(args),
      staffNote: args.staffNote ?? null,
      userId,
    });
    if (!begun.ok) return withBothErrors(refuse(begun.field, begun.message, begun.code));
    return { job: begun.value, orderCancelUserErrors: [], userErrors: [] };
  },
};

function moneyOf({ refund, refundMethod }: CancelArgs): NonNullable<Cancellation['money']> {
  const credit = refundMethod?.storeCreditRefund;
  if (credit) return { toStoreCredit: true, expiresAt: credit.expiresAt ?? null };
  return refund || refundMethod?.originalPaymentMethodsRefund ? 'suggested' : 'none';
}

const withBothErrors = ({ userErrors }: ReturnType<typeof refuse>) => ({
  userErrors,
  orderCancelUserErrors: userErrors,
});

export const orderMutations: Resolvers = { ...changes, ...payments, ...cancelled };

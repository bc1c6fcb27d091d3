/** `orderEditBegin`, its steps, and `orderEditCommit`. */
import { parseMoney } from '../../../money/money.ts';
import { commitEdit } from '../../../trade/commit-edit.ts';
import {
  addToEdit,
  beginEdit,
  discountInEdit,
  type Editing,
  findEdit,
  setEditQuantity,
} from '../../../trade/edit-order.ts';
import type { Outcome } from '../../../trade/refusal.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import { refuse } from '../../engine/user-errors.ts';
import { calculatedLine, editNode } from './edit-fields.ts';

/** Numbers in a `CalculatedLineItem`'s gid are those of the line. */
const lineIdOf = (gid: string) => idOf(gid, 'CalculatedLineItem', 'LineItem');
const editIdOf = (gid: string) => idOf(gid, 'CalculatedOrder', 'OrderEditSession');

function step(outcome: Outcome<Editing>, lineId: number | null, context: AdminContext) {
  if (!outcome.ok) return refuse(outcome.field, outcome.message);
  const calculatedOrder = editNode(outcome.value, context);
  return {
    calculatedOrder,
    orderEditSession: { id: calculatedOrder.id },
    calculatedLineItem: lineId === null ? null : (calculatedLine(calculatedOrder, lineId) ?? null),
  };
}

type AddVariantArgs = {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  readonly allowDuplicates?: boolean | null;
};

type CustomItemArgs = {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly price: { readonly amount: string; readonly currencyCode: string };
  readonly taxable?: boolean | null;
  readonly requiresShipping?: boolean | null;
};

type DiscountArgs = {
  readonly id: string;
  readonly lineItemId: string;
  readonly discount: {
    readonly description?: string | null;
    readonly fixedValue?: { readonly amount: string } | null;
    readonly percentValue?: number | null;
  };
};

function addCustomItem(args: CustomItemArgs, context: AdminContext) {
  const { world, shop } = context;
  if (args.price.currencyCode !== shop.currency) {
    return refuse(['price', 'amount'], `Currency must be ${shop.currency}.`);
  }
  const priceMinor = parseMoney(args.price.amount, shop.currency) ?? 0;
  if (priceMinor < 0) return refuse(['price', 'amount'], 'must be greater than or equal to 0');
  if (args.title.length > 255) {
    return refuse(['title'], 'is too long (maximum is 255 characters)');
  }
  const { title, quantity } = args;
  const line = {
    variantId: null,
    title,
    quantity,
    priceMinor,
    taxable: args.taxable ?? true,
    requiresShipping: args.requiresShipping ?? true,
  };
  const added = addToEdit(world, shop.id, { id: editIdOf(args.id), line });
  return step(added, added.ok ? added.value.line.id : null, context);
}

function addDiscount(args: DiscountArgs, context: AdminContext) {
  const { world, shop } = context;
  const { description, fixedValue, percentValue } = args.discount;
  const value = fixedValue
    ? { type: 'amount' as const, amountMinor: parseMoney(fixedValue.amount, shop.currency) ?? 0 }
    : { type: 'percentage' as const, percentage: (percentValue ?? 0) / 100 };
  const lineId = lineIdOf(args.lineItemId);
  const discount = { description: description ?? '', value };
  const made = discountInEdit(world, shop.id, { id: editIdOf(args.id), lineId, discount });
  if (!made.ok) return refuse(['id'], made.message);
  const id = made.value.session.discounts.find((one) => one.lineId === lineId)?.discount.id;
  const staged = { id: id ?? made.value.session.id, description, value: null };
  return { ...step(made, lineId, context), addedDiscountStagedChange: staged };
}

type SetQuantityArgs = {
  readonly id: string;
  readonly lineItemId: string;
  readonly quantity: number;
  readonly restock?: boolean | null;
};

type CommitArgs = {
  readonly id: string;
  readonly notifyCustomer?: boolean | null;
  readonly staffNote?: string | null;
};

type RemoveDiscountArgs = { readonly id: string; readonly discountApplicationId: string };

function removeDiscount(args: RemoveDiscountArgs, context: AdminContext) {
  const { world, shop } = context;
  const found = findEdit(world, shop.id, editIdOf(args.id));
  if (!found.ok) return refuse(found.field, found.message, 'INVALID');
  const wanted = Number(args.discountApplicationId.split('/').at(-1));
  const { discounts, added } = found.value.session;
  const lineId =
    discounts.find(({ discount }) => discount.id === wanted)?.lineId ??
    added.find(({ discount }) => discount?.id === wanted)?.id ??
    0;
  const id = found.value.session.id;
  return step(discountInEdit(world, shop.id, { id, lineId, discount: null }), null, context);
}

export const editMutations: Resolvers = {
  orderEditBegin: (_parent, { id }: { id: string }, context) =>
    step(beginEdit(context.world, context.shop.id, idOf(id, 'Order')), null, context),
  orderEditAddVariant: (_parent, args: AddVariantArgs, context) => {
    const variantId = idOf(args.variantId, 'ProductVariant');
    const added = addToEdit(context.world, context.shop.id, {
      id: editIdOf(args.id),
      line: { variantId, quantity: args.quantity },
      allowsDuplicates: args.allowDuplicates ?? false,
    });
    return step(added, added.ok ? added.value.line.id : null, context);
  },
  orderEditAddCustomItem: (_parent, args: CustomItemArgs, context) => addCustomItem(args, context),
  orderEditSetQuantity: (_parent, args: SetQuantityArgs, context) => {
    const lineId = lineIdOf(args.lineItemId);
    const { quantity } = args;
    const restock = args.restock ?? false;
    const change = { id: editIdOf(args.id), lineId, quantity, restock };
    return step(setEditQuantity(context.world, context.shop.id, change), lineId, context);
  },
  orderEditAddLineItemDiscount: (_parent, args: DiscountArgs, context) =>
    addDiscount(args, context),
  orderEditRemoveDiscount: (_parent, args: RemoveDiscountArgs, context) =>
    removeDiscount(args, context),
  orderEditRemoveLineItemDiscount: (_parent, args: RemoveDiscountArgs, context) =>
    removeDiscount(args, context),
  orderEditCommit: (_parent, args: CommitArgs, { world, shop }) => {
    const order = commitEdit(world, shop.id, {
      id: editIdOf(args.id),
      staffNote: args.staffNote ?? null,
      notifiesCustomer: args.notifyCustomer ?? false,
    });
    if (!order.ok) return refuse(order.field, order.message);
    return { order: order.value, successMessages: ['Order updated'] };
  },
};

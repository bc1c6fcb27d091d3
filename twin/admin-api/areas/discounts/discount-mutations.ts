/** Creating and changing discounts: one row for each mutation. */
import type { Discount } from '../../../model/discount.ts';
import { discounts } from '../../../model/kinds.ts';
import {
  activateDiscount,
  createDiscount,
  deactivateDiscount,
  deleteDiscount,
  type DiscountOutcome,
  PLAIN_DISCOUNT,
  updateDiscount,
} from '../../../trade/discounts.ts';
import type { Refusal } from '../../../trade/refusal.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import type { UserError } from '../../engine/user-errors.ts';
import { setOwnMetafields } from '../metafields/set-metafields.ts';
import { nodeKindOf, typedDiscount } from './discount-fields.ts';
import { fieldsFrom } from './discount-input.ts';
import type { DiscountInput } from './input-types.ts';
import { findFunction, inputErrors } from './input-errors.ts';

type Row = {
  readonly argument: string;
  readonly method: Discount['method'];
  readonly kind: Discount['kind'];
};

const ROWS: Readonly<Record<string, Row>> = {
  discountCodeBasic: { argument: 'basicCodeDiscount', method: 'code', kind: 'basic' },
  discountCodeBxgy: { argument: 'bxgyCodeDiscount', method: 'code', kind: 'bxgy' },
  discountCodeFreeShipping: {
    argument: 'freeShippingCodeDiscount',
    method: 'code',
    kind: 'free_shipping',
  },
  discountCodeApp: { argument: 'codeAppDiscount', method: 'code', kind: 'app' },
  discountAutomaticBasic: {
    argument: 'automaticBasicDiscount',
    method: 'automatic',
    kind: 'basic',
  },
  discountAutomaticBxgy: { argument: 'automaticBxgyDiscount', method: 'automatic', kind: 'bxgy' },
  discountAutomaticFreeShipping: {
    argument: 'freeShippingAutomaticDiscount',
    method: 'automatic',
    kind: 'free_shipping',
  },
  discountAutomaticApp: { argument: 'automaticAppDiscount', method: 'automatic', kind: 'app' },
};

const payloadName = ({ method, kind }: Row) => {
  if (kind === 'app') return method === 'code' ? 'codeAppDiscount' : 'automaticAppDiscount';
  return method === 'code' ? 'codeDiscountNode' : 'automaticDiscountNode';
};

function payload(row: Row, discount: Discount) {
  const node = row.kind === 'app' ? typedDiscount(discount) : discount;
  return { [payloadName(row)]: node };
}

/** Paths of the verb lie within the input, but for those of the id. */
function userErrors(
  all: readonly Refusal[],
  argument: string,
  input: DiscountInput = {},
): { userErrors: UserError[] } {
  // Who asked by the older name is answered by it.
  const named = (name: string) =>
    name === 'context' && input.customerSelection ? 'customerSelection' : name;
  return {
    userErrors: all.map(({ field, message, code }) => ({
      field: field === null || field[0] === 'id' ? field : [argument, ...field.map(named)],
      message,
      code: code === '' ? null : code,
    })),
  };
}

function appOf(input: DiscountInput, row: Row, context: AdminContext): Discount['app'] {
  if (row.kind !== 'app') return null;
  const found = findFunction(input, context);
  return found === null ? null : { appId: context.app.id, functionHandle: found.handle };
}

function create(row: Row, input: DiscountInput, context: AdminContext) {
  const { world, shop, app } = context;
  const wrong = inputErrors(input, { ...row, isNew: true }, context);
  const base = {
    ...PLAIN_DISCOUNT,
    ...{ method: row.method, kind: row.kind, title: '', startsAt: world.clock.now() },
    app: appOf(input, row, context),
    createdByAppId: app.id,
  };
  if (wrong.length > 0) return { userErrors: wrong };
  const fields = fieldsFrom(input, { base, currency: shop.currency });
  return finish(row, createDiscount(world, shop.id, { fields, code: input.code ?? null }), {
    input,
    context,
  });
}

function update(row: Row, args: { id: string; input: DiscountInput }, context: AdminContext) {
  const { world, shop } = context;
  const { input } = args;
  const kind = row.method === 'code' ? 'DiscountCodeNode' : 'DiscountAutomaticNode';
  const id = idOf(args.id, kind);
  const old = world.store.get(discounts, shop.id, id);
  if (old?.method !== row.method) {
    return { userErrors: [{ field: ['id'], message: 'Discount does not exist', code: null }] };
  }
  const wrong = inputErrors(input, { ...row, isNew: false }, context);
  if (wrong.length > 0) return { userErrors: wrong };
  // An update by another kind's mutation makes the discount one of that kind, as Shopify does.
  const base = { ...old, kind: row.kind, app: appOf(input, row, context) ?? old.app };
  const fields = fieldsFrom(input, { base, currency: shop.currency });
  const code = typeof input.code === 'string' ? { code: input.code } : {};
  return finish(row, updateDiscount(world, shop.id, { id, fields, ...code }), { input, context });
}

function finish(
  row: Row,
  outcome: DiscountOutcome,
  { input, context }: { input: DiscountInput; context: AdminContext },
) {
  if (!outcome.ok) return userErrors(outcome.all, row.argument, input);
  const { value } = outcome;
  setOwnMetafields(context, { kind: 'DiscountNode', id: value.id }, input.metafields, [
    row.argument,
    'metafields',
  ]);
  return payload(row, value);
}

type Args = Readonly<Record<string, DiscountInput>> & { readonly id: string };

const made: Resolvers = Object.fromEntries(
  Object.entries(ROWS).flatMap(([name, row]) => [
    [
      `${name}Create`,
      (_parent: unknown, args: unknown, context: AdminContext) =>
        create(row, (args as Args)[row.argument] as DiscountInput, context),
    ],
    [
      `${name}Update`,
      (_parent: unknown, args: unknown, context: AdminContext) => {
        const { id } = args as Args;
        const input = (args as Args)[row.argument] as DiscountInput;
        return update(row, { id, input }, context);
      },
    ],
  ]),
);

type IdArgs = { readonly id: string };

/** `discountCode…` and `discountAutomatic…` of the same verb. */
function switches(method: Discount['method']): Resolvers {
  const prefix = method === 'code' ? 'discountCode' : 'discountAutomatic';
  const row = { argument: 'id', method, kind: 'basic' } as const;
  const which = ({ id }: IdArgs) => ({
    id: idOf(id, 'DiscountCodeNode', 'DiscountAutomaticNode'),
    method,
  });
  const told = (outcome: DiscountOutcome) =>
    outcome.ok ? payload(row, outcome.value) : userErrors(outcome.all, 'id');
  return {
    [`${prefix}Activate`]: (_parent, args: IdArgs, { world, shop }) =>
      told(activateDiscount(world, shop.id, which(args))),
    [`${prefix}Deactivate`]: (_parent, args: IdArgs, { world, shop }) =>
      told(deactivateDiscount(world, shop.id, which(args))),
    [`${prefix}Delete`]: (_parent, args: IdArgs, { world, shop }) => {
      const outcome = deleteDiscount(world, shop.id, which(args));
      if (!outcome.ok) return userErrors(outcome.all, 'id');
      const name = method === 'code' ? 'deletedCodeDiscountId' : 'deletedAutomaticDiscountId';
      return { [name]: toGid(nodeKindOf({ method }), outcome.value) };
    },
  };
}

export const discountMutations: Resolvers = {
  ...made,
  ...switches('code'),
  ...switches('automatic'),
};

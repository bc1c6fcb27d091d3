/**
 * Inputs of the discount mutations as fields of a discount. What an update leaves out stays as it
 * was; lists are given as what to add and what to remove.
 */
import type {
  Discount,
  DiscountContext,
  DiscountItems,
  DiscountValue,
} from '../../../model/discount.ts';
import { parseMoney } from '../../../money/money.ts';
import type { DiscountFields } from '../../../trade/discounts.ts';
import { coded, notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import type {
  AddRemove,
  DiscountInput,
  Ids,
  ItemsInput,
  MinimumInput,
  SelectionInput,
  ValueInput,
} from './input-types.ts';

type Reading = { readonly base: DiscountFields; readonly currency: string };

/** `base` with what the input says. */
export function fieldsFrom(input: DiscountInput, { base, currency }: Reading): DiscountFields {
  const said = <K extends keyof DiscountInput>(name: K) => input[name] !== undefined;
  const { customerGets: gets } = input;
  return {
    ...base,
    title: input.title ?? (said('title') ? '' : base.title),
    startsAt: input.startsAt ?? base.startsAt,
    endsAt: said('endsAt') ? (input.endsAt ?? null) : base.endsAt,
    usageLimit: said('usageLimit') ? (input.usageLimit ?? null) : base.usageLimit,
    oncePerCustomer: input.appliesOncePerCustomer ?? base.oncePerCustomer,
    onOneTimePurchase:
      input.appliesOnOneTimePurchase ?? gets?.appliesOnOneTimePurchase ?? base.onOneTimePurchase,
    onSubscription:
      input.appliesOnSubscription ?? gets?.appliesOnSubscription ?? base.onSubscription,
    recurringCycleLimit: input.recurringCycleLimit ?? base.recurringCycleLimit,
    usesPerOrderMax: said('usesPerOrderLimit')
      ? numberOrNull(input.usesPerOrderLimit)
      : base.usesPerOrderMax,
    tags: input.tags ?? base.tags,
    classes: input.discountClasses ?? base.classes,
    context: contextFrom(input.context ?? selectionOf(input), base.context),
    combinesWith: combinationsFrom(input, base),
    minimum: said('minimumRequirement')
      ? minimumFrom(input.minimumRequirement, currency)
      : base.minimum,
    gets: getsFrom(input, { base, currency }),
    buys: buysFrom(input, { base, currency }),
    shipping: shippingFrom(input, { base, currency }),
  };
}

const numberOrNull = (value: string | number | null | undefined) =>
  value === null || value === undefined ? null : Number(value);

function merged<T extends string | number>(
  present: readonly T[],
  { add, remove }: { add: readonly T[]; remove: readonly T[] },
): T[] {
  return [...new Set([...present.filter((one) => !remove.includes(one)), ...add])];
}

const idsOf = (gids: Ids | undefined, kind: string) =>
  (gids ?? []).map((gid) => (gid.startsWith('gid:') ? idOf(gid, kind) : Number(gid)));

function changed(present: readonly number[], input: AddRemove | undefined, kind: string) {
  const [add, remove] = [idsOf(input?.add, kind), idsOf(input?.remove, kind)];
  if (add.some((id) => remove.includes(id))) {
    const words =
      kind === 'Customer'
        ? 'A customer id is present in `add` and `remove` fields'
        : `The same ${kind} id is present in both 'add' and 'remove' fields`;
    throw coded(words, 'BAD_REQUEST');
  }
  return merged(present, { add, remove });
}

function itemsFrom(
  input: ItemsInput | null | undefined,
  present: DiscountItems | undefined,
): DiscountItems {
  if (input === null || input === undefined) return present ?? { type: 'all' };
  if (input.all) return { type: 'all' };
  if (input.collections) {
    const old = present?.type === 'collections' ? present.collectionIds : [];
    return { type: 'collections', collectionIds: changed(old, input.collections, 'Collection') };
  }
  const old = present?.type === 'products' ? present : { productIds: [], variantIds: [] };
  const { products } = input;
  return {
    type: 'products',
    productIds: changed(
      old.productIds,
      { add: products?.productsToAdd ?? null, remove: products?.productsToRemove ?? null },
      'Product',
    ),
    variantIds: changed(
      old.variantIds,
      {
        add: products?.productVariantsToAdd ?? null,
        remove: products?.productVariantsToRemove ?? null,
      },
      'ProductVariant',
    ),
  };
}

function valueFrom(
  input: ValueInput | null | undefined,
  { present, currency }: { present: DiscountValue | undefined; currency: string },
): DiscountValue {
  const kinds = [input?.percentage, input?.discountAmount, input?.discountOnQuantity];
  if (kinds.filter((one) => one !== null && one !== undefined).length > 1) {
    const words =
      'A discount can only have one of percentage, discountOnQuantity or discountAmount.';
    throw coded(words, 'BAD_REQUEST');
  }
  const { percentage, discountAmount, discountOnQuantity } = input ?? {};
  if (percentage !== null && percentage !== undefined) return { type: 'percentage', percentage };
  if (discountAmount) {
    const amountMinor = parseMoney(discountAmount.amount ?? '0', currency) ?? 0;
    return { type: 'amount', amountMinor, onEachItem: discountAmount.appliesOnEachItem ?? false };
  }
  if (discountOnQuantity) {
    const { effect } = discountOnQuantity;
    return {
      type: 'quantity',
      quantity: numberOrNull(discountOnQuantity.quantity) ?? 0,
      effect: effect?.amount
        ? { type: 'amount', amountMinor: parseMoney(effect.amount, currency) ?? 0 }
        : { type: 'percentage', percentage: effect?.percentage ?? 0 },
    };
  }
  return present ?? { type: 'percentage', percentage: 0 };
}

function getsFrom({ customerGets }: DiscountInput, { base, currency }: Reading) {
  if (base.kind === 'app' || base.kind === 'free_shipping') return null;
  if (!customerGets) return base.gets;
  return {
    items: itemsFrom(customerGets.items, base.gets?.items),
    value: valueFrom(customerGets.value, { present: base.gets?.value, currency }),
  };
}

function buysFrom({ customerBuys }: DiscountInput, { base, currency }: Reading): Discount['buys'] {
  if (base.kind !== 'bxgy' || !customerBuys) return base.buys;
  const { value } = customerBuys;
  return {
    items: itemsFrom(customerBuys.items, base.buys?.items),
    value: value?.amount
      ? { type: 'amount', amountMinor: parseMoney(value.amount, currency) ?? 0 }
      : value
        ? { type: 'quantity', quantity: numberOrNull(value.quantity) ?? 0 }
        : (base.buys?.value ?? { type: 'quantity', quantity: 0 }),
  };
}

function shippingFrom(input: DiscountInput, { base, currency }: Reading): Discount['shipping'] {
  if (base.kind !== 'free_shipping') return null;
  const { destination, maximumShippingPrice: price } = input;
  const present = base.shipping ?? { countryCodes: null, priceMaxMinor: null };
  const [add, remove] = [destination?.countries?.add ?? [], destination?.countries?.remove ?? []];
  if (add.some((code) => remove.includes(code))) {
    throw coded('A country code is present in `add` and `remove` field', 'BAD_REQUEST');
  }
  return {
    countryCodes: destination?.all
      ? null
      : destination?.countries
        ? merged(present.countryCodes ?? [], { add, remove })
        : present.countryCodes,
    priceMaxMinor:
      price === undefined
        ? present.priceMaxMinor
        : price === null
          ? null
          : parseMoney(price, currency),
  };
}

/** The older name of `context`, which may not be all and some at once. */
function selectionOf({ customerSelection: selection }: DiscountInput) {
  if (!selection?.all) return selection;
  const start = 'A discount cannot have customerSelection set to all, when ';
  if (selection.customers) {
    throw coded(`${start}customers or customerSavedSearches is specified.`, 'BAD_REQUEST');
  }
  if (selection.customerSegments) {
    throw coded(`${start}customerSegments is specified.`, 'BAD_REQUEST');
  }
  return selection;
}

function contextFrom(
  input: SelectionInput | null | undefined,
  present: DiscountContext,
): DiscountContext {
  if (!input) return present;
  if (input.markets) throw notImplemented('DiscountContextInput.markets');
  if (input.customers) {
    const old = present.type === 'customers' ? present.customerIds : [];
    return { type: 'customers', customerIds: changed(old, input.customers, 'Customer') };
  }
  if (input.customerSegments) {
    const old = present.type === 'segments' ? present.segmentIds : [];
    return { type: 'segments', segmentIds: changed(old, input.customerSegments, 'Segment') };
  }
  return { type: 'all' };
}

function combinationsFrom(input: DiscountInput, base: DiscountFields): Discount['combinesWith'] {
  const { combinesWith: old } = base;
  const given = input.combinesWith;
  const tags = given?.productDiscountsWithTagsOnSameCartLine;
  if (tags?.add?.some((tag) => tags.remove?.includes(tag))) {
    const words =
      'The same tag is present in both `add` and `remove` fields of ' +
      '`productDiscountsWithTagsOnSameCartLine`.';
    throw coded(words, 'BAD_REQUEST');
  }
  return {
    order: given?.orderDiscounts ?? old.order,
    product: given?.productDiscounts ?? old.product,
    shipping: given?.shippingDiscounts ?? old.shipping,
    productTagsOnSameLine: merged(old.productTagsOnSameLine, {
      add: tags?.add ?? [],
      remove: tags?.remove ?? [],
    }),
  };
}

function minimumFrom(
  input: MinimumInput | null | undefined,
  currency: string,
): Discount['minimum'] {
  const quantity = numberOrNull(input?.quantity?.greaterThanOrEqualToQuantity);
  if (quantity !== null && quantity > 0) return { type: 'quantity', quantity };
  const subtotal = input?.subtotal?.greaterThanOrEqualToSubtotal;
  const amountMinor = subtotal ? parseMoney(subtotal, currency) : null;
  return amountMinor === null || amountMinor === 0 ? null : { type: 'subtotal', amountMinor };
}

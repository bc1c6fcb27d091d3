/**
 * What is wrong with a discount as somebody wants it. All of it at once, as Shopify tells it;
 * codes, paths and words are those of its recorded answers
 * (github.com/airhorns/shopify-draft-proxy, `fixtures/conformance/…/discounts`, 2026-08). Paths are
 * within the discount's own input.
 */
import type { DiscountItems, DiscountValue } from '../model/discount.ts';
import { collections, customers, discounts, products, segments } from '../model/kinds.ts';
import type { Kind } from '../store/kind.ts';
import type { World } from '../world/world.ts';
import type { DiscountFields } from './discounts.ts';
import { type Refusal, refuse } from './refusal.ts';
import { findVariant } from './stock.ts';
import { shopOf } from './tell.ts';

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/DiscountErrorCode, read 2026-11. */
const ACTIVE_AUTOMATIC_MAX = 25;

type Judged = { readonly fields: DiscountFields; readonly id: number | null };

/** In the order in which Shopify tells them; empty: nothing is wrong. */
export function discountErrors(world: World, shopId: number, judged: Judged): Refusal[] {
  const { fields } = judged;
  const shipping = shippingErrors(fields);
  // An automatic one is judged no further.
  if (shipping.length > 0 && fields.method === 'automatic') return shipping;
  return [
    ...shipping,
    ...getsErrors(fields),
    ...textErrors(fields),
    ...dateErrors(fields),
    ...numberErrors(fields),
    ...combinationErrors(world, shopId, fields),
    ...itemErrors(world, shopId, { items: fields.gets?.items, side: 'customerGets' }),
    ...itemErrors(world, shopId, { items: fields.buys?.items, side: 'customerBuys' }),
    ...buysErrors(fields),
    ...contextErrors(world, shopId, fields),
    ...overlapErrors(world, shopId, judged),
  ];
}

function textErrors({ title, kind, method }: DiscountFields): Refusal[] {
  const isApp = kind === 'app';
  if (title.trim() === '') {
    const words = isApp
      ? method === 'code'
        ? "can't be blank"
        : "Title can't be blank."
      : "Title can't be blank";
    return [refuse(isApp ? 'INVALID' : 'BLANK', ['title'], words)];
  }
  if (title.length <= 255) return [];
  const words = 'is too long (maximum is 255 characters)';
  return [refuse(isApp ? 'INVALID' : 'TOO_LONG', ['title'], isApp ? words : `Title ${words}`)];
}

function dateErrors({ startsAt, endsAt }: DiscountFields): Refusal[] {
  if (endsAt === null || endsAt > startsAt) return [];
  return [refuse('INVALID', ['endsAt'], 'Ends at needs to be after starts_at')];
}

function numberErrors(fields: DiscountFields): Refusal[] {
  const { usageLimit, tags, gets } = fields;
  const errors: Refusal[] = [];
  if (usageLimit !== null && usageLimit < 1) {
    errors.push(refuse('GREATER_THAN', ['usageLimit'], 'Usage limit must be greater than 0'));
  }
  if (tags.length > 5) {
    errors.push(refuse('TOO_MANY_TAGS', ['tags'], 'The number of tags exceeds the maximum of 5.'));
  }
  return [...errors, ...valueErrors(fields, gets?.value)];
}

function valueErrors(
  { kind, method }: DiscountFields,
  value: DiscountValue | undefined,
): Refusal[] {
  const at = (name: string) => ['customerGets', 'value', name];
  if (value?.type === 'percentage') {
    const isIn =
      value.percentage <= 1 && (method === 'code' ? value.percentage >= 0 : value.percentage > 0);
    const words = 'Value must be between 0.0 and 1.0';
    return isIn ? [] : [refuse('VALUE_OUTSIDE_RANGE', at('percentage'), words)];
  }
  if (value?.type === 'amount') {
    const field = [...at('discountAmount'), 'amount'];
    if (method === 'code' && value.amountMinor < 0) {
      return [refuse('LESS_THAN_OR_EQUAL_TO', field, 'Value must be less than or equal to 0')];
    }
    if (method === 'automatic' && value.amountMinor <= 0) {
      return [refuse('GREATER_THAN', field, 'Value must be less than 0')];
    }
    return [];
  }
  if (value?.type === 'quantity' && kind === 'basic') {
    const words = 'discountOnQuantity field is only permitted with bxgy discounts.';
    return [refuse('INVALID', at('discountOnQuantity'), words)];
  }
  return [];
}

function shippingErrors({ kind, combinesWith }: DiscountFields): Refusal[] {
  if (kind !== 'free_shipping' || !combinesWith.shipping) return [];
  const words = 'The combinesWith settings are not valid for the discount class.';
  return [refuse('INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS', ['combinesWith'], words)];
}

function combinationErrors(world: World, shopId: number, fields: DiscountFields): Refusal[] {
  const { combinesWith, classes } = fields;
  if (combinesWith.productTagsOnSameLine.length === 0) return [];
  const name = 'productDiscountsWithTagsOnSameCartLine';
  const field = ['combinesWith', name];
  const errors: Refusal[] = [];
  if (shopOf(world, shopId).plan !== 'plus') {
    const code = 'PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED';
    const words = `The shop's plan does not allow setting \`${name}\`.`;
    errors.push(refuse(code, field, words));
  }
  if (!classes.includes('PRODUCT')) {
    const code = 'INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS';
    const words =
      'Combines with product discounts with tags on same cart line is only valid for ' +
      'discounts with the PRODUCT discount class';
    errors.push(refuse(code, field, words));
  }
  return errors;
}

function itemErrors(
  world: World,
  shopId: number,
  { items, side }: { items: DiscountItems | undefined; side: string },
): Refusal[] {
  const wrong = (path: readonly string[], name: string, id: number) =>
    refuse('INVALID', [side, 'items', ...path], `${name} with id: ${id} is invalid`);
  if (items?.type === 'collections') {
    return missing(world, shopId, collections, items.collectionIds).map((id) =>
      wrong(['collections', 'add'], 'Collection', id),
    );
  }
  if (items?.type !== 'products') return [];
  const variants = items.variantIds.filter((id) => findVariant(world, shopId, id) === null);
  return [
    ...missing(world, shopId, products, items.productIds).map((id) =>
      wrong(['products', 'productsToAdd'], 'Product', id),
    ),
    ...variants.map((id) => wrong(['products', 'productVariantsToAdd'], 'Product variant', id)),
  ];
}

function missing<T extends { readonly id: number }>(
  world: World,
  shopId: number,
  kind: Kind<T>,
  ids: readonly number[],
): number[] {
  return ids.filter((id) => world.store.get(kind, shopId, id) === null);
}

function getsErrors({ kind, gets }: DiscountFields): Refusal[] {
  if (kind !== 'bxgy' || (gets !== null && gets.items.type !== 'all')) return [];
  const words = "Items in 'customer get' cannot be set to all";
  return [refuse('INVALID', ['customerGets'], words)];
}

function buysErrors({ kind, buys }: DiscountFields): Refusal[] {
  if (kind !== 'bxgy' || (buys !== null && buys.items.type !== 'all')) return [];
  const words = "Items in 'customer buys' must be defined";
  return [refuse('BLANK', ['customerBuys', 'items'], words)];
}

function contextErrors(world: World, shopId: number, { context }: DiscountFields): Refusal[] {
  if (context.type === 'all') return [];
  const isCustomers = context.type === 'customers';
  const ids = isCustomers ? context.customerIds : context.segmentIds;
  if (ids.length === 0) {
    const words = 'a minimum of one prerequisite segment or prerequisite customer must be provided';
    return [refuse('INVALID', ['context'], words)];
  }
  const lost = isCustomers
    ? missing(world, shopId, customers, ids)
    : missing(world, shopId, segments, ids);
  const [name, path] = isCustomers ? ['Customer', 'customers'] : ['Segment', 'customerSegments'];
  return lost.map((id) =>
    refuse('INVALID', ['context', path, 'add'], `${name} with id: ${id} is invalid`),
  );
}

function overlapErrors(world: World, shopId: number, { fields, id }: Judged): Refusal[] {
  if (fields.method !== 'automatic') return [];
  const now = world.clock.now();
  const isOpen = ({ endsAt }: { endsAt: number | null }) => endsAt === null || endsAt > now;
  if (!isOpen(fields)) return [];
  const others = world.store
    .find(discounts, shopId, 'method', 'automatic')
    .filter((one) => one.id !== id && isOpen(one));
  if (others.length < ACTIVE_AUTOMATIC_MAX) return [];
  const words =
    'The active period overlaps with other automatic discounts. ' +
    'At any given time, only 25 automatic discounts can be active.';
  return [refuse('ACTIVE_PERIOD_OVERLAP', ['startsAt'], words)];
}

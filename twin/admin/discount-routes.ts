/** Discounts: the list, and the rules of each in words. */
import { Hono } from 'hono';
import type { Discount, DiscountItems, DiscountValue } from '../model/discount.ts';
import { discountStatus } from '../model/discount-status.ts';
import { apps, discounts, redeemCodes } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import type { AdminOptions } from './admin-options.ts';
import { readListPage } from './page-cursor.ts';
import { sayCount, sayInstant, sayMoney, sayStatus, sayWord } from './say.ts';
import { shopPage } from './shop-page.ts';

const CODES_SHOWN = 50;

const KINDS: Readonly<Record<Discount['kind'], string>> = {
  basic: 'Amount off',
  bxgy: 'Buy X get Y',
  free_shipping: 'Free shipping',
  app: 'By an app',
};

/** Below `/store/:shop`. */
export function discountRoutes(options: AdminOptions): Hono {
  const { world } = options;
  const routes = new Hono();

  routes.get(
    '/discounts',
    shopPage(options, ({ shop, url, page }) => {
      const by = { shopId: shop.id, sort: 'created_at', isReversed: true };
      const list = readListPage(world, discounts, by, url);
      return page('discounts', 'Discounts', 'discounts', {
        list: { ...list, records: undefined },
        rows: list.records.map((discount) => describeRow(world, discount, shop)),
      });
    }),
  );

  routes.get(
    '/discounts/:id',
    shopPage(options, ({ shop, page, param, notFound }) => {
      const discount = world.store.get(discounts, shop.id, Number(param('id')));
      if (!discount) return notFound('discount');
      return page('discounts', discount.title, 'discount', {
        discount: describeRow(world, discount, shop),
        rules: describeRules(world, discount, shop),
        codes: world.store
          .find(redeemCodes, shop.id, 'discount_id', discount.id)
          .slice(0, CODES_SHOWN)
          .map(({ code, usageCount }) => ({ code, used: sayCount(usageCount, 'time') })),
      });
    }),
  );
  return routes;
}

function describeRow(world: World, discount: Discount, shop: Shop) {
  const codes = world.store.count(redeemCodes, shop.id, {
    type: 'term',
    field: 'discount_id',
    comparison: '=',
    value: String(discount.id),
    isPrefix: false,
    isQuoted: false,
  });
  return {
    id: discount.id,
    isDecidedByApp: discount.kind === 'app',
    href: `/store/${shop.handle}/discounts/${discount.id}`,
    title: discount.title,
    summary: discount.summary,
    status: sayStatus(discountStatus(discount, world.clock.now()).toLowerCase()),
    method: discount.method === 'code' ? sayCount(codes, 'code') : 'Automatic',
    kind: KINDS[discount.kind],
    used: sayCount(discount.usageCount, 'time'),
    codeCount: codes,
  };
}

function describeRules(world: World, discount: Discount, shop: Shop): string[][] {
  const { combinesWith, minimum, context } = discount;
  const combined = (['product', 'order', 'shipping'] as const).filter((each) => combinesWith[each]);
  const app = discount.app && world.store.get(apps, 0, discount.app.appId);
  return [
    ['Value', discount.gets ? sayValue(discount.gets.value, shop) : KINDS[discount.kind]],
    ['Applies to', discount.gets ? sayItems(discount.gets.items) : 'Whatever it decides'],
    ['Minimum', minimum === null ? 'None' : sayMinimum(minimum, shop)],
    ['Customers', context.type === 'all' ? 'Everybody' : sayWord(`specific ${context.type}`)],
    ['Usage limit', discount.usageLimit === null ? 'None' : `${discount.usageLimit} in all`],
    ['Each customer', discount.oncePerCustomer ? 'Once' : 'As often as they like'],
    ['Combines with', combined.length === 0 ? 'Nothing' : `${combined.join(', ')} discounts`],
    ['From', sayInstant(discount.startsAt, shop)],
    ['Until', discount.endsAt === null ? 'No end' : sayInstant(discount.endsAt, shop)],
    ...(app ? [['Decided by', app.title]] : []),
  ];
}

function sayMinimum(minimum: NonNullable<Discount['minimum']>, shop: Shop): string {
  return minimum.type === 'subtotal'
    ? `Purchase of ${sayMoney(minimum.amountMinor, shop)}`
    : sayCount(minimum.quantity, 'item');
}

function sayValue(value: DiscountValue, shop: Shop): string {
  if (value.type === 'percentage') return `${Number((value.percentage * 100).toFixed(2))}% off`;
  if (value.type === 'amount') {
    return `${sayMoney(value.amountMinor, shop)} off${value.onEachItem ? ' each item' : ''}`;
  }
  const { effect } = value;
  const off =
    effect.type === 'percentage'
      ? `${Number((effect.percentage * 100).toFixed(2))}% off`
      : `${sayMoney(effect.amountMinor, shop)} off`;
  return `${off} ${sayCount(value.quantity, 'item')}`;
}

function sayItems(items: DiscountItems): string {
  if (items.type === 'all') return 'All products';
  if (items.type === 'collections') return sayCount(items.collectionIds.length, 'collection');
  const named = [
    ...(items.productIds.length > 0 ? [sayCount(items.productIds.length, 'product')] : []),
    ...(items.variantIds.length > 0 ? [sayCount(items.variantIds.length, 'variant')] : []),
  ];
  return named.join(' and ') || 'Nothing';
}

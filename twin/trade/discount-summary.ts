/**
 * The line Shopify writes below a discount's title, e.g. `10% off entire order • One use per
 * customer` (answers of the real API recorded in github.com/airhorns/shopify-draft-proxy, 2026-08).
 */
import type { Discount, DiscountValue } from '../model/discount.ts';
import { collections, products } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { moneyWords } from './money-words.ts';
import { shopOf } from './tell.ts';

type Told = Omit<Discount, 'summary'>;

export function discountSummary(world: World, shopId: number, discount: Told): string {
  const { currency } = shopOf(world, shopId);
  const { minimum, shipping, oncePerCustomer } = discount;
  const parts = [
    headline(world, shopId, discount, currency),
    minimum?.type === 'subtotal'
      ? `Minimum purchase of ${moneyWords(minimum.amountMinor, currency)}`
      : null,
    minimum?.type === 'quantity' ? `Minimum quantity of ${minimum.quantity}` : null,
    shipping === null ? null : destinationWords(shipping.countryCodes),
    shipping === null || shipping.priceMaxMinor === null
      ? null
      : `Applies to shipping rates under ${moneyWords(shipping.priceMaxMinor, currency)}`,
    oncePerCustomer ? 'One use per customer' : null,
  ];
  return parts.filter((part) => part !== null && part !== '').join(' • ');
}

function headline(world: World, shopId: number, discount: Told, currency: string): string {
  const { kind, gets, buys } = discount;
  if (kind === 'app') return '';
  if (kind === 'free_shipping')
    return `Free shipping on ${productsWords(discount, 'all products')}`;
  const value = gets === null ? '' : valueWords(gets.value, currency);
  if (kind === 'bxgy' && gets?.value.type === 'quantity' && buys !== null) {
    const bought =
      buys.value.type === 'quantity'
        ? `Buy ${unitsWords(buys.value.quantity)}`
        : `Spend ${moneyWords(buys.value.amountMinor, currency)}`;
    return `${bought}, get ${unitsWords(gets.value.quantity)} ${value}`;
  }
  if (gets?.items.type === 'all') return `${value} off ${productsWords(discount, 'entire order')}`;
  return `${value} off ${itemWords(world, shopId, discount)}`;
}

function productsWords(discount: Told, all: string): string {
  const { method, onOneTimePurchase, onSubscription } = discount;
  // Of automatic ones it is never told (recorded: `discount-free-shipping-lifecycle`).
  if (method === 'code' && onSubscription && !onOneTimePurchase) return 'subscription products';
  return all;
}

const unitsWords = (quantity: number) => `${quantity} ${quantity === 1 ? 'item' : 'items'}`;

function valueWords(value: DiscountValue, currency: string): string {
  if (value.type === 'percentage') return percentWords(value.percentage);
  if (value.type === 'amount') return moneyWords(value.amountMinor, currency);
  const { effect } = value;
  if (effect.type === 'amount') return `at ${moneyWords(effect.amountMinor, currency)} off`;
  return effect.percentage === 1 ? 'free' : `at ${percentWords(effect.percentage)} off`;
}

const percentWords = (fraction: number) => `${Math.round(fraction * 1e6) / 1e4}%`;

function destinationWords(countryCodes: readonly string[] | null): string {
  if (countryCodes === null) return 'For all countries';
  const [only] = countryCodes;
  if (countryCodes.length !== 1 || only === undefined)
    return `For ${countryCodes.length} countries`;
  return `For ${new Intl.DisplayNames('en', { type: 'region' }).of(only) ?? only}`;
}

function itemWords(world: World, shopId: number, { gets }: Told): string {
  const items = gets?.items;
  if (items?.type === 'collections') {
    const [only] = items.collectionIds;
    if (items.collectionIds.length !== 1 || only === undefined) {
      return `${items.collectionIds.length} collections`;
    }
    return world.store.get(collections, shopId, only)?.title ?? '1 collection';
  }
  if (items?.type !== 'products') return 'entire order';
  const count = items.productIds.length + items.variantIds.length;
  const [only] = items.productIds;
  if (count !== 1 || only === undefined) return `${count} ${count === 1 ? 'product' : 'products'}`;
  return world.store.get(products, shopId, only)?.title ?? '1 product';
}

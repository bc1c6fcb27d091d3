/**
 * A cart as a function may ask about it: amounts in the buyer's currency, metafields of what it
 * touches.
 */
import type { FunctionMetafield, FunctionWorld } from '../functions/world.ts';
import type { App } from '../model/app.ts';
import { customers, metafields, products } from '../model/kinds.ts';
import type { Discount } from '../model/discount.ts';
import { presentmentMinor } from '../money/money.ts';
import type { FunctionCart } from '../pricing/function-types.ts';
import type { CartLineToPrice } from '../pricing/types.ts';
import type { FunctionCaller } from '../trade/price-basket.ts';
import { shopOf } from '../trade/tell.ts';
import type { World } from '../world/world.ts';

export type FunctionAsk = {
  readonly caller: FunctionCaller;
  readonly cart: FunctionCart;
  readonly discount: Discount;
  readonly app: App;
};

type Amount = (minor: number) => { amountMinor: number; currencyCode: string };

/** Everything one run may be told. */
export function functionWorld(world: World, ask: FunctionAsk): FunctionWorld {
  const { caller, cart, discount, app } = ask;
  const shop = shopOf(world, caller.shopId);
  const { presentmentCurrency } = caller;
  const presentmentRate = shop.presentmentRates[presentmentCurrency] ?? '1.0';
  const currencies = { currency: shop.currency, presentmentCurrency, presentmentRate };
  const amount: Amount = (minor) => ({
    amountMinor: presentmentMinor(minor, currencies),
    currencyCode: presentmentCurrency,
  });
  const of = (kind: string, id: number) => metafieldsOf(world, caller.shopId, { kind, id });
  return {
    appId: app.id,
    cart: cartOf(world, { ask, amount, of }),
    owner: {
      metafields: of('DiscountNode', discount.id),
      discountClasses: [...discount.classes],
    },
    shop: { metafields: of('Shop', shop.id), now: cart.at, timeZone: shop.zone },
    localization: {
      countryCode: cart.buyer.countryCode ?? shop.countryCode,
      languageCode: shop.locale.slice(0, 2).toUpperCase(),
    },
    presentmentCurrencyRate: presentmentRate === '1' ? '1.0' : presentmentRate,
    enteredDiscountCodes: cart.enteredDiscountCodes,
    triggeringDiscountCode: cart.triggeringDiscountCode,
  };
}

type Parts = {
  readonly ask: FunctionAsk;
  readonly amount: Amount;
  readonly of: (kind: string, id: number) => FunctionMetafield[];
};

function cartOf(world: World, parts: Parts): FunctionWorld['cart'] {
  const { caller, cart } = parts.ask;
  const subtotal = cart.lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0);
  const shipped = cart.lines.filter(({ requiresShipping }) => requiresShipping);
  return {
    metafields: caller.metafields,
    attributes: caller.attributes.map(({ name, value }) => ({ key: name, value })),
    lines: cart.lines.flatMap((line) => lineOf(world, line, parts)),
    cost: { subtotalAmount: parts.amount(subtotal), totalAmount: parts.amount(subtotal) },
    buyerIdentity: buyerOf(world, parts),
    deliveryGroups:
      shipped.length === 0
        ? []
        : [
            {
              id: cart.deliveryGroupId,
              deliveryAddress: { countryCode: cart.buyer.countryCode },
              deliveryOptions: cart.deliveryOptions.map(({ code, title, priceMinor }) => ({
                handle: code,
                code,
                title,
                cost: parts.amount(priceMinor),
                deliveryMethodType: 'SHIPPING' as const,
              })),
              selectedHandle: cart.selectedDeliveryCode,
              lineIds: shipped.map(({ id }) => id),
            },
          ],
  };
}

function lineOf(world: World, line: CartLineToPrice, { ask, amount, of }: Parts) {
  const { shopId } = ask.caller;
  const product =
    line.productId === null ? null : world.store.get(products, shopId, line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  if (!product || !variant) return [];
  const total = amount(line.unitPriceMinor * line.quantity);
  return [
    {
      id: line.id,
      quantity: line.quantity,
      attributes: (line.properties ?? []).map(({ name, value }) => ({ key: name, value })),
      cost: {
        amountPerQuantity: amount(line.unitPriceMinor),
        subtotalAmount: total,
        totalAmount: total,
      },
      merchandise: {
        kind: 'ProductVariant' as const,
        id: variant.id,
        title: variant.title,
        sku: variant.sku,
        requiresShipping: variant.requiresShipping,
        weight: variant.grams / 1000,
        metafields: of('ProductVariant', variant.id),
        product: {
          id: product.id,
          handle: product.handle,
          title: product.title,
          vendor: product.vendor,
          productType: product.productType,
          isGiftCard: product.isGiftCard,
          tags: product.tags,
          collectionIds: line.collectionIds,
          metafields: of('Product', product.id),
        },
      },
    },
  ];
}

function buyerOf(world: World, { ask, amount, of }: Parts) {
  const { customerId, email } = ask.cart.buyer;
  const customer =
    customerId === null ? null : world.store.get(customers, ask.caller.shopId, customerId);
  return {
    email,
    isAuthenticated: customer !== null,
    customer:
      customer === null
        ? null
        : {
            id: customer.id,
            displayName: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
            email: customer.email,
            firstName: customer.firstName,
            lastName: customer.lastName,
            amountSpent: amount(customer.spentMinor),
            numberOfOrders: customer.ordersCount,
            tags: customer.tags,
            metafields: of('Customer', customer.id),
          },
  };
}

function metafieldsOf(
  world: World,
  shopId: number,
  { kind, id }: { kind: string; id: number },
): FunctionMetafield[] {
  return world.store
    .find(metafields, shopId, 'owner', `${kind}/${id}`)
    .map(({ namespace, key, type, value }) => ({ namespace, key, type, value }));
}

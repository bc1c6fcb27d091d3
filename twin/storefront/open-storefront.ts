/**
 * The storefront put together with the rooms it leans on: `trade` prices and checks out, `apps`
 * brings extensions and proxies, `history` draws pictures. What is left is the composer's to say.
 */
import { askProxiedApp, findProxiedApp, type ProxyCall } from '../apps/app-proxy.ts';
import { definitionOf, listApps } from '../apps/find-app.ts';
import { drawPicture } from '../history/draw-picture.ts';
import type { Cart } from '../model/cart.ts';
import type { Customer } from '../model/customer.ts';
import { customers, products } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { PricedCart } from '../pricing/types.ts';
import { fillBasket } from '../trade/basket.ts';
import { startCheckout } from '../trade/checkouts.ts';
import { createCustomer, updateCustomer } from '../trade/customers.ts';
import { priceBasket, type PriceSources } from '../trade/price-basket.ts';
import type { World } from '../world/world.ts';
import type { InstalledThemeExtension, StorefrontApp, StorefrontContext } from './context.ts';
import { handleOfPicture } from './picture-path.ts';
import { storefrontApp } from './storefront-app.ts';

export type OpenStorefront = Pick<
  StorefrontContext,
  'world' | 'shopOf' | 'sendMail' | 'onUnknown' | 'secret'
> & {
  /** Segments and functions, as `trade` takes them. */
  readonly sources: PriceSources;
  /** Told of each call of an app proxy. */
  readonly logProxy?: (call: ProxyCall) => void;
};

/** The app of the online store, ready to be mounted. */
export function openStorefront(given: OpenStorefront): StorefrontApp {
  const { world, sources, logProxy } = given;
  return storefrontApp({
    ...given,
    themeExtensions: (shopId) => themeExtensionsOf(world, shopId),
    priceCart: (shop, cart) => priceOf(world, shop, { cart, sources }),
    startCheckout: (shop, cart) => {
      const outcome = startCheckout(world, shop.id, cart.token);
      if (!outcome.ok) throw new Error(outcome.message);
      return { token: outcome.value.token };
    },
    registerCustomer: (shop, email) => register(world, shop, email),
    callAppProxy: async ({ shop, request, customerId }) => {
      const found = findProxiedApp(world, shop, new URL(request.url));
      if (!found) return null;
      const visitorIp = '127.0.0.1';
      const log = logProxy ? { log: logProxy } : {};
      return askProxiedApp(world, { shop, found, request, customerId, visitorIp, ...log });
    },
    drawPicture: (shop, path) => pictureOf(world, shop, path),
  });
}

/** Theme app extensions of the apps installed in a shop. */
export function themeExtensionsOf(world: World, shopId: number): InstalledThemeExtension[] {
  return listApps(world, shopId).flatMap(({ app, installation }) => {
    if (installation === null) return [];
    return definitionOf(app)
      .extensions.filter(({ type }) => type === 'theme')
      .map(({ handle, name, folder }) => ({
        appId: app.id,
        appHandle: app.handle,
        appTitle: app.title,
        apiKey: app.apiKey,
        handle,
        name,
        folder,
      }));
  });
}

/** What a cart costs before anybody says where it goes. Throws where a variant is gone. */
export function priceOf(
  world: World,
  shop: Shop,
  { cart, sources }: { cart: Cart; sources: PriceSources },
): PricedCart {
  const wanted = cart.lines.map(({ variantId, quantity, properties }) => ({
    variantId,
    quantity,
    properties,
  }));
  const lines = fillBasket(world, shop.id, wanted);
  if (!lines.ok) throw new Error(lines.message);
  const { customerId, codes, note, attributes, metafields } = cart;
  const asked = {
    lines: lines.value,
    customerId,
    email: cart.buyer?.email ?? null,
    countryCode: cart.buyer?.countryCode ?? shop.countryCode,
    provinceCode: null,
    codes,
    shippingRateCode: null,
    giftCardIds: cart.giftCardIds ?? [],
    usesStoreCredit: false,
    tipMinor: 0,
    note,
    attributes,
    metafields,
    manualDiscounts: [],
    presentmentCurrency: shop.currency,
    at: world.clock.now(),
  };
  return priceBasket(world, shop.id, { asked, sources });
}

/** A verified address is an account: new customers are made, known ones enabled. */
function register(world: World, shop: Shop, email: string): Customer {
  const known = world.store.findOne(customers, shop.id, 'email', email);
  const outcome = known
    ? updateCustomer(world, shop.id, { id: known.id, fields: { state: 'enabled' } })
    : createCustomer(world, shop.id, { fields: { email, state: 'enabled' } });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

/** Pictures of products are drawn from their titles. */
function pictureOf(world: World, shop: Shop, path: string): Response | null {
  const handle = handleOfPicture(path);
  if (handle === null) return null;
  const product = world.store.findOne(products, shop.id, 'handle', handle);
  if (!product) return null;
  return new Response(drawPicture(product.title), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
  });
}

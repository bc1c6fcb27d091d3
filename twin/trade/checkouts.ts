/**
 * Checkouts: a cart taken to the till of the web shop. `checkouts/create` when begun, `…/update` at
 * each change; once there is an order it never changes again.
 */
import type { Cart, Checkout } from '../model/cart.ts';
import { carts, checkouts, customers, giftCards } from '../model/kinds.ts';
import type { ManualDiscount, PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';
import { type BasketLine, fillBasket } from './basket.ts';
import { isUsableGiftCard, normalCode } from './gift-cards.ts';
import { priceBasket, type PriceSources } from './price-basket.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { shopOf, tell } from './tell.ts';

/** What a buyer may say in a checkout. */
export type CheckoutFields = Partial<
  Omit<Checkout, 'id' | 'token' | 'cartToken' | 'orderId' | 'createdAt' | 'updatedAt'>
>;

/** The open checkout of a cart with the cart's present content, or a new one. */
export function startCheckout(world: World, shopId: number, cartToken: string): Outcome<Checkout> {
  return world.transact(() => {
    const cart = world.store.findOne(carts, shopId, 'token', cartToken);
    if (cart === null || cart.lines.length === 0) {
      return refuse('EMPTY', ['cart'], 'Your cart is empty');
    }
    const open = world.store
      .find(checkouts, shopId, 'cart_token', cartToken)
      .find(({ orderId }) => orderId === null);
    const { lines, codes, note, attributes, metafields, customerId } = cart;
    const fields = { lines, codes, note, attributes, metafields, customerId, ...said(cart) };
    if (open) return changeCheckout(world, shopId, { token: open.token, fields });
    return done(beginCheckout(world, shopId, { cartToken, fields: withBuyer(fields) }));

    function withBuyer<F extends { readonly customerId: number | null }>(given: F) {
      const buyer = given.customerId && world.store.get(customers, shopId, given.customerId);
      if (!buyer) return given;
      const address = buyer.addresses.find(({ id }) => id === buyer.defaultAddressId);
      return { ...given, email: buyer.email, phone: buyer.phone, shippingAddress: address ?? null };
    }
  });
}

/** What the Storefront API put on a cart besides: gift cards, and how to reach who buys. */
function said({ giftCardIds, buyer }: Cart): CheckoutFields {
  return {
    ...(giftCardIds === undefined ? {} : { giftCardIds }),
    ...(buyer?.email ? { email: buyer.email } : {}),
    ...(buyer?.phone ? { phone: buyer.phone } : {}),
  };
}

/** A checkout of given lines: of the till, a permalink, or an API. */
export function beginCheckout(
  world: World,
  shopId: number,
  { cartToken, fields }: { cartToken: string | null; fields: CheckoutFields },
): Checkout {
  return world.transact(() => {
    const at = world.clock.now();
    const checkout: Checkout = {
      sourceName: 'web',
      customerId: null,
      email: null,
      phone: null,
      acceptsMarketing: false,
      shippingAddress: null,
      billingAddress: null,
      lines: [],
      codes: [],
      giftCardIds: [],
      usesStoreCredit: false,
      shippingRateCode: null,
      tipMinor: 0,
      note: null,
      attributes: [],
      metafields: [],
      presentmentCurrency: shopOf(world, shopId).currency,
      ...fields,
      id: world.store.nextId(),
      token: world.chance.hex(16),
      cartToken,
      orderId: null,
      createdAt: at,
      updatedAt: at,
    };
    tellOfCheckout(world, shopId, { checkout, topic: 'checkouts/create' });
    return world.store.put(checkouts, shopId, checkout);
  });
}

/** A sale at the till is no checkout to anybody else. */
function tellOfCheckout(
  world: World,
  shopId: number,
  { checkout, topic }: { checkout: Checkout; topic: string },
): void {
  if (checkout.sourceName === 'pos') return;
  tell(world, { shopId, topic, kind: 'Checkout', id: checkout.id });
}

export function findCheckout(world: World, shopId: number, token: string): Checkout | null {
  return world.store.findOne(checkouts, shopId, 'token', token);
}

/** Refused with `NOT_FOUND`, or `COMPLETED` once there is an order. */
export function changeCheckout(
  world: World,
  shopId: number,
  { token, fields }: { token: string; fields: CheckoutFields },
): Outcome<Checkout> {
  return world.transact(() => {
    const checkout = findCheckout(world, shopId, token);
    if (checkout === null) return refuse('NOT_FOUND', ['token'], 'Checkout not found');
    if (checkout.orderId !== null) {
      return refuse('COMPLETED', null, 'This checkout has already been completed');
    }
    tellOfCheckout(world, shopId, { checkout, topic: 'checkouts/update' });
    const next = { ...checkout, ...fields, updatedAt: world.clock.now() };
    return done(world.store.put(checkouts, shopId, next));
  });
}

/** Adds a gift card to pay with, by its code. The words are those of Shopify's checkout. */
export function applyGiftCard(
  world: World,
  shopId: number,
  { token, code }: { token: string; code: string },
): Outcome<Checkout> {
  const checkout = findCheckout(world, shopId, token);
  if (checkout === null) return refuse('NOT_FOUND', ['token'], 'Checkout not found');
  const card = world.store.findOne(giftCards, shopId, 'code', normalCode(code));
  const field = ['giftCardCode'];
  if (card === null) return refuse('INVALID', field, 'Enter a valid discount code or gift card');
  if (card.balanceMinor === 0) return refuse('DEPLETED', field, "Gift card doesn't have any funds");
  if (!isUsableGiftCard(world, shopId, card)) {
    return refuse('EXPIRED', field, 'Gift card has expired or is disabled');
  }
  if (checkout.giftCardIds.includes(card.id)) {
    return refuse('ALREADY_APPLIED', field, 'Gift card has already been applied');
  }
  const fields = { giftCardIds: [...checkout.giftCardIds, card.id] };
  return changeCheckout(world, shopId, { token, fields });
}

/** The lines of a checkout among what is sold now, by their ids; what is gone is left out. */
export function checkoutLines(
  world: World,
  shopId: number,
  checkout: Checkout,
): readonly BasketLine[] {
  return checkout.lines.flatMap(({ id, variantId, quantity, properties }) => {
    const filled = fillBasket(world, shopId, [{ variantId, quantity, properties }]);
    return filled.ok ? filled.value.map((line) => ({ ...line, id: String(id) })) : [];
  });
}

/** What a checkout costs now, its codes judged; changes nothing. */
export function priceCheckout(
  world: World,
  shopId: number,
  { checkout, sources = {} }: { checkout: Checkout; sources?: PriceSources },
): PricedCart {
  const lines = checkoutLines(world, shopId, checkout);
  const { countryCode, provinceCode } = destinationOf(world, shopId, checkout);
  const { shippingRateCode, ...fields } = checkout;
  const asked = {
    ...fields,
    lines,
    countryCode,
    provinceCode,
    shippingRateCode: checkout.sourceName === 'pos' ? null : shippingRateCode,
    manualDiscounts: staffDiscounts(checkout, lines),
    at: world.clock.now(),
  };
  return priceBasket(world, shopId, { asked, sources });
}

/** Of lines that are still there. */
function staffDiscounts(
  { manualDiscounts = [] }: Checkout,
  lines: readonly BasketLine[],
): ManualDiscount[] {
  return manualDiscounts.flatMap(({ target, ...discount }): ManualDiscount[] => {
    if (target.type === 'order') return [{ ...discount, target }];
    const lineId = String(target.lineId);
    const isThere = lines.some(({ id }) => id === lineId);
    return isThere ? [{ ...discount, target: { type: 'line', lineId } }] : [];
  });
}

/** Goods of the till are handed over at the shop, so its country taxes them. */
function destinationOf(world: World, shopId: number, checkout: Checkout) {
  const address = checkout.shippingAddress ?? checkout.billingAddress;
  if (address !== null) return address;
  const { countryCode } = shopOf(world, shopId);
  return { countryCode, provinceCode: null };
}

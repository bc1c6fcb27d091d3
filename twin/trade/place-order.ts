/**
 * An order without a checkout: by an app, by the control page, or of a shop's past. Priced like any
 * other, with the same discounts, taxes and shipping.
 *
 *     placeOrder(world, shopId, { lines: [{ variantId, quantity: 2 }], codes: ['SPRING'] })
 */
import type { Address, Customer } from '../model/customer.ts';
import type { Order } from '../model/order.ts';
import { customers } from '../model/kinds.ts';
import type { ManualDiscount, PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';
import { type Property, type WantedLine, fillBasket } from './basket.ts';
import { type OrderFacts, buildOrder } from './build-order.ts';
import { type NewAddress, withId } from './customers.ts';
import { findBuyer } from './find-buyer.ts';
import { priceBasket, type PriceSources } from './price-basket.ts';
import { recordOrder } from './record-order.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { type Payment, refusedPayment, settleOrder } from './settle-order.ts';
import { shopOf } from './tell.ts';

export type OrderToPlace = {
  readonly lines: readonly WantedLine[];
  readonly customerId?: number | null;
  /** Finds the customer, or makes one. */
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly shippingAddress?: NewAddress | null;
  readonly billingAddress?: NewAddress | null;
  readonly codes?: readonly string[];
  readonly manualDiscounts?: readonly ManualDiscount[];
  readonly shippingRateCode?: string | null;
  readonly giftCardIds?: readonly number[];
  readonly usesStoreCredit?: boolean;
  readonly tipMinor?: number;
  /** By card, if nothing is said. */
  readonly payment?: Payment;
  /** When it was placed; now, if nothing is said. */
  readonly at?: number;
  readonly sourceName?: string;
  readonly note?: string | null;
  readonly attributes?: readonly Property[];
  readonly tags?: readonly string[];
  readonly presentmentCurrency?: string;
  readonly appId?: number | null;
  readonly locationId?: number | null;
  readonly userId?: number | null;
  readonly isTest?: boolean;
  /** False for a past whose stock is counted already. */
  readonly takesStock?: boolean;
  readonly sources?: PriceSources;
};

/**
 * Refused with `INVALID`, `BLANK`, `DISCOUNT_NOT_APPLICABLE`, `PAYMENT_DECLINED`, `PAYMENT_ERROR`.
 */
export function placeOrder(world: World, shopId: number, wanted: OrderToPlace): Outcome<Order> {
  return world.transact(() => {
    if (wanted.lines.length === 0) {
      return refuse(
        'INVALID',
        ['order', 'lineItems'],
        'Line items must have at least one line item',
      );
    }
    const basket = fillBasket(world, shopId, wanted.lines);
    if (!basket.ok) return basket;
    const at = wanted.at ?? world.clock.now();
    const buyer = buyerOf(world, shopId, { wanted, at });
    const facts = factsOf(world, shopId, { wanted, buyer, at });
    const asked = { ...askedOf(world, shopId, { wanted, facts, buyer }), lines: basket.value };
    const priced = priceBasket(world, shopId, { asked, sources: wanted.sources ?? {} });
    const lapsed = priced.codes.find(({ applicable }) => !applicable);
    if (lapsed) return refuse('DISCOUNT_NOT_APPLICABLE', ['order', 'discountCode'], lapsed.message);
    const payment = wanted.payment ?? { method: 'card' };
    const refused = refusedPayment(payment, priced.dueMinor);
    if (refused !== null) return refused;
    const order = buildOrder(world, shopId, { lines: basket.value, priced, facts });
    const transactions = settleOrder(world, shopId, { order, priced, payment, at });
    const takesStock = wanted.takesStock ?? true;
    return done(recordOrder(world, shopId, { order: { ...order, transactions }, at, takesStock }));
  });
}

/** What such an order would cost; nothing is kept, nobody is made a customer. */
export function priceOrder(
  world: World,
  shopId: number,
  wanted: OrderToPlace,
): Outcome<PricedCart> {
  const basket = fillBasket(world, shopId, wanted.lines);
  if (!basket.ok) return basket;
  const { customerId = null } = wanted;
  const buyer = customerId === null ? null : world.store.get(customers, shopId, customerId);
  const facts = factsOf(world, shopId, { wanted, buyer, at: wanted.at ?? world.clock.now() });
  const asked = { ...askedOf(world, shopId, { wanted, facts, buyer }), lines: basket.value };
  return done(priceBasket(world, shopId, { asked, sources: wanted.sources ?? {} }));
}

type Placing = { wanted: OrderToPlace; buyer: Customer | null };

function buyerOf(
  world: World,
  shopId: number,
  { wanted, at }: { wanted: OrderToPlace; at: number },
): Customer | null {
  const given = wanted.shippingAddress ?? wanted.billingAddress ?? null;
  return findBuyer(world, shopId, {
    customerId: wanted.customerId ?? null,
    email: wanted.email ?? null,
    phone: wanted.phone ?? null,
    address: given === null ? null : withId(world, given),
    acceptsMarketing: false,
    at,
  });
}

function factsOf(
  world: World,
  shopId: number,
  { wanted, buyer, at }: Placing & { at: number },
): OrderFacts {
  const shop = shopOf(world, shopId);
  const postal = (given: NewAddress | null | undefined): Address | null =>
    given ? withId(world, given) : null;
  const shippingAddress = postal(wanted.shippingAddress);
  return {
    at,
    sourceName: wanted.sourceName ?? 'web',
    customerId: buyer?.id ?? null,
    email: wanted.email ?? buyer?.email ?? null,
    phone: wanted.phone ?? null,
    shippingAddress,
    billingAddress: postal(wanted.billingAddress) ?? shippingAddress,
    note: wanted.note ?? null,
    attributes: wanted.attributes ?? [],
    tags: wanted.tags ?? [],
    cartToken: null,
    checkoutToken: null,
    presentmentCurrency: wanted.presentmentCurrency ?? shop.currency,
    appId: wanted.appId ?? null,
    locationId: wanted.locationId ?? null,
    userId: wanted.userId ?? null,
    isTest: wanted.isTest ?? false,
    taxExempt: buyer?.taxExempt ?? false,
    locale: buyer?.locale ?? shop.locale,
    landingSite: null,
    browserIp: null,
  };
}

function askedOf(
  world: World,
  shopId: number,
  { wanted, facts, buyer }: Placing & { facts: OrderFacts },
) {
  const { customerId, email, note, attributes, presentmentCurrency, at } = facts;
  const own = buyer?.addresses.find(({ id }) => id === buyer.defaultAddressId);
  const place = facts.shippingAddress ?? facts.billingAddress ?? own ?? null;
  return {
    customerId,
    email,
    note,
    attributes,
    presentmentCurrency,
    at,
    // Goods without an address change hands at the shop.
    countryCode: place?.countryCode ?? shopOf(world, shopId).countryCode,
    provinceCode: place?.provinceCode ?? null,
    codes: wanted.codes ?? [],
    shippingRateCode: wanted.shippingRateCode ?? null,
    giftCardIds: wanted.giftCardIds ?? [],
    usesStoreCredit: wanted.usesStoreCredit ?? false,
    tipMinor: wanted.tipMinor ?? 0,
    metafields: [],
    manualDiscounts: wanted.manualDiscounts ?? [],
  };
}

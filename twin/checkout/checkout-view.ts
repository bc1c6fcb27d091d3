/** A checkout as its page shows it: every amount in words, every choice with its label. */
import type { Checkout } from '../model/cart.ts';
import type { Address, Customer } from '../model/customer.ts';
import { customers, giftCards } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { presentmentMinor } from '../money/money.ts';
import { sayMoney } from '../pages/open-pages.ts';
import type { PricedCart } from '../pricing/types.ts';
import { spendableCreditMinor } from '../trade/store-credit.ts';
import type { World } from '../world/world.ts';
import { type HeldLine, heldLines } from './checkout-lines.ts';
import { countriesFor } from './countries.ts';

export type LineView = {
  readonly id: number;
  readonly title: string;
  readonly variantTitle: string;
  readonly quantity: number;
  /** Units taken off again; none of a checkout. */
  readonly gone: number;
  readonly picture: string;
  readonly full: string;
  /** Empty where nothing was taken off. */
  readonly reduced: string;
  readonly discounts: readonly { readonly title: string; readonly amount: string }[];
};

export type Viewed = {
  readonly world: World;
  readonly shop: Shop;
  readonly checkout: Checkout;
  readonly priced: PricedCart;
};

/** Words and amounts of the page. `messages` are told by field; `form` is the whole form. */
export function checkoutView(
  { world, shop, checkout, priced }: Viewed,
  messages: Readonly<Record<string, string>> = {},
) {
  const money = moneyOf(shop, checkout);
  const customer =
    checkout.customerId === null ? null : world.store.get(customers, shop.id, checkout.customerId);
  const basket = heldLines(world, shop.id, checkout);
  const needsShipping = basket.some(({ line }) => line.requiresShipping);
  const creditMinor = customer === null ? 0 : spendableCreditMinor(world, shop.id, customer.id);
  return {
    token: checkout.token,
    shopName: shop.name,
    messages: { ...NO_MESSAGES, ...messages },
    email: checkout.email ?? '',
    isLoggedIn: customer !== null,
    customerName: nameOf(customer),
    acceptsMarketing: checkout.acceptsMarketing,
    address: addressFields(checkout.shippingAddress ?? checkout.billingAddress, shop),
    countries: countriesFor(shop),
    needsShipping,
    rates: priced.shippingRates.map((rate) => ({
      code: rate.code,
      title: rate.title,
      price: rate.priceMinor === 0 ? 'Free' : money(rate.priceMinor),
      isChosen: rate.code === checkout.shippingRateCode,
    })),
    lines: basket.map((held) => lineView(held, { priced, money })),
    lineTarget: 'purchase.checkout.cart-line-item.render-after',
    codes: priced.codes.map(({ code, applicable, message }) => ({ code, applicable, message })),
    giftCards: priced.giftCards.map(({ id, amountMinor }) => ({
      id,
      lastFour: (world.store.get(giftCards, shop.id, id)?.code ?? '').slice(-4).toUpperCase(),
      amount: money(amountMinor),
    })),
    storeCredit: creditMinor === 0 ? '' : money(creditMinor),
    usesStoreCredit: checkout.usesStoreCredit,
    tips: tipChoices(priced, checkout, money),
    sums: sumsOf({ priced, checkout, money, needsShipping }),
    due: money(priced.dueMinor),
    dueMinor: priced.dueMinor,
    totalMinor: priced.totalMinor,
    currency: checkout.presentmentCurrency,
    itemCount: basket.reduce((sum, { line }) => sum + line.quantity, 0),
  };
}

/** Every place on the page that can say what is wrong. */
const NO_MESSAGES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'form',
    'email',
    'firstName',
    'lastName',
    'address1',
    'address2',
    'city',
    'zip',
    'rate',
    'payment',
    'code',
  ].map((field) => [field, '']),
);

/** Amounts of the shop's money said in the buyer's. */
export function moneyOf(shop: Shop, checkout: Pick<Checkout, 'presentmentCurrency'>) {
  const { presentmentCurrency } = checkout;
  const presentmentRate = shop.presentmentRates[presentmentCurrency] ?? '1';
  const currencies = { currency: shop.currency, presentmentCurrency, presentmentRate };
  return (minor: number) => sayMoney(presentmentMinor(minor, currencies), presentmentCurrency);
}

type Say = (minor: number) => string;

function lineView(
  { id, line }: HeldLine,
  { priced, money }: { priced: PricedCart; money: Say },
): LineView {
  const price = priced.lines.find((one) => one.id === line.id);
  if (price === undefined) throw new Error(`Line ${line.id} was not priced.`);
  const isReduced = price.discountedTotalMinor < price.originalTotalMinor;
  return {
    id,
    title: line.title,
    variantTitle: line.variantTitle ?? '',
    quantity: line.quantity,
    gone: 0,
    picture: line.product?.pictures[0]?.src ?? '',
    full: money(price.originalTotalMinor),
    reduced: isReduced ? money(price.discountedTotalMinor) : '',
    discounts: price.allocations.flatMap(({ applicationIndex, amountMinor }) => {
      const application = priced.discountApplications[applicationIndex];
      if (application === undefined || application.discountClass !== 'PRODUCT') return [];
      return { title: application.code ?? application.title, amount: money(amountMinor) };
    }),
  };
}

function sumsOf(given: {
  priced: PricedCart;
  checkout: Checkout;
  money: Say;
  needsShipping: boolean;
}) {
  const { priced, checkout, money, needsShipping } = given;
  const shipping = priced.shippingLines[0];
  const ofOrder = priced.discountApplications.filter((one) => one.discountClass === 'ORDER');
  const perLines = priced.lines.reduce((sum, line) => sum + line.discountedTotalMinor, 0);
  return {
    subtotal: money(perLines),
    orderDiscounts: ofOrder.map((one) => ({
      title: one.code ?? one.title,
      amount: money(-one.amountMinor),
    })),
    shipping: !needsShipping
      ? ''
      : shipping === undefined
        ? checkout.shippingAddress === null
          ? 'Enter shipping address'
          : 'Not available'
        : shipping.finalMinor === 0
          ? 'Free'
          : money(shipping.finalMinor),
    shippingFull:
      shipping && shipping.finalMinor < shipping.originalMinor ? money(shipping.originalMinor) : '',
    tax: priced.totalTaxMinor === 0 || priced.taxesIncluded ? '' : money(priced.totalTaxMinor),
    taxIncluded:
      priced.taxesIncluded && priced.totalTaxMinor > 0 ? money(priced.totalTaxMinor) : '',
    tip: priced.tipMinor === 0 ? '' : money(priced.tipMinor),
    total: money(priced.totalMinor),
    storeCredit: priced.storeCreditMinor === 0 ? '' : money(-priced.storeCreditMinor),
    saved: priced.totalDiscountsMinor === 0 ? '' : money(priced.totalDiscountsMinor),
  };
}

/**
 * None, shares of the subtotal in whole cents, and what was chosen before where it is none of
 * them.
 */
function tipChoices(priced: PricedCart, { tipMinor }: Checkout, money: Say) {
  const shares = [10, 15, 20]
    .map((percent) => ({
      label: `${percent}%`,
      amountMinor: Math.round((priced.subtotalMinor * percent) / 100),
    }))
    .filter(({ amountMinor }) => amountMinor > 0);
  const isKnown = tipMinor === 0 || shares.some(({ amountMinor }) => amountMinor === tipMinor);
  const kept = isKnown ? [] : [{ label: 'As chosen', amountMinor: tipMinor }];
  const choices = [{ label: 'None', amountMinor: 0 }, ...shares, ...kept];
  const chosen = choices.findIndex(({ amountMinor }) => amountMinor === tipMinor);
  return choices.map((one, index) => ({
    ...one,
    amount: one.amountMinor === 0 ? '' : money(one.amountMinor),
    isChosen: index === chosen,
  }));
}

function addressFields(address: Address | null, shop: Shop) {
  return {
    firstName: address?.firstName ?? '',
    lastName: address?.lastName ?? '',
    address1: address?.address1 ?? '',
    address2: address?.address2 ?? '',
    city: address?.city ?? '',
    zip: address?.zip ?? '',
    phone: address?.phone ?? '',
    countryCode: address?.countryCode ?? shop.countryCode,
  };
}

const nameOf = (customer: Customer | null) =>
  [customer?.firstName, customer?.lastName].filter(Boolean).join(' ');

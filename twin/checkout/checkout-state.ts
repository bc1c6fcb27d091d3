/** What an extension sees of a checkout: Shopify's own shapes, from the record and its price. */
import type { CheckoutState } from '../extensions/surfaces/types.ts';
import { toMoney } from '../extensions/surfaces/money.ts';
import type { Checkout } from '../model/cart.ts';
import { giftCards } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import type { PricedCart } from '../pricing/types.ts';
import type { BasketLine } from '../trade/basket.ts';
import type { World } from '../world/world.ts';
import { heldLines } from './checkout-lines.ts';
import {
  addressState,
  allocationState,
  buyerState,
  commonState,
  lineState,
  metafieldStates,
  type StateMoney,
  stateMoney,
} from './purchase-state.ts';

export type CheckoutStateOf = {
  readonly world: World;
  readonly shop: Shop;
  readonly checkout: Checkout;
  readonly priced: PricedCart;
};

/** Everything `shopify` of a checkout extension is made of; plain JSON. */
export function checkoutState(given: CheckoutStateOf): CheckoutState {
  const { world, shop, checkout, priced } = given;
  const money = stateMoney(shop, checkout.presentmentCurrency);
  const shippingAddress = addressState(checkout.shippingAddress);
  return {
    ...commonState(shop, checkout.presentmentCurrency),
    lines: linesOf(given, money),
    cost: {
      subtotal: money(priced.subtotalMinor),
      shipping: priced.shippingLines.length > 0 ? money(priced.totalShippingMinor) : undefined,
      tax: money(priced.totalTaxMinor),
      total: money(priced.totalMinor),
    },
    discountCodes: priced.codes
      .filter(({ applicable }) => applicable)
      .map(({ code }) => ({ code })),
    discountAllocations: orderAllocations(priced, money),
    appliedGiftCards: priced.giftCards.map(({ id, amountMinor }) => {
      const card = world.store.get(giftCards, shop.id, id);
      return {
        lastCharacters: (card?.code ?? '').slice(-4),
        amountUsed: money(amountMinor),
        balance: toMoney(card?.balanceMinor ?? 0, shop.currency),
      };
    }),
    appMetafields: [
      ...metafieldStates(world, shop, checkout.customerId),
      ...checkout.metafields.map((metafield) => ({
        target: { type: 'cart' as const, id: `gid://shopify/Cart/${checkout.token}` },
        metafield: { ...metafield, valueType: 'string' as const },
      })),
    ],
    attributes: checkout.attributes.map(({ name, value }) => ({ key: name, value })),
    note: checkout.note ?? undefined,
    checkoutToken: checkout.token,
    checkoutSettings: { orderSubmission: 'ORDER', shippingAddress: { isEditable: true } },
    shippingAddress,
    billingAddress: addressState(checkout.billingAddress) ?? shippingAddress,
    buyer: buyerState(world, shop, checkout),
    instructions: {
      attributes: { canUpdateAttributes: true },
      delivery: { canSelectCustomAddress: true },
      discounts: { canUpdateDiscountCodes: true },
      lines: { canAddCartLine: true, canRemoveCartLine: true, canUpdateCartLine: true },
      metafields: { canSetCartMetafields: true, canDeleteCartMetafield: true },
      notes: { canUpdateNote: true },
    },
    deliveryGroups: deliveryGroupsOf(given, money),
    availablePaymentOptions: [
      { type: 'creditCard', handle: 'bogus' },
      { type: 'manualPayment', handle: 'bank_deposit' },
    ],
    selectedPaymentOptions: [{ type: 'creditCard', handle: 'bogus' }],
    localizedFields: [],
    steps: [
      {
        handle: 'checkout',
        label: 'Checkout',
        to: `/checkouts/cn/${checkout.token}`,
        disabled: false,
      },
    ],
    activeStep: 'checkout',
    completed: false,
  };
}

function linesOf({ world, shop, checkout, priced }: CheckoutStateOf, money: StateMoney) {
  return heldLines(world, shop.id, checkout).map(({ id, line }) => {
    const price = priced.lines.find((one) => one.id === line.id);
    return lineState({
      id,
      variantId: line.variant?.id ?? null,
      productId: line.product?.id ?? null,
      title: line.title,
      variantTitle: line.variantTitle,
      vendor: line.product?.vendor ?? '',
      productType: line.product?.productType ?? '',
      picture: line.product?.pictures[0]?.src ?? '',
      sku: line.sku,
      requiresShipping: line.requiresShipping,
      options: optionsOf(line),
      quantity: line.quantity,
      total: money(price?.finalTotalMinor ?? 0),
      properties: line.properties,
      allocations: (price?.allocations ?? []).flatMap(({ applicationIndex, amountMinor }) => {
        const application = priced.discountApplications[applicationIndex];
        return application ? [allocationState(application, money(amountMinor))] : [];
      }),
    });
  });
}

function optionsOf({ product, variant }: BasketLine) {
  return (product?.options ?? []).map(({ name }, index) => ({
    name,
    value: variant?.options[index] ?? '',
  }));
}

/** Of the whole order and of shipping; those of lines stand with the lines. */
function orderAllocations(priced: PricedCart, money: StateMoney) {
  return priced.discountApplications
    .filter(({ discountClass }) => discountClass !== 'PRODUCT')
    .map((application) => allocationState(application, money(application.amountMinor)));
}

function deliveryGroupsOf(
  given: CheckoutStateOf,
  money: StateMoney,
): CheckoutState['deliveryGroups'] {
  const { checkout, priced } = given;
  const lines = linesOf(given, money).filter(({ merchandise }) => merchandise.requiresShipping);
  if (lines.length === 0) return [];
  const chosen = priced.shippingLines[0];
  return [
    {
      id: `gid://shopify/DeliveryGroup/${checkout.id}`,
      groupType: 'oneTimePurchase',
      isDeliveryRequired: true,
      targetedCartLines: lines.map(({ id }) => ({ id })),
      deliveryOptions: priced.shippingRates.map((rate) => ({
        type: 'shipping' as const,
        handle: rate.code,
        title: rate.title,
        code: rate.code,
        metafields: [],
        carrier: {},
        cost: money(rate.priceMinor),
        costAfterDiscounts: money(chosen?.code === rate.code ? chosen.finalMinor : rate.priceMinor),
        deliveryEstimate: {},
      })),
      ...(chosen ? { selectedDeliveryOption: { handle: chosen.code } } : {}),
    },
  ];
}

/** What an extension sees of an order, on the thank-you page and on its status page. */
import type {
  OrderStatusState,
  PurchaseState,
  ThankYouState,
} from '../extensions/surfaces/types.ts';
import { toMoney } from '../extensions/surfaces/money.ts';
import { giftCards, products } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { Order } from '../model/order.ts';
import { lineNetMinor, orderSums } from '../model/order-sums.ts';
import type { Shop } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import { orderDiscounts } from './order-discounts.ts';
import {
  addressState,
  allocationState,
  buyerState,
  commonState,
  lineState,
  metafieldStates,
  stateMoney,
} from './purchase-state.ts';

type AppMetafields = OrderStatusState['appMetafields'];

type OrderStateOf = {
  readonly world: World;
  readonly shop: Shop;
  readonly order: Order;
  /** Who is logged in on the page; null: nobody, its address was all that was needed. */
  readonly viewerId: number | null;
};

/** Plain JSON for the page's script; which of the two shapes is told by the surface. */
export function orderState(
  given: OrderStateOf & { readonly surface: 'thank-you' | 'order-status' },
): ThankYouState | OrderStatusState {
  return given.surface === 'thank-you' ? thankYouState(given) : orderStatusState(given);
}

function thankYouState(given: OrderStateOf): ThankYouState {
  const { world, shop, order } = given;
  const isFirst =
    order.customerId === null ||
    world.store.find(orders, shop.id, 'customer_id', order.customerId).length <= 1;
  return {
    ...purchaseState(given),
    instructions: {
      attributes: { canUpdateAttributes: false },
      delivery: { canSelectCustomAddress: false },
      discounts: { canUpdateDiscountCodes: false },
      lines: { canAddCartLine: false, canRemoveCartLine: false, canUpdateCartLine: false },
      metafields: { canSetCartMetafields: false, canDeleteCartMetafield: false },
      notes: { canUpdateNote: false },
    },
    deliveryGroups: [],
    availablePaymentOptions: [],
    selectedPaymentOptions: [],
    localizedFields: [],
    steps: [{ handle: 'thank-you', label: 'Thank you', to: '', disabled: false }],
    activeStep: 'thank-you',
    completed: true,
    orderConfirmation: {
      order: { id: `gid://shopify/OrderIdentity/${order.id}` },
      number: order.confirmationNumber,
      isFirstOrder: isFirst,
    },
  };
}

/**
 * Whoever has the address of the page sees the order; only its own customer is known to be there.
 */
function orderStatusState(given: OrderStateOf): OrderStatusState {
  const { shop, order } = given;
  const customerId = knownCustomer(given);
  const isOwn = customerId !== null;
  return {
    ...purchaseState(given),
    appMetafields: metafieldStates(given.world, shop, customerId) as AppMetafields,
    order: {
      id: `gid://shopify/Order/${order.id}`,
      name: order.name,
      confirmationNumber: order.confirmationNumber,
      processedAt: new Date(order.processedAt).toISOString(),
      ...(order.cancelledAt === null
        ? {}
        : { cancelledAt: new Date(order.cancelledAt).toISOString() }),
    },
    authenticationState: isOwn ? 'fully_authenticated' : 'pre_authenticated',
    customer: !isOwn ? undefined : { id: `gid://shopify/Customer/${customerId}` },
    purchasingCompany: undefined,
    currentEntry: { key: 'order', url: `/${shop.id}/orders/${order.token}`, state: null },
    orderId: `gid://shopify/Order/${order.id}`,
  };
}

/** Apps are told of a customer only where that customer is logged in, on either page. */
function knownCustomer({ order, viewerId }: OrderStateOf): number | null {
  return order.customerId !== null && order.customerId === viewerId ? viewerId : null;
}

function purchaseState(given: OrderStateOf): PurchaseState {
  const { world, shop, order } = given;
  const customerId = knownCustomer(given);
  const money = stateMoney(shop, order.presentmentCurrency);
  const sums = orderSums(order);
  const shippingAddress = addressState(order.shippingAddress);
  return {
    ...commonState(shop, order.presentmentCurrency),
    lines: order.lines
      .filter(({ isTip }) => !isTip)
      .map((line) => {
        const { productId } = line;
        const product = productId === null ? null : world.store.get(products, shop.id, productId);
        return lineState({
          ...line,
          vendor: line.vendor ?? '',
          productType: product?.productType ?? '',
          picture: product?.pictures[0]?.src ?? '',
          options: [],
          total: money(lineNetMinor(line)),
          allocations: line.allocations.flatMap(({ applicationIndex, amountMinor }) => {
            const application = order.discountApplications[applicationIndex];
            return application ? [allocationState(application, money(amountMinor))] : [];
          }),
        });
      }),
    cost: {
      subtotal: money(sums.subtotalMinor),
      shipping: order.shippingLines.length > 0 ? money(sums.shippingNetMinor) : undefined,
      tax: money(sums.taxMinor),
      total: money(sums.totalMinor),
    },
    discountCodes: order.discountCodes.map(({ code }) => ({ code })),
    discountAllocations: orderDiscounts(order).map(({ application, amountMinor }) =>
      allocationState(application, money(amountMinor)),
    ),
    appliedGiftCards: order.transactions.flatMap(({ giftCardId, kind, amountMinor }) => {
      const card = giftCardId === null ? null : world.store.get(giftCards, shop.id, giftCardId);
      if (card === null || kind !== 'sale') return [];
      const balance = toMoney(card.balanceMinor, card.currency);
      return [{ lastCharacters: card.code.slice(-4), amountUsed: money(amountMinor), balance }];
    }),
    appMetafields: metafieldStates(world, shop, customerId),
    attributes: order.attributes.map(({ name, value }) => ({ key: name, value })),
    note: order.note ?? undefined,
    checkoutToken: order.checkoutToken ?? undefined,
    checkoutSettings: { orderSubmission: 'ORDER', shippingAddress: { isEditable: false } },
    shippingAddress,
    billingAddress: addressState(order.billingAddress) ?? shippingAddress,
    buyer: buyerState(world, shop, { ...order, customerId }),
  };
}

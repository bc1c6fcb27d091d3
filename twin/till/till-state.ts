/** A sale as the till shows it, and as extensions of the till see it. */
import type { TillState } from '../extensions/surfaces/types.ts';
import type { Checkout } from '../model/cart.ts';
import { customers } from '../model/kinds.ts';
import type { Shop } from '../model/shop.ts';
import { moneyText } from '../money/money.ts';
import { sayMoney } from '../pages/open-pages.ts';
import type { PricedCart } from '../pricing/types.ts';
import { heldLines } from '../checkout/checkout-lines.ts';
import type { World } from '../world/world.ts';

type SaleOf = {
  readonly world: World;
  readonly shop: Shop;
  readonly sale: Checkout;
  readonly priced: PricedCart;
};

export type SaleView = ReturnType<typeof saleView>;

/** Words and amounts for staff. */
export function saleView({ world, shop, sale, priced }: SaleOf) {
  const money = (minor: number) => sayMoney(minor, shop.currency);
  const customer =
    sale.customerId === null ? null : world.store.get(customers, shop.id, sale.customerId);
  return {
    token: sale.token,
    customer:
      customer === null
        ? null
        : {
            id: customer.id,
            name: [customer.firstName, customer.lastName].filter(Boolean).join(' '),
            email: customer.email ?? '',
            ordersCount: customer.ordersCount,
          },
    lines: heldLines(world, shop.id, sale).map(({ id, line }) => {
      const price = priced.lines.find((one) => one.id === line.id);
      const [full, now] = [price?.originalTotalMinor ?? 0, price?.discountedTotalMinor ?? 0];
      return {
        id,
        title: line.title,
        variantTitle: line.variantTitle ?? '',
        quantity: line.quantity,
        full: money(full),
        reduced: now < full ? money(now) : '',
      };
    }),
    discounts: priced.discountApplications.map((one) => ({
      title: one.code ?? one.title,
      amount: money(-one.amountMinor),
      /** What staff took off may be taken back here; a code is taken out by its own button. */
      isOfStaff: one.type === 'manual' && one.targetSelection === 'all',
    })),
    codes: priced.codes.filter(({ applicable }) => applicable).map(({ code }) => code),
    subtotal: money(priced.subtotalMinor),
    tax: money(priced.totalTaxMinor),
    taxesIncluded: priced.taxesIncluded,
    total: money(priced.totalMinor),
    totalMinor: priced.totalMinor,
    decimals: digits(shop.currency),
    isEmpty: sale.lines.length === 0,
  };
}

/** What `shopify` of a till extension is made of; plain JSON. */
export function tillState({ world, shop, sale, priced }: SaleOf): TillState {
  const text = (minor: number) => moneyText(minor, shop.currency);
  const userId = shop.id;
  return {
    cart: {
      editable: true,
      subtotal: text(priced.subtotalMinor),
      taxTotal: text(priced.totalTaxMinor),
      grandTotal: text(priced.totalMinor),
      ...(sale.note === null ? {} : { note: sale.note }),
      cartDiscounts: cartDiscounts(shop, priced),
      ...(sale.customerId === null ? {} : { customer: { id: sale.customerId } }),
      lineItems: heldLines(world, shop.id, sale).map(({ id, line }) => ({
        uuid: String(id),
        price: line.priceMinor / 10 ** digits(shop.currency),
        quantity: line.quantity,
        title: line.title,
        ...(line.variant ? { variantId: line.variant.id } : {}),
        ...(line.product ? { productId: line.product.id, vendor: line.product.vendor } : {}),
        ...(line.sku ? { sku: line.sku } : {}),
        discounts: lineDiscounts(shop, priced, line.id),
        taxable: line.taxable,
        taxLines: [],
        properties: Object.fromEntries(line.properties.map(({ name, value }) => [name, value])),
        isGiftCard: line.isGiftCard,
      })),
      properties: Object.fromEntries(sale.attributes.map(({ name, value }) => [name, value])),
    },
    session: {
      shopId: shop.id,
      userId,
      shopDomain: shop.domain,
      locationId: shop.locations[0]?.id ?? 0,
      staffMemberId: userId,
      currency: shop.currency as TillState['session']['currency'],
      posVersion: '10.0.0',
    },
    staffMember: { id: userId },
    deviceId: 1,
    deviceName: 'Counter',
    registerName: 'Register 1',
    isTablet: true,
    locale: shop.locale,
    isOnline: true,
    scannerSources: ['camera'],
    scannerData: {},
    currentEntry: { key: 'till', url: '/', state: null },
  };
}

function cartDiscounts(shop: Shop, priced: PricedCart): TillState['cart']['cartDiscounts'] {
  return priced.discountApplications
    .filter(({ discountClass }) => discountClass === 'ORDER')
    .map((one) => ({
      amount: one.amountMinor / 10 ** digits(shop.currency),
      currency: shop.currency,
      discountDescription: one.code ?? one.title,
      type:
        one.type === 'discount_code'
          ? 'Code'
          : one.valueType === 'percentage'
            ? 'Percentage'
            : 'FixedAmount',
    }));
}

function lineDiscounts(shop: Shop, priced: PricedCart, lineId: string) {
  const line = priced.lines.find(({ id }) => id === lineId);
  return (line?.allocations ?? []).flatMap(({ applicationIndex, amountMinor }) => {
    const application = priced.discountApplications[applicationIndex];
    if (application?.discountClass !== 'PRODUCT') return [];
    const amount = amountMinor / 10 ** digits(shop.currency);
    return [
      {
        amount,
        currency: shop.currency,
        discountDescription: application.code ?? application.title,
      },
    ];
  });
}

const digits = (currency: string) => (moneyText(0, currency).split('.')[1] ?? '').length;

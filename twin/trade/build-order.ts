/** An order made of a priced basket: ids given, money taken over as priced, nothing kept yet. */
import type { Address } from '../model/customer.ts';
import type { DiscountApplication, Order, OrderLine } from '../model/order.ts';
import type { PricedCart } from '../pricing/types.ts';
import type { World } from '../world/world.ts';
import type { BasketLine, Property } from './basket.ts';
import { shopOf } from './tell.ts';

/** What an order says that neither its lines nor its price do. */
export type OrderFacts = {
  readonly at: number;
  readonly sourceName: string;
  readonly customerId: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly note: string | null;
  readonly attributes: readonly Property[];
  readonly tags: readonly string[];
  readonly cartToken: string | null;
  readonly checkoutToken: string | null;
  readonly presentmentCurrency: string;
  readonly appId: number | null;
  readonly locationId: number | null;
  readonly userId: number | null;
  readonly isTest: boolean;
  readonly taxExempt: boolean;
  readonly locale: string;
  readonly landingSite: string | null;
  readonly browserIp: string | null;
};

/** What of a priced cart an order keeps; a `PricedCart` is one. */
export type PricesOfOrder = Pick<PricedCart, 'shippingLines' | 'discountCodes' | 'tipMinor'> & {
  readonly lines: readonly Pick<PricedCart['lines'][number], 'id' | 'allocations' | 'taxLines'>[];
  readonly discountApplications: readonly DiscountApplication[];
};

/** The order, with the next number of the shop and without transactions. */
export function buildOrder(
  world: World,
  shopId: number,
  {
    lines,
    priced,
    facts,
  }: { lines: readonly BasketLine[]; priced: PricesOfOrder; facts: OrderFacts },
): Order {
  const { at, locale, ...rest } = facts;
  const { store, chance } = world;
  const shop = shopOf(world, shopId);
  const number = store.next(`order-number:${shopId}`, 1001);
  return {
    ...rest,
    id: store.nextId(),
    number,
    name: `#${number}`,
    token: chance.hex(16),
    confirmationNumber: chance.letters(9),
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    customerLocale: locale,
    currency: shop.currency,
    presentmentRate: shop.presentmentRates[rest.presentmentCurrency] ?? '1',
    taxesIncluded: shop.taxesIncluded,
    lines: [...orderLines(world, { lines, priced }), ...tipLine(world, priced.tipMinor)],
    shippingLines: priced.shippingLines.map((line) => ({
      id: store.nextId(),
      title: line.title,
      code: line.code,
      priceMinor: line.originalMinor,
      allocations: line.allocations,
      taxLines: line.taxLines,
      isRemoved: false,
    })),
    discountApplications: priced.discountApplications.map(applicationOf),
    discountCodes: priced.discountCodes,
    transactions: [],
    refunds: [],
    fulfillments: [],
    edits: [],
    timeline: [],
  };
}

/** Without what pricing says of it beyond an order's fields. */
function applicationOf(application: DiscountApplication): DiscountApplication {
  const { type, discountId, code, title, description, value, valueType } = application;
  const { allocationMethod, targetSelection, targetType } = application;
  const target = { allocationMethod, targetSelection, targetType };
  return { type, discountId, code, title, description, value, valueType, ...target };
}

function orderLines(
  world: World,
  { lines, priced }: { lines: readonly BasketLine[]; priced: PricesOfOrder },
): OrderLine[] {
  const prices = new Map(priced.lines.map((line) => [line.id, line]));
  return lines.map((line) => {
    const price = prices.get(line.id);
    if (price === undefined) throw new Error(`Line ${line.id} was not priced.`);
    return {
      id: world.store.nextId(),
      productId: line.product?.id ?? null,
      variantId: line.variant?.id ?? null,
      title: line.title,
      variantTitle: line.variantTitle,
      sku: line.sku,
      vendor: line.product?.vendor ?? null,
      quantity: line.quantity,
      removedQuantity: 0,
      priceMinor: line.priceMinor,
      isGiftCard: line.isGiftCard,
      isTip: false,
      taxable: line.taxable,
      requiresShipping: line.requiresShipping,
      grams: line.grams,
      properties: line.properties,
      sellingPlanName: line.sellingPlanName,
      allocations: price.allocations,
      taxLines: price.taxLines,
      addedAt: null,
    };
  });
}

/**
 * A tip is a line of its own (https://help.shopify.com/en/manual/checkout-settings/tipping, read
 * 2026-11).
 */
function tipLine(world: World, tipMinor: number): OrderLine[] {
  if (tipMinor === 0) return [];
  const nothing = { productId: null, variantId: null, variantTitle: null, sku: null, vendor: null };
  return [
    {
      ...nothing,
      id: world.store.nextId(),
      title: 'Tip',
      quantity: 1,
      removedQuantity: 0,
      priceMinor: tipMinor,
      isGiftCard: false,
      isTip: true,
      taxable: false,
      requiresShipping: false,
      grams: 0,
      properties: [],
      sellingPlanName: null,
      allocations: [],
      taxLines: [],
      addedAt: null,
    },
  ];
}

/**
 * Prices a basket: gathers what pricing needs to know (the discounts in question, who buys and what
 * they used before, what is on gift cards and in store credit) and asks it.
 */
import type { RunFunction } from '../pricing/function-types.ts';
import { priceCart } from '../pricing/price-cart.ts';
import type {
  Buyer,
  CartLineToPrice,
  EnteredCode,
  ManualDiscount,
  PricedCart,
} from '../pricing/types.ts';
import type { Discount, DiscountItems } from '../model/discount.ts';
import { collections, customers, discounts, giftCards, redeemCodes } from '../model/kinds.ts';
import type { CartMetafield } from '../model/cart.ts';
import type { World } from '../world/world.ts';
import type { BasketLine, Property } from './basket.ts';
import { countedCodeUses, countedUses, usedDiscountIds } from './discount-usage.ts';
import { isUsableGiftCard } from './gift-cards.ts';
import { spendableCreditMinor } from './store-credit.ts';
import { shopOf } from './tell.ts';

/** What a function may read of a cart beyond its lines. */
export type FunctionCaller = {
  readonly shopId: number;
  readonly customerId: number | null;
  readonly attributes: readonly Property[];
  readonly metafields: readonly CartMetafield[];
  readonly presentmentCurrency: string;
};

/** What trade is given by other rooms: who is in a segment, and how an app's function runs. */
export type PriceSources = {
  readonly segmentMembers?: (shopId: number, segmentId: number, customerId: number) => boolean;
  readonly functionsFor?: (caller: FunctionCaller) => RunFunction;
};

export type Pricing = {
  readonly lines: readonly BasketLine[];
  readonly customerId: number | null;
  readonly email: string | null;
  readonly countryCode: string | null;
  readonly provinceCode: string | null;
  readonly codes: readonly string[];
  readonly shippingRateCode: string | null;
  readonly giftCardIds: readonly number[];
  readonly usesStoreCredit: boolean;
  readonly tipMinor: number;
  readonly note: string | null;
  readonly attributes: readonly Property[];
  readonly metafields: readonly CartMetafield[];
  readonly manualDiscounts: readonly ManualDiscount[];
  readonly presentmentCurrency: string;
  readonly at: number;
};

/** The price of what is asked for, as it is at `asked.at`. */
export function priceBasket(
  world: World,
  shopId: number,
  { asked, sources }: { asked: Pricing; sources: PriceSources },
): PricedCart {
  const entered = enteredCodes(world, shopId, asked.codes);
  const automatic = automaticDiscounts(world, shopId);
  const candidates = [...automatic, ...entered.flatMap(({ discount }) => discount ?? [])];
  const runFunction = sources.functionsFor?.({ shopId, ...asked });
  return priceCart({
    terms: shopOf(world, shopId),
    at: asked.at,
    lines: linesToPrice(world, shopId, { lines: asked.lines, candidates }),
    buyer: buyerOf(world, shopId, { asked, sources, candidates }),
    shippingRateCode: asked.shippingRateCode,
    enteredCodes: entered,
    automaticDiscounts: automatic,
    manualDiscounts: asked.manualDiscounts,
    ...(runFunction === undefined ? {} : { runFunction }),
    giftCards: asked.giftCardIds.flatMap((id) => {
      const card = world.store.get(giftCards, shopId, id);
      const isUsable = card !== null && isUsableGiftCard(world, shopId, card);
      return isUsable ? [{ id, balanceMinor: card.balanceMinor }] : [];
    }),
    storeCreditMinor:
      asked.usesStoreCredit && asked.customerId !== null
        ? spendableCreditMinor(world, shopId, asked.customerId)
        : 0,
    tipMinor: asked.tipMinor,
    note: asked.note,
  });
}

/** Automatic discounts not switched off; pricing judges their dates. */
function automaticDiscounts(world: World, shopId: number): Discount[] {
  return world.store
    .find(discounts, shopId, 'method', 'automatic')
    .filter(({ deactivatedAt }) => deactivatedAt === null);
}

function enteredCodes(world: World, shopId: number, codes: readonly string[]): EnteredCode[] {
  return codes.map((code) => {
    const redeem = world.store.findOne(redeemCodes, shopId, 'code', code);
    const discount = redeem && world.store.get(discounts, shopId, redeem.discountId);
    if (!redeem || !discount) return { code, discount: null };
    return {
      code,
      discount: { ...discount, usageCount: countedUses(world, shopId, discount) },
      codeUsageCount: countedCodeUses(world, shopId, redeem),
    };
  });
}

function linesToPrice(
  world: World,
  shopId: number,
  { lines, candidates }: { lines: readonly BasketLine[]; candidates: readonly Asking[] },
): CartLineToPrice[] {
  const asked = collectionsAsked(world, shopId, candidates);
  return lines.map((line) => ({
    id: line.id,
    variantId: line.variant?.id ?? null,
    productId: line.product?.id ?? null,
    collectionIds: asked.flatMap(({ id, productIds }) =>
      line.product !== null && productIds.has(line.product.id) ? [id] : [],
    ),
    productTags: line.product?.tags ?? [],
    isGiftCard: line.isGiftCard,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    isSubscription: line.sellingPlanName !== null,
    unitPriceMinor: line.priceMinor,
    quantity: line.quantity,
    properties: line.properties,
  }));
}

type Asking = Pick<Discount, 'kind' | 'gets' | 'buys' | 'oncePerCustomer' | 'context'>;

/** Only the collections some discount asks about are read; a function may ask about any. */
function collectionsAsked(world: World, shopId: number, candidates: readonly Asking[]) {
  const ids = candidates.some(({ kind }) => kind === 'app')
    ? [...world.store.each(collections, shopId)].map(({ id }) => id)
    : candidates.flatMap(({ gets, buys }) => [...named(gets?.items), ...named(buys?.items)]);
  return [...new Set(ids)].flatMap((id) => {
    const collection = world.store.get(collections, shopId, id);
    return collection === null ? [] : [{ id, productIds: new Set(collection.productIds) }];
  });
}

function named(items: DiscountItems | undefined): readonly number[] {
  return items?.type === 'collections' ? items.collectionIds : [];
}

function buyerOf(
  world: World,
  shopId: number,
  question: { asked: Pricing; sources: PriceSources; candidates: readonly Asking[] },
): Buyer {
  const { asked, sources, candidates } = question;
  const { customerId, email } = asked;
  const customer = customerId === null ? null : world.store.get(customers, shopId, customerId);
  const segmentIds = candidates.flatMap(({ context }) =>
    context.type === 'segments' ? context.segmentIds : [],
  );
  return {
    customerId,
    email: email ?? customer?.email ?? null,
    segmentIds: [...new Set(segmentIds)].filter(
      (id) => customerId !== null && (sources.segmentMembers?.(shopId, id, customerId) ?? false),
    ),
    tags: customer?.tags ?? [],
    usedDiscountIds: candidates.some(({ oncePerCustomer }) => oncePerCustomer)
      ? usedDiscountIds(world, shopId, { customerId, email: email ?? customer?.email ?? null })
      : [],
    taxExempt: customer?.taxExempt ?? false,
    countryCode: asked.countryCode,
    provinceCode: asked.provinceCode,
  };
}

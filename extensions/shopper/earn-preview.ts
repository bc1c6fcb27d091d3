/**
 * What an order is going to earn, before our server has seen it. The formula is the ledger's own:
 * eligible × points / perMinor, rounded down once for the whole order. 31.90 at 1 point per 1.00
 * earns 31, and two lines of 15.95 earn 31 too.
 */
import type {
  CartDiscountAllocation,
  CartLine,
  StandardApi,
} from '@shopify/ui-extensions/checkout';
import type { ProgramCard } from '../../app/contracts/card.ts';

export type Purchase = Pick<
  StandardApi,
  'lines' | 'cost' | 'discountAllocations' | 'deliveryGroups'
>;

export type EarnPreview = {
  readonly points: number;
  /** False where the page does not tell which part of the tax is of the goods. */
  readonly isExact: boolean;
  /** True where what is known here may become more. */
  readonly orMore: boolean;
};

/** Which of three sentences says it. */
export function sentenceOf(
  { isExact, orMore }: EarnPreview,
  by: { readonly exact: string; readonly about: string; readonly atLeast: string },
): string {
  if (!isExact) return by.about;
  return orMore ? by.atLeast : by.exact;
}

/** Null where the program promises no rate, or counts in another currency than the buyer's. */
export function previewEarning(purchase: Purchase, program: ProgramCard): EarnPreview | null {
  const { earning, currency } = program;
  if (earning === null || purchase.cost.totalAmount.value.currencyCode !== currency) return null;
  const { goods, giftCards } = sumLines(purchase);
  const tax = includedTax(purchase, goods + giftCards);
  const shipping = purchase.cost.totalShippingAmount.value?.amount ?? 0;
  const taxOfGoods = tax === 0 ? 0 : (tax * goods) / (goods + shipping);
  const eligibleMinor = Math.max(0, Math.round((goods - taxOfGoods) * 10 ** program.decimals));
  return {
    points: Math.floor((eligibleMinor * earning.points) / earning.perMinor),
    isExact: tax === 0 || shipping === 0,
    orMore: earning.orMore,
  };
}

function sumLines(purchase: Purchase): { goods: number; giftCards: number } {
  const lines = purchase.lines.value;
  const [cards, others] = [lines.filter(isGiftCard), lines.filter((line) => !isGiftCard(line))];
  const all = sum(lines);
  const part = all === 0 ? 0 : 1 - offWholeCart(purchase) / all;
  return { goods: Math.max(0, sum(others) * part), giftCards: Math.max(0, sum(cards) * part) };
}

const sum = (lines: readonly CartLine[]) =>
  lines.reduce((total, { cost }) => total + cost.totalAmount.amount, 0);

/** A line does not say it; Shopify's own gift cards are of this type, and nothing is shipped. */
function isGiftCard({ merchandise }: CartLine): boolean {
  return (
    !merchandise.requiresShipping && /^gift[\s_-]?cards?$/i.test(merchandise.product.productType)
  );
}

/**
 * What was taken off the order as a whole and is in no line's own price yet. Shopify lists it with
 * what was taken off shipping.
 */
function offWholeCart({ lines, discountAllocations, deliveryGroups }: Purchase): number {
  const ofLines = new Set(lines.value.flatMap((line) => line.discountAllocations.map(nameOf)));
  const unseen = discountAllocations.value
    .filter((allocation) => !ofLines.has(nameOf(allocation)))
    .reduce((total, { discountedAmount }) => total + discountedAmount.amount, 0);
  const offShipping = deliveryGroups.value
    .flatMap(({ deliveryOptions, selectedDeliveryOption }) =>
      deliveryOptions.filter(({ handle }) => handle === selectedDeliveryOption?.handle),
    )
    .reduce(
      (total, option) =>
        'cost' in option ? total + option.cost.amount - option.costAfterDiscounts.amount : total,
      0,
    );
  return Math.max(0, unseen - offShipping);
}

function nameOf(allocation: CartDiscountAllocation): string {
  return allocation.type === 'code' ? allocation.code : allocation.title;
}

/** The tax inside the prices; 0 where it comes on top, as the total tells. */
function includedTax({ cost }: Purchase, net: number): number {
  const tax = cost.totalTaxAmount.value?.amount ?? 0;
  const before = net + (cost.totalShippingAmount.value?.amount ?? 0);
  const total = cost.totalAmount.value.amount;
  return Math.abs(total - before) < Math.abs(total - before - tax) ? tax : 0;
}

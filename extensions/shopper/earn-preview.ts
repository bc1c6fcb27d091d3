/**
 * What an order is going to earn, before our server has seen it. The formula is the ledger's own:
 * eligible × points / perMinor, rounded down once for the whole order. 31.90 at 1 point per 1.00
 * earns 31, and two lines of 15.95 earn 31 too.
 */
import type {
  CartDiscountAllocation,
  CartLine,
  ShippingOption,
  StandardApi,
} from '@shopify/ui-extensions/checkout';
import type { ProgramCard } from '../../app/contracts/card.ts';

export type Purchase = Pick<
  StandardApi,
  'lines' | 'cost' | 'discountAllocations' | 'deliveryGroups' | 'appliedGiftCards'
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
  const { totalAmount, totalShippingAmount, totalTaxAmount } = purchase.cost;
  const { amount: total, currencyCode } = totalAmount.value;
  if (earning === null || currencyCode !== currency) return null;
  const { goods, giftCards } = sumLines(purchase);
  const shipping = totalShippingAmount.value?.amount ?? 0;
  const anyTax = totalTaxAmount.value?.amount ?? 0;
  const onTop = total - goods - giftCards - shipping;
  // The tax inside the prices; 0 where it comes on top: the total is nearer to one than the other.
  const tax = 2 * onTop < anyTax ? anyTax : 0;
  const taxOfGoods = tax && (tax * goods) / (goods + shipping);
  // What gift cards pay for earns nothing: of each amount counts the part that is paid in money.
  const used = sum(purchase.appliedGiftCards.value.map(({ amountUsed }) => amountUsed));
  const eligible = Math.max(0, (goods - taxOfGoods) * (1 - (used && used / total)));
  const eligibleMinor = Math.round(eligible * 10 ** program.decimals);
  return {
    points: Math.floor((eligibleMinor * earning.points) / earning.perMinor),
    isExact: !(tax && shipping),
    orMore: earning.orMore,
  };
}

function sumLines(purchase: Purchase): { goods: number; giftCards: number } {
  const lines = purchase.lines.value;
  const all = sum(lines.map(totalOf));
  const cards = sum(lines.filter(isGiftCard).map(totalOf));
  const part = all && Math.max(0, 1 - offWholeCart(purchase) / all);
  return { goods: (all - cards) * part, giftCards: cards * part };
}

const totalOf = ({ cost }: CartLine) => cost.totalAmount;

const sum = (amounts: readonly { readonly amount: number }[]) =>
  amounts.reduce((total, { amount }) => total + amount, 0);

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
  const unseen = discountAllocations.value.filter((one) => !ofLines.has(nameOf(one)));
  const chosen = deliveryGroups.value.flatMap(({ deliveryOptions, selectedDeliveryOption: ref }) =>
    deliveryOptions.filter(
      (option): option is ShippingOption => option.handle === ref?.handle && 'cost' in option,
    ),
  );
  const onShipping = sum(chosen.map(({ costAfterDiscounts }) => costAfterDiscounts));
  const offShipping = sum(chosen.map(({ cost }) => cost)) - onShipping;
  return Math.max(0, sum(unseen.map(({ discountedAmount }) => discountedAmount)) - offShipping);
}

/** A code's allocation has a code, any other a title. */
function nameOf(allocation: CartDiscountAllocation): string {
  return 'code' in allocation ? allocation.code : allocation.title;
}

/**
 * The price of a cart, as Shopify would have made it: which discounts apply and what each takes
 * off by the cent, taxes, shipping, and who pays how much. Pure: the same cart has the same price.
 *
 * Of all sets of discounts that combine, the one applies with which the buyer pays least
 * (https://help.shopify.com/en/manual/discounts/discount-combinations, 2026-11-23); where two are
 * alike, the one with more of the entered codes, then the one found first.
 */
import { keyOf, gatherContenders } from './contenders.ts';
import type { Contender, Field } from './contenders.ts';
import { combine, maximalSets } from './combine.ts';
import { messageOf } from './eligibility.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluate.ts';
import { total } from './grant.ts';
import { applyPayments } from './payment.ts';
import { ratesFor, sumTaxLines, taxLinesOf } from './tax.ts';
import type { NamedRate } from './tax.ts';
import type {
  CartToPrice,
  CodeReason,
  CodeStatus,
  PricedCart,
  PricedLine,
  PricedShippingLine,
  TaxLine,
} from './types.ts';

/**
 * Prices a cart. Amounts in and out are minor units of the shop's currency. Throws on what cannot
 * be a cart: a negative price, a quantity below one, two lines of one id, a negative tip.
 */
export function priceCart(cart: CartToPrice): PricedCart {
  checkCart(cart);
  const field = gatherContenders(cart);
  const best = bestEvaluation(cart, field.contenders);
  const rates = ratesFor(cart.terms, cart.buyer);
  const lines = best.draft.lines.map((entry): PricedLine => {
    const { line, originalMinor, discountedMinor, remainingMinor, allocations } = entry;
    const isTaxed = line.taxable && !line.isGiftCard;
    return {
      id: line.id,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      originalTotalMinor: originalMinor,
      discountedTotalMinor: discountedMinor,
      finalTotalMinor: remainingMinor,
      allocations,
      taxLines: isTaxed ? taxLinesOf(remainingMinor, rates, cart.terms.taxesIncluded) : [],
    };
  });
  const shippingLines = shippingLinesOf(cart, best, rates);
  return {
    currency: cart.terms.currency,
    taxesIncluded: cart.terms.taxesIncluded,
    lines,
    shippingLines,
    shippingRates: best.rates,
    discountApplications: best.draft.applications,
    ...codesOf(cart, field, best),
    ...totalsOf(cart, lines, shippingLines),
  };
}

function checkCart(cart: CartToPrice): void {
  const ids = new Set(cart.lines.map(({ id }) => id));
  if (ids.size !== cart.lines.length) throw new Error('Two lines of a cart have one id.');
  for (const { id, quantity, unitPriceMinor } of cart.lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new Error(`Line ${id} has a quantity of ${quantity}.`);
    }
    if (!Number.isSafeInteger(unitPriceMinor * quantity) || unitPriceMinor < 0) {
      throw new Error(`Line ${id} has a price of ${unitPriceMinor} minor units.`);
    }
  }
  if (cart.tipMinor < 0) throw new Error(`A tip of ${cart.tipMinor} minor units is none.`);
}

function bestEvaluation(cart: CartToPrice, contenders: readonly Contender[]): Evaluation {
  const automatic = contenders.filter(({ code }) => code === null);
  // Discounts get into each other's way on a line: without the codes the buyer may pay less.
  const sets = [
    ...maximalSets(contenders, combine),
    ...(automatic.length < contenders.length ? maximalSets(automatic, combine) : []),
  ];
  const evaluations = sets.map((set) => evaluate(cart, set));
  const codes = ({ set }: Evaluation): number => set.filter(({ code }) => code !== null).length;
  return evaluations.reduce((best, next) => {
    if (next.payableMinor !== best.payableMinor) {
      return next.payableMinor < best.payableMinor ? next : best;
    }
    return codes(next) > codes(best) ? next : best;
  });
}

function shippingLinesOf(
  cart: CartToPrice,
  { draft }: Evaluation,
  rates: readonly NamedRate[],
): PricedShippingLine[] {
  if (draft.shipping === null) return [];
  const { rate, remainingMinor, allocations } = draft.shipping;
  const { taxShipping, taxesIncluded } = cart.terms;
  return [
    {
      code: rate.code,
      title: rate.title,
      originalMinor: rate.priceMinor,
      finalMinor: remainingMinor,
      allocations,
      taxLines: taxShipping ? taxLinesOf(remainingMinor, rates, taxesIncluded) : [],
    },
  ];
}

function codesOf(
  cart: CartToPrice,
  field: Field,
  best: Evaluation,
): Pick<PricedCart, 'codes' | 'discountCodes'> {
  const codes = cart.enteredCodes.map(({ code, discount }): CodeStatus => {
    const key = keyOf(code);
    const discountId = discount?.id ?? field.accepted.get(key) ?? null;
    const refusal = field.refusals.get(key) ?? lateRefusal(code, field, best);
    return refusal === null
      ? { code, discountId, applicable: true, reason: null, message: '' }
      : { code, discountId, applicable: false, ...refusal };
  });
  const applied = codes.filter(
    ({ applicable, code }, index) =>
      applicable && codes.findIndex((other) => keyOf(other.code) === keyOf(code)) === index,
  );
  const discountCodes = applied.map(({ code }) => {
    const own = best.draft.applications.filter((each) => isOf(each.code, code));
    const isShipping = own.every(({ targetType }) => targetType === 'shipping_line');
    const type = isShipping ? 'shipping' : (own[0]?.valueType ?? 'fixed_amount');
    return { code, amountMinor: total(own.map(({ amountMinor }) => amountMinor)), type } as const;
  });
  return { codes, discountCodes };
}

function isOf(applied: string | null, code: string): boolean {
  return applied !== null && keyOf(applied) === keyOf(code);
}

/** A code that competed and still takes nothing; one of shipping may wait for a rate. */
function lateRefusal(
  code: string,
  field: Field,
  best: Evaluation,
): { readonly reason: CodeReason; readonly message: string } | null {
  if (best.draft.applications.some((application) => isOf(application.code, code))) return null;
  const contender = field.contenders.find((each) => isOf(each.code, code));
  const isMember = contender !== undefined && best.set.includes(contender);
  const refused = contender && best.refused.get(contender);
  const waits = isMember && contender.classes.includes('SHIPPING') && refused === undefined;
  if (waits && (best.draft.shipping?.remainingMinor ?? 0) === 0) return null;
  const reason = refused ?? 'DISCOUNT_CODE_NOT_HONOURED';
  return { reason, message: messageOf(reason, code) };
}

type Totals = Omit<
  PricedCart,
  | 'currency'
  | 'taxesIncluded'
  | 'lines'
  | 'shippingLines'
  | 'shippingRates'
  | 'discountApplications'
  | 'codes'
  | 'discountCodes'
>;

function totalsOf(
  cart: CartToPrice,
  lines: readonly PricedLine[],
  shippingLines: readonly PricedShippingLine[],
): Totals {
  const { tipMinor, terms } = cart;
  const taxLines = sumTaxLines([...lines, ...shippingLines].map((line) => line.taxLines));
  const totalTaxMinor = taxOf(taxLines);
  const subtotalMinor = total(lines.map(({ finalTotalMinor }) => finalTotalMinor));
  const totalShippingMinor = total(shippingLines.map(({ finalMinor }) => finalMinor));
  const addedTaxMinor = terms.taxesIncluded ? 0 : totalTaxMinor;
  const totalMinor = subtotalMinor + totalShippingMinor + addedTaxMinor + tipMinor;
  const giftCardGoods = lines.filter((_, index) => cart.lines[index]?.isGiftCard === true);
  const giftCardGoodsMinor = total(giftCardGoods.map((line) => line.finalTotalMinor));
  const allocations = [...lines, ...shippingLines].flatMap((line) => line.allocations);
  return {
    totalLineItemsMinor: total(lines.map(({ originalTotalMinor }) => originalTotalMinor)),
    subtotalMinor,
    totalDiscountsMinor: total(allocations.map(({ amountMinor }) => amountMinor)),
    totalShippingMinor,
    totalTaxMinor,
    taxLines,
    tipMinor,
    totalMinor,
    ...applyPayments(totalMinor, giftCardGoodsMinor, cart),
  };
}

function taxOf(taxLines: readonly TaxLine[]): number {
  return total(taxLines.map(({ amountMinor }) => amountMinor));
}

/** What discounts take off a cart, as allocations and as applications. */
import { moneyV2 } from '../../admin-api/engine/money-fields.ts';
import type { PricedApplication, PricedCart, PricedLine } from '../../pricing/types.ts';

const KINDS = {
  discount_code: 'Code',
  automatic: 'Automatic',
  manual: 'Custom',
  script: 'Custom',
} as const;

/** Of the order rather than of single lines. */
export const isOfWholeCart = ({ discountClass }: PricedApplication) => discountClass === 'ORDER';

/** `BaseCartDiscountApplication`, of whichever of its three types. */
export function applicationNode(one: PricedApplication, { currency }: PricedCart) {
  return {
    __typename: `Cart${KINDS[one.type]}DiscountApplication`,
    code: one.code,
    title: one.title,
    allocationMethod: one.allocationMethod.toUpperCase(),
    targetSelection: one.targetSelection.toUpperCase(),
    targetType: one.targetType.toUpperCase(),
    totalAllocatedAmount: moneyV2(one.amountMinor, currency),
    value:
      one.valueType === 'percentage'
        ? { __typename: 'PricingPercentageValue', percentage: Number(one.value) }
        : { __typename: 'MoneyV2', amount: String(Number(one.value)), currencyCode: currency },
  };
}

/** `CartDiscountAllocation`: what one application takes off somewhere. */
export function allocationNode(
  one: PricedApplication,
  { priced, amountMinor }: { priced: PricedCart; amountMinor: number },
) {
  const { __typename, ...application } = applicationNode(one, priced);
  return {
    __typename: `Cart${KINDS[one.type]}DiscountAllocation`,
    code: one.code,
    title: one.title,
    targetType: application.targetType,
    discountedAmount: moneyV2(amountMinor, priced.currency),
    // Of one concrete type, while its source is of one of three.
    discountApplication: application,
    sourceDiscountApplication: { __typename, ...application },
  };
}

/** Of a line; with its share of the discounts of the whole cart where asked for. */
export function allocationsOf(line: PricedLine, priced: PricedCart, isLineLevelOnly: boolean) {
  return line.allocations.flatMap(({ applicationIndex, amountMinor }) => {
    const one = priced.discountApplications[applicationIndex];
    if (one === undefined || (isLineLevelOnly && isOfWholeCart(one))) return [];
    return [allocationNode(one, { priced, amountMinor })];
  });
}

/** `DiscountApplication`: what was meant to be taken off, of any of its four types. */
import type { DiscountApplication, Order } from '../../../model/order.ts';
import { bag } from './money.ts';

const TYPES = {
  discount_code: 'DiscountCodeApplication',
  automatic: 'AutomaticDiscountApplication',
  manual: 'ManualDiscountApplication',
  script: 'ScriptDiscountApplication',
} as const;

/** One of an order's applications, by its place. */
export function applicationNode(order: Order, index: number) {
  const application = order.discountApplications[index];
  if (application === undefined) throw new Error(`${order.name} has no discount ${index}.`);
  const { type, title, description, code } = application;
  return {
    __typename: TYPES[type],
    index,
    title,
    description,
    code,
    allocationMethod: application.allocationMethod.toUpperCase(),
    targetSelection: application.targetSelection.toUpperCase(),
    targetType: application.targetType.toUpperCase(),
    value: valueOf(order, application),
  };
}

function valueOf(order: Order, { valueType, value }: DiscountApplication) {
  if (valueType === 'percentage') {
    return { __typename: 'PricingPercentageValue', percentage: Number(value) };
  }
  const { currencyCode } = bag(order, 0).shopMoney;
  return { __typename: 'MoneyV2', amount: String(Number(value)), currencyCode };
}

/**
 * Discounts given by staff, at the till or in a draft. They combine with everything: those on a
 * line come before all others, those on the order after the discounts of the order
 * (https://help.shopify.com/en/manual/sell-in-person/shopify-pos/discount-management/combined-discounts,
 * 2026-11-23: 20.00 less 5.00 on the line, less 10 % on the cart, is 13.50).
 */
import { ratioOf } from '../money/rounding.ts';
import type { Draft } from './draft.ts';
import { takeFromLines, takeFromShipping } from './draft.ts';
import type { GrantValue, Part } from './grant.ts';
import { ofAmount, valueText } from './grant.ts';
import { applyOrderGrant } from './order-stage.ts';
import type { CartToPrice, ManualDiscount, PricedApplication } from './types.ts';

/** Takes a discount of one line off it. Throws when the cart has no such line. */
export function applyToLine(cart: CartToPrice, draft: Draft, manual: ManualDiscount): void {
  const { target } = manual;
  if (target.type !== 'line') return;
  const line = draft.lines.findIndex((entry) => entry.line.id === target.lineId);
  const entry = draft.lines[line];
  if (entry === undefined) throw new Error(`The cart has no line ${target.lineId}.`);
  const amountMinor = ofAmount(grantValue(manual), entry.remainingMinor);
  takeFromLines(draft, manualApplication(cart, manual), [{ line, amountMinor }]);
}

/** Takes a discount of the order off all its lines, gift cards among them. */
export function applyToOrder(cart: CartToPrice, draft: Draft, manual: ManualDiscount): void {
  if (manual.target.type !== 'order') return;
  const parts: Part[] = draft.lines.map(({ line }, index) => ({
    line: index,
    units: line.quantity,
  }));
  const value = grantValue(manual);
  applyOrderGrant(draft, { parts, value, application: manualApplication(cart, manual) });
}

/** Takes a discount of shipping off the chosen rate. */
export function applyToShipping(cart: CartToPrice, draft: Draft, manual: ManualDiscount): void {
  if (manual.target.type !== 'shipping' || draft.shipping === null) return;
  const amountMinor = ofAmount(grantValue(manual), draft.shipping.remainingMinor);
  takeFromShipping(draft, manualApplication(cart, manual), amountMinor);
}

function grantValue({ value }: ManualDiscount): GrantValue {
  return value.type === 'percentage'
    ? { type: 'percentage', share: ratioOf(value.percentage) }
    : { type: 'amount', amountMinor: value.amountMinor, onEachItem: false };
}

/** As in the sample order of the REST reference: manual, explicit, across. */
function manualApplication(
  cart: CartToPrice,
  manual: ManualDiscount,
): Omit<PricedApplication, 'amountMinor'> {
  const isShipping = manual.target.type === 'shipping';
  const isOrder = manual.target.type === 'order';
  return {
    type: 'manual',
    discountId: null,
    discountClass: isShipping ? 'SHIPPING' : isOrder ? 'ORDER' : 'PRODUCT',
    code: null,
    title: manual.title,
    description: manual.description,
    ...valueText(grantValue(manual), cart.terms.currency),
    allocationMethod: 'across',
    targetSelection: isOrder ? 'all' : 'explicit',
    targetType: isShipping ? 'shipping_line' : 'line_item',
  };
}

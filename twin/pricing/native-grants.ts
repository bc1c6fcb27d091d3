/**
 * What the discounts a shop defines itself want to take off: amount off, buy X get Y, free
 * shipping. The fields of their applications are those orders carry: a percentage or amount over
 * the entitled lines is `across`, one on each item or on given units is `each`, free shipping is
 * 100 % of the shipping line.
 */
import { ratioOf } from '../money/rounding.ts';
import { giveUnits } from './bxgy.ts';
import { minimumReason } from './eligibility.ts';
import { entitledLines, isNamed } from './entitlement.ts';
import type { Grant, GrantValue, Part } from './grant.ts';
import { valueText } from './grant.ts';
import { needsShipping } from './shipping.ts';
import type { CartToPrice, CodeReason, DiscountClass, DiscountDefinition } from './types.ts';

/** What a discount wants, or why it may want nothing. */
export type Wanted =
  | { readonly ok: true; readonly grants: readonly Grant[] }
  | { readonly ok: false; readonly reason: CodeReason };

type Effect = { type: 'percentage'; percentage: number } | { type: 'amount'; amountMinor: number };

/** Grants of a basic, bxgy or free-shipping discount; `code` when it was entered. */
export function nativeGrants(
  cart: CartToPrice,
  discount: DiscountDefinition,
  code: string | null,
): Wanted {
  switch (discount.kind) {
    case 'basic':
      return basicGrants(cart, discount, code);
    case 'bxgy':
      return bxgyGrants(cart, discount, code);
    case 'free_shipping':
      return shippingGrants(cart, discount, code);
    case 'app':
      throw new Error(`Discount ${discount.id} is decided by its function.`);
  }
}

function basicGrants(cart: CartToPrice, discount: DiscountDefinition, code: string | null): Wanted {
  const { gets } = discount;
  if (gets === null) throw new Error(`Discount ${discount.id} says not what it gives.`);
  const entitled = entitledLines(cart.lines, gets.items, discount);
  if (entitled.length === 0) {
    const isOtherwiseBought = cart.lines.some((line) => isNamed(line, gets.items));
    const reason = isOtherwiseBought
      ? 'DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE'
      : 'DISCOUNT_NO_ENTITLED_LINE_ITEMS';
    return { ok: false, reason };
  }
  const short = minimumReason(discount.minimum, worth(cart, entitled));
  if (short !== null) return { ok: false, reason: short };
  const discountClass = discount.classes.includes('ORDER') ? 'ORDER' : 'PRODUCT';
  const words = { cart, discount, code, discountClass } as const;
  const isOnAll = gets.items.type === 'all';
  const all = entitled.map((line) => ({ line, units: cart.lines[line]?.quantity ?? 0 }));
  if (gets.value.type !== 'quantity') {
    const value = valueOf(gets.value, gets.value.type === 'amount' && gets.value.onEachItem);
    return { ok: true, grants: [grantOf(words, { parts: all, value, isOnAll })] };
  }
  const { quantity, effect } = gets.value;
  const free = { buys: [], gets: entitled, usesMax: 1, getQuantity: quantity };
  const none = { type: 'quantity', quantity: 0 } as const;
  const given = giveUnits({ lines: cart.lines, ...free, prerequisite: none });
  if (!given.ok) return { ok: false, reason: 'DISCOUNT_QUANTITY_NOT_IN_RANGE' };
  const value = valueOf(effect, true);
  const grant = grantOf(words, { parts: given.parts, value, isOnAll: false, isPerUnit: true });
  return { ok: true, grants: [{ ...grant, isWhole: true }] };
}

function bxgyGrants(cart: CartToPrice, discount: DiscountDefinition, code: string | null): Wanted {
  const { buys, gets } = discount;
  if (buys === null || gets?.value.type !== 'quantity') {
    throw new Error(`Discount ${discount.id} says not what is bought and given.`);
  }
  const given = giveUnits({
    lines: cart.lines,
    buys: entitledLines(cart.lines, buys.items, discount),
    gets: entitledLines(cart.lines, gets.items, discount),
    prerequisite: buys.value,
    getQuantity: gets.value.quantity,
    usesMax: discount.usesPerOrderMax,
  });
  if (!given.ok) return given;
  const words = { cart, discount, code, discountClass: 'PRODUCT' } as const;
  const value = valueOf(gets.value.effect, true);
  const grant = grantOf(words, { parts: given.parts, value, isOnAll: false, isPerUnit: true });
  return { ok: true, grants: [{ ...grant, isWhole: true, holds: given.holds }] };
}

function shippingGrants(
  cart: CartToPrice,
  discount: DiscountDefinition,
  code: string | null,
): Wanted {
  const countryCodes = discount.shipping?.countryCodes ?? null;
  const { countryCode } = cart.buyer;
  const isFar = countryCode !== null && countryCodes?.includes(countryCode) === false;
  if (isFar || !needsShipping(cart.lines)) {
    return { ok: false, reason: 'DISCOUNT_NO_ENTITLED_SHIPPING_LINES' };
  }
  const lines = entitledLines(cart.lines, { type: 'all' }, discount);
  if (lines.length === 0) return { ok: false, reason: 'DISCOUNT_INCOMPATIBLE_PURCHASE_TYPE' };
  const short = minimumReason(discount.minimum, worth(cart, lines));
  if (short !== null) return { ok: false, reason: short };
  const words = { cart, discount, code, discountClass: 'SHIPPING' } as const;
  const value = valueOf({ type: 'percentage', percentage: 1 }, true);
  const grant = grantOf(words, {
    parts: lines.map((line) => ({ line, units: cart.lines[line]?.quantity ?? 0 })),
    value,
    isOnAll: countryCodes === null,
    isPerUnit: true,
  });
  const priceMaxMinor = discount.shipping?.priceMaxMinor ?? null;
  return { ok: true, grants: [{ ...grant, rates: { codes: null, priceMaxMinor } }] };
}

/** What lines cost before any discount, and how many units they are. */
export function worth(
  cart: Pick<CartToPrice, 'lines'>,
  positions: readonly number[],
): { amountMinor: number; quantity: number } {
  let amountMinor = 0;
  let quantity = 0;
  for (const index of positions) {
    const line = cart.lines[index];
    amountMinor += (line?.unitPriceMinor ?? 0) * (line?.quantity ?? 0);
    quantity += line?.quantity ?? 0;
  }
  return { amountMinor, quantity };
}

function valueOf(effect: Effect, onEachItem: boolean): GrantValue {
  return effect.type === 'percentage'
    ? { type: 'percentage', share: ratioOf(effect.percentage) }
    : { type: 'amount', amountMinor: effect.amountMinor, onEachItem };
}

function grantOf(
  words: {
    readonly cart: CartToPrice;
    readonly discount: DiscountDefinition;
    readonly code: string | null;
    readonly discountClass: DiscountClass;
  },
  what: {
    readonly parts: readonly Part[];
    readonly value: GrantValue;
    readonly isOnAll: boolean;
    readonly isPerUnit?: boolean;
  },
): Grant {
  const { discount, code, discountClass } = words;
  const isEach = what.isPerUnit ?? (what.value.type === 'amount' && what.value.onEachItem);
  return {
    discountClass,
    parts: what.parts,
    holds: [],
    isWhole: false,
    rates: null,
    value: what.value,
    application: {
      type: code === null ? 'automatic' : 'discount_code',
      discountId: discount.id,
      discountClass,
      code,
      title: code ?? discount.title,
      description: null,
      ...valueText(what.value, words.cart.terms.currency),
      allocationMethod: isEach ? 'each' : 'across',
      targetSelection: what.isOnAll ? 'all' : 'entitled',
      targetType: discountClass === 'SHIPPING' ? 'shipping_line' : 'line_item',
    },
  };
}

/**
 * Everybody who wants to take something off a cart: entered codes first, in their order, then
 * automatic discounts. Functions run here, each once for a target, all on the same cart; they may
 * also accept codes the shop does not know and reject codes it does.
 */
import { messageOf, standingReason } from './eligibility.ts';
import { functionGrants } from './function-grants.ts';
import type { FunctionCart, FunctionOperation } from './function-types.ts';
import type { Grant } from './grant.ts';
import { nativeGrants, worth } from './native-grants.ts';
import { offeredRates } from './shipping.ts';
import type { CartToPrice, CodeReason, DiscountClass, DiscountDefinition } from './types.ts';

export type Contender = {
  readonly discount: DiscountDefinition;
  readonly code: string | null;
  readonly classes: readonly DiscountClass[];
  readonly grants: readonly Grant[];
};

export type Refusal = { readonly reason: CodeReason; readonly message: string };

export type Field = {
  readonly contenders: readonly Contender[];
  /** Why a code does not even compete; keyed by `keyOf` the code. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Codes a function took on, with the discount of that function. */
  readonly accepted: ReadonlyMap<string, number>;
};

/** A buyer uses at most five codes of product and order discounts beside one of shipping
 * (https://help.dollarlabs.io/dollarlabs-ultimate-discounts/function-limitations-by-shopify). */
const codesMax = 5;

/** Codes are told apart without case. */
export function keyOf(code: string): string {
  return code.trim().toUpperCase();
}

/** Who competes for this cart, and which codes do not and why. */
export function gatherContenders(cart: CartToPrice): Field {
  const field = {
    contenders: [] as Contender[],
    refusals: new Map<string, Refusal>(),
    accepted: new Map<string, number>(),
    rejected: new Map<string, string>(),
  };
  gatherAutomatic(cart, field);
  gatherCodes(cart, field);
  const byCode = field.contenders.filter(({ code }) => code !== null);
  return {
    contenders: [...byCode, ...field.contenders.filter(({ code }) => code === null)],
    refusals: field.refusals,
    accepted: field.accepted,
  };
}

type OpenField = {
  readonly contenders: Contender[];
  readonly refusals: Map<string, Refusal>;
  readonly accepted: Map<string, number>;
  readonly rejected: Map<string, string>;
};

function gatherAutomatic(cart: CartToPrice, field: OpenField): void {
  for (const discount of cart.automaticDiscounts) {
    const at = { instant: cart.at, buyer: cart.buyer, usageCount: discount.usageCount };
    if (standingReason(discount, at) !== null) continue;
    const grants = automaticGrants(cart, discount, field);
    if (grants.length > 0) field.contenders.push(contenderOf(discount, null, grants));
  }
}

function automaticGrants(
  cart: CartToPrice,
  discount: DiscountDefinition,
  field: OpenField,
): readonly Grant[] {
  if (discount.kind !== 'app') {
    const wanted = nativeGrants(cart, discount, null);
    return wanted.ok ? wanted.grants : [];
  }
  const operations = runTargets(cart, discount, null);
  for (const {
    enteredDiscountCodesAccept: accept,
    enteredDiscountCodesReject: reject,
  } of operations) {
    for (const { code } of accept?.codes ?? []) field.accepted.set(keyOf(code), discount.id);
    for (const { code } of reject?.codes ?? []) {
      field.rejected.set(keyOf(code), reject?.message ?? '');
    }
  }
  return functionGrants({ cart, discount, code: null }, operations);
}

function gatherCodes(cart: CartToPrice, field: OpenField): void {
  const seen = new Set<string>();
  let counted = 0;
  for (const { code, discount, codeUsageCount } of cart.enteredCodes) {
    const key = keyOf(code);
    if (seen.has(key)) continue;
    seen.add(key);
    const refuse = (reason: CodeReason, message = messageOf(reason, code)): void => {
      field.refusals.set(key, { reason, message });
    };
    const rejected = field.rejected.get(key);
    if (rejected !== undefined) {
      refuse('DISCOUNT_CODE_NOT_HONOURED', rejected);
    } else if (discount === null) {
      if (!field.accepted.has(key)) refuse('DISCOUNT_NOT_FOUND');
    } else {
      const entered = { code, discount, usageCount: codeUsageCount ?? discount.usageCount };
      const answer = contenderOfCode(cart, entered);
      if ('reason' in answer) refuse(answer.reason);
      else if (isOfGoods(answer) && counted >= codesMax) refuse('DISCOUNT_CODE_NOT_HONOURED');
      else field.contenders.push(answer);
      if (!('reason' in answer) && isOfGoods(answer)) counted += 1;
    }
  }
}

function isOfGoods({ classes }: Contender): boolean {
  return classes.includes('PRODUCT') || classes.includes('ORDER');
}

function contenderOfCode(
  cart: CartToPrice,
  entered: {
    readonly code: string;
    readonly discount: DiscountDefinition;
    readonly usageCount: number;
  },
): Contender | { readonly reason: CodeReason } {
  const { code, discount, usageCount } = entered;
  const at = { instant: cart.at, buyer: cart.buyer, usageCount };
  const reason = standingReason(discount, at);
  if (reason !== null) return { reason };
  if (discount.kind !== 'app') {
    const wanted = nativeGrants(cart, discount, code);
    return wanted.ok ? contenderOf(discount, code, wanted.grants) : wanted;
  }
  const operations = runTargets(cart, discount, code);
  const grants = functionGrants({ cart, discount, code }, operations);
  if (grants.length === 0) return { reason: 'DISCOUNT_NO_ENTITLED_LINE_ITEMS' };
  return contenderOf(discount, code, grants);
}

function contenderOf(
  discount: DiscountDefinition,
  code: string | null,
  grants: readonly Grant[],
): Contender {
  const classes = [...new Set(grants.map(({ discountClass }) => discountClass))];
  return { discount, code, classes, grants };
}

function runTargets(
  cart: CartToPrice,
  discount: DiscountDefinition,
  code: string | null,
): FunctionOperation[] {
  const { runFunction } = cart;
  if (runFunction === undefined) return [];
  const targets: FunctionCart['target'][] = [];
  const { classes } = discount;
  if (classes.includes('PRODUCT') || classes.includes('ORDER')) {
    targets.push('cart.lines.discounts.generate.run');
  }
  if (classes.includes('SHIPPING')) targets.push('cart.delivery-options.discounts.generate.run');
  return targets.flatMap((target) => runFunction(discount, functionCart(cart, target, code)));
}

function functionCart(
  cart: CartToPrice,
  target: FunctionCart['target'],
  triggeringDiscountCode: string | null,
): FunctionCart {
  const { amountMinor } = worth(cart, [...cart.lines.keys()]);
  return {
    target,
    lines: cart.lines,
    buyer: cart.buyer,
    at: cart.at,
    note: cart.note,
    triggeringDiscountCode,
    enteredDiscountCodes: cart.enteredCodes.map(({ code }) => ({ code, rejectable: true })),
    deliveryGroupId: 'gid://shopify/CartDeliveryGroup/0',
    deliveryOptions: offeredRates(cart, amountMinor),
    selectedDeliveryCode: cart.shippingRateCode,
  };
}

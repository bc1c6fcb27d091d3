/**
 * What Laurel's own codes took off an order, out of its webhook: `discount_codes` names the codes
 * on it, `discount_applications` the discounts, and every `discount_allocations` points at one of
 * those by its place (https://shopify.dev/docs/api/admin-rest/latest/resources/order, read
 * 2026-11). Codes of any other shape are not kept.
 */
import { z } from 'zod';
import type { CodeOnOrder } from '../domain/facts/observed-order.ts';
import { type MoneyMinor, NO_MONEY } from '../domain/kernel/money.ts';
import type { Parked } from './parked-reason.ts';
import { rewardCode } from './reward-code.ts';
import { invalidField, money, optionalListOf, sumMinor } from './shopify-fields.ts';

const A_PLACE = 'must be the place of a discount';
const place = z.int({ error: A_PLACE }).nonnegative(A_PLACE);

export const allocationsSchema = optionalListOf(
  z.object({ amount: money, discount_application_index: place.nullish() }),
);

export const codesSchema = {
  discount_codes: optionalListOf(z.object({ code: z.string({ error: 'must be text' }).nullish() })),
  discount_applications: optionalListOf(
    z.object({ type: z.unknown().optional(), code: z.unknown().optional() }),
  ),
  shipping_lines: optionalListOf(z.object({ discount_allocations: allocationsSchema })),
};

type Allocations = z.output<typeof allocationsSchema>;
type CodesPayload = z.output<z.ZodObject<typeof codesSchema>>;

/** A line of the order that counts, with what was allocated to it. */
type AllocatedLine = { readonly id: string; readonly allocations: Allocations };

/**
 * Reads our codes, in the order in which the payload names them. A code that took nothing off is
 * one all the same: free shipping on what was shipped for nothing.
 */
export function readCodes(
  order: CodesPayload,
  lines: readonly AllocatedLine[],
  exponent: number,
): Parked | { ok: true; codes: readonly CodeOnOrder[] } {
  const { codes, byPlace } = findCodes(order);
  if (codes.length === 0) return { ok: true, codes };
  let totalMinor = 0;
  const eachOf = (allocations: Allocations, add: (code: Code, amountMinor: MoneyMinor) => void) => {
    for (const { amount, discount_application_index: place } of allocations) {
      const code = byPlace.get(place ?? -1);
      const amountMinor = code ? sumMinor([amount], exponent) : null;
      totalMinor += amountMinor ?? 0;
      if (code && amountMinor) add(code, amountMinor);
    }
  };
  for (const { discount_allocations: allocations } of order.shipping_lines) {
    eachOf(allocations, (code, amountMinor) => {
      code.shippingMinor = (code.shippingMinor + amountMinor) as MoneyMinor;
    });
  }
  for (const { id, allocations } of lines) {
    eachOf(allocations, (code, discountMinor) => code.lines.push({ lineId: id, discountMinor }));
  }
  // Checked once for all of it: no sum of parts can then be too large.
  return Number.isSafeInteger(totalMinor)
    ? { ok: true, codes }
    : invalidField('discount_codes', 'take off more than can be counted exactly');
}

type Code = {
  readonly code: string;
  readonly lines: CodeOnOrder['lines'][number][];
  shippingMinor: MoneyMinor;
};

/** Our codes on the order, and which of its discounts are theirs. */
function findCodes(order: CodesPayload): { codes: Code[]; byPlace: Map<number, Code> } {
  const known = new Map<string, Code>();
  const byPlace = new Map<number, Code>();
  const find = (text: unknown): Code | null => {
    const code = typeof text === 'string' ? rewardCode(text) : null;
    if (code === null) return null;
    const found = known.get(code) ?? { code, lines: [], shippingMinor: NO_MONEY };
    known.set(code, found);
    return found;
  };
  for (const { code } of order.discount_codes) find(code);
  for (const [place, { type, code }] of order.discount_applications.entries()) {
    const found = type === 'discount_code' ? find(code) : null;
    if (found) byPlace.set(place, found);
  }
  return { codes: [...known.values()], byPlace };
}

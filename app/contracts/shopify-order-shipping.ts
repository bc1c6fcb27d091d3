/** What an order's shipping was sold for, out of its webhook. Refunds take off it later. */
import { z } from 'zod';
import type { OrderSnapshot } from '../domain/facts/observed-order.ts';
import { minor } from '../domain/kernel/money.ts';
import type { Parked } from './parked-reason.ts';
import { allocationsSchema } from './shopify-order-codes.ts';
import { invalidField, money, optionalListOf, sumMinor, yesOrNo } from './shopify-fields.ts';

export const shippingLinesSchema = optionalListOf(
  z.object({
    price: money.nullish(),
    is_removed: yesOrNo.nullish(),
    discount_allocations: allocationsSchema,
    tax_lines: optionalListOf(z.object({ price: money })),
  }),
);

type ShippingLines = z.output<typeof shippingLinesSchema>;

type Reading =
  | {
      readonly ok: true;
      readonly shipping: Pick<OrderSnapshot, 'shippingMinor' | 'shippingTaxMinor'>;
    }
  | Parked;

/** Lines that an edit took off count no more. */
export function readShipping(lines: ShippingLines, exponent: number): Reading {
  let [shippingMinor, shippingTaxMinor] = [0, 0];
  for (const [index, line] of lines.entries()) {
    if (line.is_removed === true) continue;
    const price = sumMinor([line.price ?? '0'], exponent);
    const off = sumMinor(
      line.discount_allocations.map(({ amount }) => amount),
      exponent,
    );
    const tax = sumMinor(
      line.tax_lines.map((one) => one.price),
      exponent,
    );
    shippingMinor += Math.max(0, (price ?? Infinity) - (off ?? 0));
    shippingTaxMinor += tax ?? Infinity;
    // So little of what is exact that goods, taxes and shipping add up to an exact sum.
    if (shippingMinor + shippingTaxMinor > Number.MAX_SAFE_INTEGER / 4) {
      return invalidField(`shipping_lines[${index}]`, 'is worth more than can be counted exactly');
    }
  }
  return {
    ok: true,
    shipping: { shippingMinor: minor(shippingMinor), shippingTaxMinor: minor(shippingTaxMinor) },
  };
}

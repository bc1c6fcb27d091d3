/** What two customers would become. Trade decides; nothing is kept of it here. */
import type { Customer } from '../../../model/customer.ts';
import { mergedCustomer, type MergeOverrides, whoStays } from '../../../trade/merge-customers.ts';

export type MergePreview = {
  readonly kept: Customer;
  readonly other: Customer;
  readonly merged: Customer;
  readonly pair: readonly Customer[];
};

/** The customer that would stay, as it would be, and the one that would go. */
export function previewMerge(
  one: Customer,
  two: Customer,
  overrides: MergeOverrides,
): MergePreview {
  const [kept, other] = whoStays(one, two, overrides);
  return { kept, other, merged: mergedCustomer(kept, other, overrides), pair: [one, two] };
}

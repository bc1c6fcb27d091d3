/** A sale that is done, as extensions hear of it: background ones, and receipts. */
import type { TillState } from '../../extensions/surfaces/types.ts';
import type { Mounted } from '../../placements/browser/mount-extensions.ts';

export type Sold = {
  readonly done: { readonly orderId: number; readonly customerId: number | null };
  /** As it stood when the money was taken. */
  readonly till: TillState;
  readonly currency: string;
};

/** What `transactioncomplete` brings, and what a receipt is of. */
export function transactionOf({ done, till, currency }: Sold): Readonly<Record<string, unknown>> {
  const money = (text: string) => ({ amount: Number(text), currency });
  const { orderId, customerId } = done;
  return {
    transactionType: 'Sale',
    orderId,
    ...(customerId ? { customer: { id: customerId } } : {}),
    discounts: till.cart.cartDiscounts,
    taxTotal: money(till.cart.taxTotal),
    subtotal: money(till.cart.subtotal),
    grandTotal: money(till.cart.grandTotal),
    paymentMethods: [],
    balanceDue: money('0'),
    executedAt: new Date().toISOString(),
    lineItems: till.cart.lineItems,
  };
}

/** Tells `transactioncomplete`. */
export function tellBackground(
  transaction: Readonly<Record<string, unknown>>,
  mounted: readonly Mounted[],
): void {
  for (const { extension, running } of mounted) {
    if (extension.target !== 'pos.app.ready.data') continue;
    running.emit('', 'transactioncomplete', transaction);
  }
}

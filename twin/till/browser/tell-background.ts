/** Extensions without a place of their own are told what the till has done. */
import type { TillState } from '../../extensions/surfaces/types.ts';
import type { Mounted } from '../../placements/browser/mount-extensions.ts';

type Sold = {
  readonly done: { readonly orderId: number; readonly customerId: number | null };
  /** As it stood when the money was taken. */
  readonly till: TillState;
  readonly currency: string;
  readonly mounted: readonly Mounted[];
};

/** `transactioncomplete` of a sale. */
export function tellBackground({ done, till, currency, mounted }: Sold): void {
  const money = (text: string) => ({ amount: Number(text), currency });
  const { orderId, customerId } = done;
  const event = {
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
  for (const { extension, running } of mounted) {
    if (extension.target === 'pos.app.ready.data') running.emit('', 'transactioncomplete', event);
  }
}

/** What was taken off a whole order and off its shipping, discount by discount. */
import type { DiscountApplication, Order } from '../model/order.ts';

export type OrderDiscount = {
  readonly application: DiscountApplication;
  readonly amountMinor: number;
};

/** Of the whole order: shared among its lines, and told with the sums. */
export function ofWholeOrder(application: DiscountApplication | undefined): boolean {
  return (
    application?.targetType === 'line_item' &&
    application.targetSelection === 'all' &&
    application.allocationMethod === 'across'
  );
}

/** In the order they were applied; those of single lines stand with the lines. */
export function orderDiscounts(order: Order): OrderDiscount[] {
  const allocations = [...order.lines, ...order.shippingLines].flatMap((line) => line.allocations);
  return order.discountApplications.flatMap((application, index) => {
    if (application.targetType === 'line_item' && !ofWholeOrder(application)) return [];
    const amountMinor = allocations
      .filter(({ applicationIndex }) => applicationIndex === index)
      .reduce((sum, allocation) => sum + allocation.amountMinor, 0);
    return [{ application, amountMinor }];
  });
}

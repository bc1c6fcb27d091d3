/**
 * An observed order as the use of one of our codes: what of the code's discount is still on goods
 * that were kept, after each return.
 *
 * Law: a pure function of everything observed, worked out from the units left and never by
 * subtracting rounded parts. The whole is what the code took off all that was ordered, so that a
 * return counts alike before and after the payment: we may learn of the payment late.
 *
 * Example: two mugs at £10 with £5.00 off are £2.50 each; one comes back, so £2.50 is kept. Free
 * shipping is kept as long as any unit is: what was shipped was shipped.
 */
import { minor, type MoneyMinor, NO_MONEY, proportion } from '../kernel/money.ts';
import type { CodeUse, CodeUseStep } from './code-use.ts';
import type {
  CodeOnOrder,
  ObservedOrder,
  ObservedRefund,
  OrderSnapshot,
} from './observed-order.ts';
import { refundsInOrder, unitsCovered } from './order-units.ts';

/** The use; null while the order is unknown or not paid, and where it does not carry the code. */
export function codeUse(
  of: { readonly redemptionId: string; readonly code: string; readonly orderId: string },
  { latest, covered, paidAt, refunds }: ObservedOrder,
): CodeUse | null {
  if (!latest || !covered || paidAt === null) return null;
  const isOurs = ({ code }: CodeOnOrder) => code === of.code;
  const code = covered.codes.find(isOurs) ?? latest.codes.find(isOurs);
  if (!code) return null;
  const kept = new KeptDiscount(code, covered, unitsCovered(covered, latest));
  const { redemptionId, orderId } = of;
  return {
    redemptionId,
    orderId,
    orderName: latest.name,
    currency: latest.currency,
    totalMinor: kept.totalMinor,
    steps: stepsOf(kept, {
      paidAt,
      cancelledAt: latest.cancelledAt,
      refunds: refundsInOrder(Object.values(refunds)),
    }),
  };
}

type Life = Pick<OrderSnapshot, 'cancelledAt'> & {
  readonly paidAt: OrderSnapshot['updatedAt'];
  readonly refunds: readonly ObservedRefund[];
};

function stepsOf(kept: KeptDiscount, { paidAt, cancelledAt, refunds }: Life): CodeUseStep[] {
  const steps: CodeUseStep[] = [];
  const add = (kind: CodeUseStep['kind'], at: Life['paidAt'], cause: string): void => {
    const isCancelled = cancelledAt !== null && at >= cancelledAt;
    const isAllBack = isCancelled || kept.isAllBack();
    steps.push({ kind, at, cause, keptMinor: isAllBack ? NO_MONEY : kept.minor(), isAllBack });
  };
  for (const refund of refunds) if (refund.at < paidAt) kept.take(refund);
  add('paid', paidAt, 'paid');
  for (const refund of refunds) {
    if (refund.at < paidAt || (cancelledAt !== null && refund.at >= cancelledAt)) continue;
    kept.take(refund);
    add('refund', refund.at, `refund:${refund.id}`);
  }
  if (cancelledAt !== null && cancelledAt > paidAt) add('cancel', cancelledAt, 'cancel');
  return steps;
}

type DiscountedLine = {
  readonly ordered: number;
  readonly discountMinor: MoneyMinor;
  left: number;
};

/** A code's discount on what is left of an order, while its units go back. */
class KeptDiscount {
  readonly totalMinor: MoneyMinor;
  readonly #shippingMinor: MoneyMinor;
  readonly #lines = new Map<string, DiscountedLine>();
  #unitsLeft = 0;
  #keptMinor = 0;

  constructor(code: CodeOnOrder, order: OrderSnapshot, sold: ReadonlyMap<string, number>) {
    const discounts = new Map<string, number>();
    for (const { lineId, discountMinor } of code.lines) {
      discounts.set(lineId, (discounts.get(lineId) ?? 0) + discountMinor);
    }
    let totalMinor: number = code.shippingMinor;
    for (const { id, quantity } of order.lines) {
      const discountMinor = minor(discounts.get(id) ?? 0);
      totalMinor += discountMinor;
      const line = { ordered: quantity, discountMinor, left: 0 };
      this.#lines.set(id, line);
      this.#leave(line, sold.get(id) ?? 0);
    }
    this.totalMinor = minor(totalMinor);
    this.#shippingMinor = code.shippingMinor;
  }

  take({ units }: ObservedRefund): void {
    for (const { lineId, quantity } of units) {
      const line = this.#lines.get(lineId);
      if (line) this.#leave(line, Math.max(0, line.left - quantity));
    }
  }

  /** Whether every unit came back. An order of nothing but a tip never does. */
  isAllBack(): boolean {
    return this.#lines.size > 0 && this.#unitsLeft === 0;
  }

  minor(): MoneyMinor {
    return minor(this.#keptMinor + this.#shippingMinor);
  }

  #leave(line: DiscountedLine, units: number): void {
    const { ordered, discountMinor, left } = line;
    this.#keptMinor += proportion(discountMinor, units, ordered);
    this.#keptMinor -= proportion(discountMinor, left, ordered);
    this.#unitsLeft += units - left;
    line.left = units;
  }
}

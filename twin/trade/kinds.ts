/** Records that only trade keeps: uses of discounts, edits not yet committed, jobs. */
import { defineKind, instant, number, text } from '../store/kind.ts';
import type { OrderLine } from '../model/order.ts';

/** One order used one discount. What limits per customer and late counts are judged by. */
export type DiscountUse = {
  readonly id: number;
  readonly discountId: number;
  /** Null: an automatic discount. */
  readonly codeId: number | null;
  readonly orderId: number;
  readonly customerId: number | null;
  readonly email: string | null;
  readonly at: number;
};

export const discountUses = defineKind<DiscountUse>('DiscountUse', {
  discount_id: number((use) => use.discountId),
  code_id: number((use) => use.codeId),
  order_id: number((use) => use.orderId),
  customer_id: number((use) => use.customerId),
  email: text((use) => use.email),
  at: instant((use) => use.at),
});

/** A line put into an edit; its order does not have it before the edit is committed. */
export type StagedLine = Omit<OrderLine, 'addedAt' | 'taxLines' | 'allocations'> & {
  readonly discount: StagedDiscount | null;
};

export type StagedDiscount = {
  readonly id: number;
  readonly description: string;
  readonly value:
    | { readonly type: 'percentage'; readonly percentage: number }
    | { readonly type: 'amount'; readonly amountMinor: number };
};

/** An edit in the making, `CalculatedOrder` in the Admin API. */
export type OrderEditSession = {
  readonly id: number;
  readonly orderId: number;
  readonly added: readonly StagedLine[];
  /** Lines of the order whose current quantity is to change. */
  readonly quantities: readonly {
    readonly lineId: number;
    readonly quantity: number;
    readonly restock: boolean;
    /** Of the line that takes what is added to a discounted line. */
    readonly extraLineId: number;
  }[];
  /** On lines the order had already. */
  readonly discounts: readonly { readonly lineId: number; readonly discount: StagedDiscount }[];
  readonly createdAt: number;
  readonly committedAt: number | null;
};

export const orderEditSessions = defineKind<OrderEditSession>('CalculatedOrder', {
  order_id: number((session) => session.orderId),
});

/** Work done behind the reply to a mutation; `token` is what its gid ends in. */
export type Job = { readonly id: number; readonly token: string; readonly isDone: boolean };

/** The same records as those of `job(id:)` in the Admin API. */
export const jobs = defineKind<Job>('Job', { token: text((job) => job.token) });

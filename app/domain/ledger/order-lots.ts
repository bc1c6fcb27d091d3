/** Every rule line of an order has a lot of its own; what they are called. */
import type { OrderFact } from '../facts/order-fact.ts';
import type { ProgramVersion } from '../program/program.ts';

/** The lot an order's points by its base rule are kept in. */
export function lotIdOf(order: { readonly id: string }): string {
  return `order:${order.id}`;
}

/** The lot an order's points by a rule are kept in; the version is the one that judges it. */
export function lineLotId(order: OrderFact, ruleId: string, { definition }: ProgramVersion) {
  return ruleId === definition.earning.id ? lotIdOf(order) : `order:${order.id}:${ruleId}`;
}

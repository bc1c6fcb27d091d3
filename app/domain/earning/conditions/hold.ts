/** Whether the conditions of a list hold; all of them must, and none is none too few. */
import type { OrderLine } from '../../facts/order-fact.ts';
import type { JudgedOrder } from './condition.ts';
import { type Condition, kindOf } from './registry.ts';

/** Whether those on the whole order hold; those on lines are not asked. */
export function orderHolds(when: readonly Condition[], judged: JudgedOrder): boolean {
  for (const condition of when) {
    const kind = kindOf(condition);
    if (kind.of === 'order' && kind.holds(condition, judged) === condition.not) return false;
  }
  return true;
}

/** Whether those on lines hold for this one; those on the whole order are not asked. */
export function lineHolds(when: readonly Condition[], line: OrderLine): boolean {
  for (const condition of when) {
    const kind = kindOf(condition);
    if (kind.of === 'line' && kind.holds(condition, line) === condition.not) return false;
  }
  return true;
}

/** Whether any of them is about lines, so that they pick some of an order's. */
export function picksLines(when: readonly Condition[]): boolean {
  return when.some((condition) => kindOf(condition).of === 'line');
}

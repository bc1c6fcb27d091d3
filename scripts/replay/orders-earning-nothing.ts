/**
 * Orders of the trade that earn nothing as they stand in the end, by the reason why: every point is
 * explained, and so is every zero.
 */
import { whyNot, type WhyNot } from '../../app/domain/earning/why-not.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import type { FoldOutcome } from '../../app/domain/fold.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';

/** How many orders earn nothing for a reason, and the first of them. */
export type EarningNothing = {
  readonly why: WhyNot['why'];
  readonly orders: number;
  readonly example: WhyNot;
};

export class OrdersEarningNothing {
  readonly #byWhy = new Map<WhyNot['why'], { orders: number; readonly example: WhyNot }>();
  readonly #version: ProgramVersion;

  constructor(version: ProgramVersion) {
    this.#version = version;
  }

  /** A member's orders after their fold. */
  note(orders: readonly OrderFact[], { state }: Pick<FoldOutcome, 'state'>): void {
    const earning = new Set<string>();
    for (const { id, awarded } of state.lots.values()) {
      if (awarded > 0) earning.add(id.split(':')[1] ?? '');
    }
    for (const order of orders) {
      if (!earning.has(order.id)) this.#add(order, state.progress);
    }
  }

  /** The most frequent reason first. */
  reasons(): readonly EarningNothing[] {
    return [...this.#byWhy]
      .map(([why, { orders, example }]) => ({ why, orders, example }))
      .sort((a, b) => b.orders - a.orders);
  }

  #add(order: OrderFact, { placed: all, onceHeldBy }: FoldOutcome['state']['progress']) {
    const version = this.#version;
    const placed = all.get(order.id);
    // Rules that remember nothing of orders ask for nothing of their placement either.
    const plain = { version: version.version, tierId: null, tierPercent: 100, nth: 1 };
    const { room = null, roomOf = null } = placed ?? {};
    const reason = whyNot({
      order,
      isTest: false,
      version,
      takesPart: true,
      placement: placed?.placement ?? plain,
      bound: room === null || roomOf === null ? null : { room, by: roomOf },
      // An order that earns nothing has no bonus, so whoever has one is another order.
      givenElsewhere: new Set(onceHeldBy.keys()),
    });
    if (!reason) return;
    const known = this.#byWhy.get(reason.why);
    if (known) known.orders += 1;
    else this.#byWhy.set(reason.why, { orders: 1, example: reason });
  }
}

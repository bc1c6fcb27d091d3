/** What was heard of an order, put in order the naive way. */
import type { Heard, PlainRefund, PlainSnapshot } from './order-life.ts';

export type States = {
  readonly latest: PlainSnapshot;
  readonly covered: PlainSnapshot;
  /** What an edit took off while it waits to be paid; a cancelled order loses everything later. */
  readonly still: PlainSnapshot;
  readonly paidAt: number;
  /** Infinity where it was not. */
  readonly cancelledAt: number;
  /** Every refund heard of, in order. */
  readonly returns: readonly PlainRefund[];
};

/** Null while the order is unknown or was not paid. */
export function statesOf(heard: readonly Heard[]): States | null {
  const states: PlainSnapshot[] = [];
  const refunds = new Map<string, PlainRefund>();
  for (const one of heard) {
    if ('refund' in one) refunds.set(one.refund.id, one.refund);
    else {
      states.push(one.snapshot);
      for (const refund of one.snapshot.refunds) refunds.set(refund.id, refund);
    }
  }
  const latest = newest(states);
  const covered = newest(states.filter((state) => state.paid));
  if (!latest || !covered) return null;
  return {
    latest,
    covered,
    still: latest.cancelledAt === null ? latest : covered,
    paidAt: Math.min(...states.filter((state) => state.paid).map((state) => state.updatedAt)),
    cancelledAt: latest.cancelledAt ?? Infinity,
    returns: [...refunds.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
  };
}

/** Each instant at which something changed, with the refunds made by then. */
export function changesOf({ paidAt, cancelledAt, returns }: States) {
  const before = returns.filter((one) => one.at < paidAt);
  const changes = [{ at: paidAt, rank: 0, cause: 'paid', refunds: before }];
  for (const [place, one] of returns.entries()) {
    if (one.at < paidAt || one.at >= cancelledAt) continue;
    const refunds = returns.slice(0, place + 1);
    changes.push({ at: one.at, rank: 1, cause: `refund:${one.id}`, refunds });
  }
  if (cancelledAt > paidAt && cancelledAt !== Infinity) {
    changes.push({ at: cancelledAt, rank: 2, cause: 'cancel', refunds: [...returns] });
  }
  return changes;
}

function newest(states: readonly PlainSnapshot[]): PlainSnapshot | undefined {
  let best: PlainSnapshot | undefined;
  for (const state of states) if (!best || ageOf(state) > ageOf(best)) best = state;
  return best;
}

/** Text that sorts as time does; within one instant by what happens to an order only once. */
function ageOf(state: PlainSnapshot): string {
  let units = 0;
  for (const line of state.lines) units += line.currentQuantity;
  const digits = (number: number) => String(number).padStart(16, '0');
  return [
    digits(state.updatedAt),
    state.cancelledAt === null ? '0' : '1',
    digits(state.refunds.length),
    digits(9_999_999_999 - units),
    state.paid ? '1' : '0',
    state.customerId === null ? '0' : '1',
    state.digest,
  ].join(' ');
}

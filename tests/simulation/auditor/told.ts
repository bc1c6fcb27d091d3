/** What was heard of an order, put in order the naive way. */
import type { Heard, PlainChargeback, PlainRefund, PlainSnapshot } from '../order-told.ts';

export type Told = {
  readonly latest: PlainSnapshot;
  /** The newest that was paid; null while none was. */
  readonly covered: PlainSnapshot | null;
  /** What an edit took off while it waits to be paid; a cancelled order loses everything later. */
  readonly still: PlainSnapshot;
  /** Infinity where it was not. */
  readonly paidAt: number;
  readonly sentAt: number;
  readonly cancelledAt: number;
  readonly tags: readonly string[];
  /** Every refund heard of, in order. */
  readonly returns: readonly PlainRefund[];
  readonly disputes: readonly PlainChargeback[];
  /** What gift cards and store credit paid, in the order's currency. */
  readonly creditMinor: number;
};

/** Null while nothing but refunds and charge-backs was heard of the order. */
export function toldOf(heard: readonly Heard[]): Told | null {
  const states = heard.flatMap((one) => ('snapshot' in one ? [one.snapshot] : []));
  const latest = newest(states);
  if (!latest) return null;
  const paid = states.filter((state) => state.paid);
  const covered = newest(paid) ?? null;
  const speaking = states.filter((state) => state.customerTags !== null);
  speaking.sort((a, b) => a.updatedAt - b.updatedAt);
  return {
    latest,
    covered,
    still: covered && latest.cancelledAt !== null ? covered : latest,
    // Clocks differ: nothing is paid before it is bought.
    paidAt: Math.max(latest.createdAt, Math.min(Infinity, ...paid.map((state) => state.updatedAt))),
    sentAt: Math.min(Infinity, ...states.map((state) => state.fulfilledAt ?? Infinity)),
    cancelledAt: latest.cancelledAt ?? Infinity,
    tags: speaking[0]?.customerTags ?? [],
    returns: returnsIn(heard),
    disputes: disputesIn(heard),
    creditMinor: creditIn(heard, (covered ?? latest).currency),
  };
}

/** Every payment once; of what contradicts itself the most. */
function creditIn(heard: readonly Heard[], currency: string): number {
  const all = heard.flatMap((one) => ('credits' in one ? one.credits : []));
  const own = all.filter((one) => one.currency === currency);
  let sum = 0;
  for (const id of new Set(own.map((one) => one.id))) {
    sum += Math.max(...own.flatMap((one) => (one.id === id ? [one.amountMinor] : [])));
  }
  return sum;
}

function returnsIn(heard: readonly Heard[]): PlainRefund[] {
  const refunds = new Map<string, PlainRefund>();
  for (const one of heard) {
    if ('refund' in one) refunds.set(one.refund.id, one.refund);
    if (!('snapshot' in one)) continue;
    for (const refund of one.snapshot.refunds) refunds.set(refund.id, refund);
  }
  return [...refunds.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Of each charge-back the earliest that was heard of when it began and when it was won. */
function disputesIn(heard: readonly Heard[]): PlainChargeback[] {
  const all = heard.flatMap((one) => ('chargeback' in one ? [one.chargeback] : []));
  return [...new Set(all.map(({ id }) => id))].sort().map((id) => {
    const own = all.filter((one) => one.id === id);
    const won = own.flatMap(({ wonAt }) => (wonAt === null ? [] : [wonAt]));
    return {
      id,
      openedAt: Math.min(...own.map(({ openedAt }) => openedAt)),
      wonAt: won.length > 0 ? Math.min(...won) : null,
    };
  });
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

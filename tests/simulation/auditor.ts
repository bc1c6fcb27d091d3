/**
 * The auditor: what a member ought to have, worked out again the naive way from the log of what was
 * heard and what was decided. Shares no code with the domain, on purpose: where both agree on
 * thousands of lives, both would have to be wrong in the same way. Slow, plain, and meant to stay
 * so.
 */
import type { Heard, PlainRefund, PlainSnapshot } from './order-life.ts';
import { countsMinor, daysLater } from './auditor-sums.ts';
import type { PlainVersion } from './shop-life.ts';

export type Shop = { readonly zone: string; readonly versions: readonly PlainVersion[] };

export type AuditedDecision = {
  readonly kind: 'hold' | 'settle' | 'release';
  readonly redemptionId: string;
  readonly at: number;
  readonly takes?: readonly { readonly lotId: string; readonly points: number }[];
};

export type AuditedLot = {
  id: string;
  earnedAt: number;
  maturesAt: number | null;
  awarded: number;
  pending: number;
  available: number;
  held: number;
};

type Moment = { at: number; rank: number; id: string; happen: () => void };

/** The member's lots as of an instant, in burn order. */
export function audit(
  shop: Shop,
  log: { heard: readonly Heard[]; decisions: readonly AuditedDecision[] },
  member: string,
  asOf: number,
): AuditedLot[] {
  const lots: AuditedLot[] = [];
  const moments: Moment[] = [];
  for (const orderId of new Set(log.heard.map((one) => one.orderId))) {
    const heard = log.heard.filter((one) => one.orderId === orderId);
    moments.push(...orderMoments(shop, lots, { orderId, heard, member }));
  }
  moments.push(...decisionMoments(lots, log.decisions));
  moments.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.id < b.id ? -1 : 1));
  for (const moment of moments) {
    if (moment.at > asOf) break;
    moment.happen();
    settleDebts(lots);
  }
  return lots.sort(byAge);
}

/** Which lots a reward of that cost would take, or null where it must be refused. */
export function auditHold(lots: readonly AuditedLot[], cost: number) {
  let total = 0;
  for (const lot of lots) total += lot.available;
  if (total < cost) return null;
  const takes: { lotId: string; points: number }[] = [];
  for (const lot of [...lots].sort(byAge)) {
    const taken = Math.max(0, Math.min(lot.available, cost));
    if (taken > 0) takes.push({ lotId: lot.id, points: taken });
    cost -= taken;
  }
  return takes;
}

function byAge(a: AuditedLot, b: AuditedLot): number {
  return a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1);
}

function orderMoments(
  shop: Shop,
  lots: AuditedLot[],
  { orderId, heard, member }: { orderId: string; heard: readonly Heard[]; member: string },
): Moment[] {
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
  if (!latest || !covered || latest.customerId !== member || latest.test) return [];
  const version = versionAt(shop.versions, latest.createdAt);
  if (!version) return [];

  // What an edit took off while it waits to be paid; a cancelled order loses everything later.
  const still = latest.cancelledAt === null ? latest : covered;
  const paidAt = Math.min(...states.filter((state) => state.paid).map((state) => state.updatedAt));
  const cancelledAt = latest.cancelledAt ?? Infinity;
  const returns = [...refunds.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const claims: { at: number; rank: number; id: string; worth: number }[] = [];
  const claim = (at: number, rank: number, id: string, counted: PlainRefund[]) => {
    const minor = at >= cancelledAt ? 0 : countsMinor(covered, still, counted);
    const worth = Number(
      (BigInt(minor) * BigInt(version.ratePoints)) / BigInt(version.ratePerMinor),
    );
    claims.push({ at, rank, id: `${orderId} ${id}`, worth });
  };
  claim(
    paidAt,
    0,
    'paid',
    returns.filter((one) => one.at < paidAt),
  );
  for (const [place, one] of returns.entries()) {
    if (one.at < paidAt || one.at >= cancelledAt) continue;
    claim(one.at, 1, `refund:${one.id}`, returns.slice(0, place + 1));
  }
  if (cancelledAt > paidAt && cancelledAt !== Infinity) claim(cancelledAt, 2, 'cancel', returns);
  return claimMoments(shop, lots, { lotId: `order:${orderId}`, claims, version });
}

function claimMoments(
  shop: Shop,
  lots: AuditedLot[],
  order: {
    lotId: string;
    claims: { at: number; rank: number; id: string; worth: number }[];
    version: PlainVersion;
  },
): Moment[] {
  const { lotId, claims, version } = order;
  const earned = claims.find((claim) => claim.worth > 0);
  if (!earned) return [];
  const waits = version.pendingDays > 0;
  const maturesAt = waits ? daysLater(earned.at, version.pendingDays, shop.zone) : null;
  const moments: Moment[] = claims.map(({ at, rank, id, worth }) => ({
    ...{ at, rank, id },
    happen: () => {
      let lot = lots.find((one) => one.id === lotId);
      if (!lot && worth === 0) return;
      if (!lot) lots.push((lot = newLot(lotId, at, maturesAt)));
      const change = worth - lot.awarded;
      lot.awarded = worth;
      const isWaiting = lot.maturesAt !== null && at < lot.maturesAt;
      if (change > 0) lot[isWaiting ? 'pending' : 'available'] += change;
      else {
        const waiting = Math.min(lot.pending, -change);
        lot.pending -= waiting;
        lot.available -= -change - waiting;
      }
    },
  }));
  if (maturesAt === null) return moments;
  const mature = () => {
    const lot = lots.find((one) => one.id === lotId && one.maturesAt === maturesAt);
    if (!lot) return;
    lot.available += lot.pending;
    lot.pending = 0;
  };
  return [...moments, { at: maturesAt, rank: -1, id: lotId, happen: mature }];
}

function decisionMoments(lots: AuditedLot[], decisions: readonly AuditedDecision[]): Moment[] {
  const takesOf = new Map(decisions.map((one) => [one.redemptionId, one] as const).reverse());
  return decisions.map(({ kind, redemptionId, at }) => ({
    at,
    rank: 3,
    id: redemptionId,
    happen: () => {
      for (const take of takesOf.get(redemptionId)?.takes ?? []) {
        let lot = lots.find((one) => one.id === take.lotId);
        if (!lot) lots.push((lot = newLot(take.lotId, at, null)));
        if (kind === 'hold') lot.available -= take.points;
        if (kind === 'release') lot.available += take.points;
        lot.held += kind === 'hold' ? take.points : -take.points;
      }
    },
  }));
}

/** As long as one lot owes and another has, the oldest that has pays the oldest that owes. */
function settleDebts(lots: AuditedLot[]): void {
  for (;;) {
    const inOrder = [...lots].sort(byAge);
    const owing = inOrder.find((lot) => lot.available < 0);
    const having = inOrder.find((lot) => lot.available > 0);
    if (!owing || !having) return;
    const amount = Math.min(-owing.available, having.available);
    owing.available += amount;
    having.available -= amount;
  }
}

function newLot(id: string, earnedAt: number, maturesAt: number | null): AuditedLot {
  return { id, earnedAt, maturesAt, awarded: 0, pending: 0, available: 0, held: 0 };
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

function versionAt(versions: readonly PlainVersion[], at: number): PlainVersion | undefined {
  return [...versions]
    .filter((version) => version.effectiveAt <= at)
    .sort((a, b) => b.effectiveAt - a.effectiveAt || b.version - a.version)[0];
}

/**
 * The auditor: what a member ought to have, worked out again the naive way from the log of what was
 * heard and what was decided. Shares no code with the domain, on purpose: where both agree on
 * thousands of lives, both would have to be wrong in the same way. Slow, plain, and meant to stay
 * so.
 */
import type { Heard } from './order-life.ts';
import { countsMinor, daysLater } from './auditor-sums.ts';
import { changesOf, statesOf } from './auditor-states.ts';
import { dueBack, giveBack } from './auditor-uses.ts';
import type { PlainVersion } from './shop-life.ts';

export type Shop = { readonly zone: string; readonly versions: readonly PlainVersion[] };

export type Take = { readonly lotId: string; readonly points: number };

export type AuditedDecision = { readonly at: number } & (
  | {
      readonly kind: 'hold';
      readonly redemptionId: string;
      readonly rewardName: string;
      readonly takes: readonly Take[];
    }
  | { readonly kind: 'settle'; readonly redemptionId: string; readonly orderId: string }
  | { readonly kind: 'release'; readonly redemptionId: string }
  | {
      readonly kind: 'charge';
      readonly redemptionId: string;
      readonly orderId: string;
      readonly why: string;
      readonly takes: readonly Take[];
    }
  | {
      readonly kind: 'adjust';
      readonly id: string;
      readonly points: number;
      readonly takes: readonly Take[];
    }
);

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
  moments.push(...decisionMoments(lots, log));
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
  const states = statesOf(heard);
  if (!states || states.latest.customerId !== member || states.latest.test) return [];
  const version = versionAt(shop.versions, states.latest.createdAt);
  if (!version) return [];
  const claims = changesOf(states).map(({ at, rank, cause, refunds }) => {
    const minor = at >= states.cancelledAt ? 0 : countsMinor(states.covered, states.still, refunds);
    const worth = Number(
      (BigInt(minor) * BigInt(version.ratePoints)) / BigInt(version.ratePerMinor),
    );
    return { at, rank, id: `${orderId} ${cause}`, worth };
  });
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

function decisionMoments(
  lots: AuditedLot[],
  { heard, decisions }: { heard: readonly Heard[]; decisions: readonly AuditedDecision[] },
): Moment[] {
  const moments: Moment[] = [];
  for (const decision of decisions) {
    const { at, kind } = decision;
    const id = kind === 'adjust' ? decision.id : decision.redemptionId;
    const takes = takesOf(decision, decisions);
    const decide = () => {
      for (const take of takes) {
        const lot = findOrOpen(lots, take.lotId, at);
        if (kind === 'hold' || kind === 'charge' || kind === 'adjust') lot.available -= take.points;
        if (kind === 'release') lot.available += take.points;
        if (kind === 'hold') lot.held += take.points;
        if (kind === 'settle' || kind === 'release') lot.held -= take.points;
      }
      if (kind === 'adjust' && decision.points > 0) {
        findOrOpen(lots, `adjust:${decision.id}`, at).available += decision.points;
      }
    };
    if (kind !== 'settle' && kind !== 'charge') {
      moments.push({ at, rank: 9, id, happen: decide });
      continue;
    }
    // What came back of an order before its points were spent comes back in the same breath.
    const told = heard.filter((one) => one.orderId === decision.orderId);
    const spent = takes.reduce((sum, take) => sum + take.points, 0);
    let returned = 0;
    const back = (due: number) => {
      giveBack(lots, takes, [returned, Math.max(due, returned)]);
      returned = Math.max(due, returned);
    };
    const changes = dueBack(told, id, spent);
    const before = changes.filter((change) => change.at <= at);
    const once = () => {
      decide();
      for (const { due } of before) back(due);
    };
    moments.push({ at, rank: 9, id, happen: once });
    for (const { at: later, rank, cause, due } of changes) {
      if (later <= at) continue;
      const name = `${id} ${decision.orderId} ${cause}`;
      moments.push({ at: later, rank: 3 + rank, id: name, happen: () => back(due) });
    }
  }
  return moments;
}

/** The lots a decision is about: its own takes, or those of the hold it ends. */
function takesOf(
  decision: AuditedDecision,
  decisions: readonly AuditedDecision[],
): readonly Take[] {
  if (decision.kind !== 'settle' && decision.kind !== 'release') return decision.takes;
  for (const one of decisions) {
    if (one.kind === 'hold' && one.redemptionId === decision.redemptionId) return one.takes;
  }
  return [];
}

function findOrOpen(lots: AuditedLot[], id: string, at: number): AuditedLot {
  let lot = lots.find((one) => one.id === id);
  if (!lot) lots.push((lot = newLot(id, at, null)));
  return lot;
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

function versionAt(versions: readonly PlainVersion[], at: number): PlainVersion | undefined {
  return [...versions]
    .filter((version) => version.effectiveAt <= at)
    .sort((a, b) => b.effectiveAt - a.effectiveAt || b.version - a.version)[0];
}

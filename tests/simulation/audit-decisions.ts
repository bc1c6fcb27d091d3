/** Every decision was legal on what was known when it was taken; what was refused had to be. */
import { expect } from 'vitest';
import type { Decision } from '../../app/domain/facts/decision.ts';
import { audit, type Audited } from './auditor/audit.ts';
import { auditCharge, auditPayments } from './auditor/charges.ts';
import { auditHold } from './auditor/lots.ts';
import { auditAdmission, auditAuto as predictAuto } from './auditor/rewards.ts';
import { uniteLogs } from './auditor/together.ts';
import { peopleOf } from './audited-people.ts';
import type { Books } from './books.ts';
import type { Adjusted, Auto, Redeemed } from './live-through.ts';
import type { Heard } from './order-life.ts';
import type { ShopLife } from './shop-life.ts';

type Count = (what: string) => void;
type Known = { readonly books: Books; readonly heard: readonly Heard[] };

/** All that was known of a member, and of everybody, before an instant. */
function knownOf({ books, heard }: Known, member: string, before = Infinity) {
  const log = uniteLogs(peopleOf(books, heard, member));
  const own = log.decisions.filter(({ at }) => at < before);
  const all = books.decisionsOn().filter(({ at }) => at < before);
  return {
    ...{ versions: books.versions, own, all },
    /** The first instant from `now` on that no decision has. */
    free: (now: number): number => Math.max(now, ...all.map(({ at }) => at + 1)),
    audit: (at: number, more: readonly Decision[] = []): Audited =>
      audit(books.versions, { ...log, decisions: [...own, ...more] }, at),
  };
}

/** The same answer, and the same points. */
export function auditRedeemed(life: ShopLife, redeemed: Redeemed, count: Count): void {
  const { books, wish, plan } = redeemed;
  if (!plan) return count('no code left');
  const { id: member, decisions } = books.keeperOf(wish.member);
  const hold = decisions.find((one) => one.kind === 'hold' && one.redemptionId === wish.id);
  const known = knownOf(redeemed, member, hold?.at);
  const at = hold?.at ?? known.free(wish.at);
  const { lots, tierId } = known.audit(at);
  const { rewardId, cost } = wish;
  const segmentIds = life.segmentIds.get(member) ?? [];
  const expected = auditAdmission({ ...known, rewardId, cost, at, tierId, segmentIds, lots });
  const said = plan.ok ? { takes: plan.takes } : { reason: plan.reason };
  expect(said, `Wish ${wish.id}`).toEqual(expected);
  count(plan.ok ? 'held' : 'refused');
  if (!plan.ok) count(`refused: ${plan.reason}`);
}

/** What takes itself, one after the other, as if each had been decided before the next. */
export function auditAuto(life: ShopLife, auto: Auto, count: Count): void {
  const { member, at, autos } = auto;
  const known = knownOf(auto, member);
  const segmentIds = life.segmentIds.get(member) ?? [];
  const fresh: Decision[] = [];
  for (const [place, one] of [...autos, null].entries()) {
    if (place === MANY) break;
    const [own, all] = [known.own, known.all].map((before) => [...before, ...fresh]);
    const now = at + place;
    const { lots, tierId } = known.audit(now, fresh);
    const about = { ...known, own: own ?? [], all: all ?? [], at: now, tierId, segmentIds };
    const expected = predictAuto({ ...about, lots });
    const took = one && { rewardId: one.reward.id, takes: one.takes };
    expect(took, `${member}’s rewards by themselves, number ${place}`).toEqual(expected);
    if (!one || !took) continue;
    count('taken by itself');
    if (place > 0) count('taken by itself again');
    const { takes } = one;
    const named = { rewardId: one.reward.id, rewardName: '', version: 0 };
    fresh.push({ kind: 'hold', redemptionId: `auto ${place}`, at: one.at, ...named, takes });
  }
}

/** So many at once and no more. */
const MANY = 100;

/** The decision was legal on what was known, and took the points the auditor would have taken. */
export function auditTaking(adjusted: Adjusted): void {
  const { books, wish, plan } = adjusted;
  const { id: member, decisions } = books.keeperOf(wish.member);
  const taken = decisions.find((one) => one.kind === 'adjust' && one.id === wish.id);
  const known = knownOf(adjusted, member, taken?.at);
  const { lots } = known.audit(taken?.at ?? known.free(wish.at));
  expect(plan.ok ? plan.takes : null, `Wish ${wish.id}`).toEqual(auditHold(lots, -wish.points));
}

/**
 * What was decided since the last look by nobody's wish was legal: a charge took the lots the
 * auditor would have chosen, and points for a level were due.
 */
export function auditDecisions(
  { books, heard, at }: Known & { readonly at: number },
  audited: Map<string, number>,
): void {
  for (const id of books.members.keys()) {
    const { members, root } = books.groupOf(id);
    if (root !== id) continue;
    const fresh = members.flatMap((one) => {
      const { decisions } = books.member(one);
      const from = audited.get(one) ?? 0;
      audited.set(one, decisions.length);
      return decisions.slice(from);
    });
    if (!fresh.some(({ kind }) => kind === 'charge' || kind === 'entry')) continue;
    fresh.sort((a, b) => a.at - b.at);
    for (const batch of batchesOf(fresh)) auditCharges({ books, heard }, id, batch);
    for (const entry of fresh) {
      if (entry.kind !== 'entry') continue;
      const { wishes } = knownOf({ books, heard }, id, entry.at).audit(Math.max(at, entry.at));
      const { levelId, points } = entry;
      expect(wishes, `${id}’s points for ${levelId}`).toContainEqual({ levelId, points });
    }
  }
}

/** Settlements and charges that were decided on together, on one look at the lots. */
function batchesOf(fresh: readonly Decision[]): Decision[][] {
  const batches: Decision[][] = [[]];
  for (const one of fresh) {
    if (one.kind === 'charge' || one.kind === 'settle') batches.at(-1)?.push(one);
    else batches.push([]);
  }
  return batches;
}

function auditCharges(known: Known, member: string, charges: readonly Decision[]): void {
  const [first] = charges;
  if (!first) return;
  const before = knownOf(known, member, first.at);
  const { lots } = before.audit(first.at);
  for (const charge of charges) {
    if (charge.kind !== 'charge') continue;
    const { redemptionId } = charge;
    const hold = before.all.find((one) => one.kind === 'hold' && one.redemptionId === redemptionId);
    const held = hold?.kind === 'hold' ? hold.takes : [];
    const cost = charge.takes.reduce((sum, take) => sum + take.points, 0);
    const expected = auditCharge(lots, { cost, held, redemptionId });
    expect(charge.takes, `The charge of ${redemptionId}`).toEqual(expected);
    for (const { lotId, points } of expected) {
      const lot = lots.find(({ id }) => id === lotId);
      if (lot) lot.available -= points;
    }
  }
}

/** Every paid order that carries a member's code was paid for in points, once. */
export function auditUses(books: Books, heard: readonly Heard[]): void {
  for (const { decisions } of books.members.values()) {
    const redeemed = decisions.flatMap((one) => ('redemptionId' in one ? [one] : []));
    for (const code of new Set(redeemed.map((one) => one.redemptionId))) {
      const own = redeemed.filter((one) => one.redemptionId === code);
      const payments = auditPayments(heard, own, code);
      expect(payments.filter(({ paidWith }) => paidWith.length !== 1)).toEqual([]);
      const settled = payments.filter(({ paidWith }) => paidWith.includes('settle'));
      const isReleased = own.some(({ kind }) => kind === 'release');
      const isHeld = own.some(({ kind }) => kind === 'hold');
      expect(settled.length).toBe(isHeld && !isReleased && payments.length > 0 ? 1 : 0);
    }
  }
}

/** What the services decide at a shopper's or staff's wish, in memory. */
import type { Decision } from '../../app/domain/facts/decision.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { type HoldPlan, planHold } from '../../app/domain/rewards/plan-hold.ts';
import { planTake } from '../../app/domain/rewards/plan-take.ts';
import type { Books } from './books.ts';
import type { Happening } from './shop-life.ts';

type Wish<What extends Happening['what']> = Extract<Happening, { what: What }>;

/**
 * Decides a redemption on what is known now; the decision is kept unless it is refused. Null where
 * its code is not there to be given.
 */
export function redeem(books: Books, { at: now, id, cost, member: who }: Wish<'redeem'>) {
  if (books.redemptions.holderOf(id) !== null) return null;
  const member = books.member(who);
  const at = books.upToDecision(member, now);
  // What was known of the past may just have charged the code to somebody.
  if (books.redemptions.holderOf(id) !== null) return null;
  const plan = planHold(member.state.lots.values(), points(cost));
  if (!plan.ok) return plan;
  const named = { rewardId: `costs-${cost}`, rewardName: `Costs ${cost}` };
  const version = books.versions[0]?.version ?? 1;
  const { takes } = plan;
  books.decide(member, { kind: 'hold', redemptionId: id, at, ...named, version, takes });
  return plan;
}

/** Gives or takes points; what cannot be taken is refused. */
export function adjust(books: Books, wish: Wish<'adjust'>): HoldPlan {
  const member = books.member(wish.member);
  const at = books.upToDecision(member, wish.at);
  const amount = points(wish.points);
  const plan: HoldPlan =
    amount > 0
      ? { ok: true, takes: [] }
      : planTake(member.state.lots.values(), points(-wish.points));
  if (!plan.ok) return plan;
  const { id } = wish;
  books.decide(member, {
    ...{ kind: 'adjust', id, at, points: amount, reason: 'A gesture', takes: plan.takes },
  });
  return plan;
}

/** Undoes an adjustment, once; answers whether there was one. */
export function undo(books: Books, { at: now, id }: Wish<'undo'>): boolean {
  const isIts = (one: Decision) => one.kind === 'adjust' && one.id === id;
  for (const member of books.members.values()) {
    if (!member.decisions.some(isIts)) continue;
    const at = books.upToDecision(member, now);
    books.decide(member, { kind: 'undo', id: `U${id}`, at, of: id, reason: 'A slip' });
    return true;
  }
  return false;
}

export function importPoints(books: Books, wish: Wish<'import'>): void {
  const { id, points: amount, earnedAt, expiresAt } = wish;
  const member = books.member(wish.member);
  const at = books.upToDecision(member, wish.at);
  books.decide(member, {
    ...{ kind: 'import', id, at, points: points(amount), source: 'Another program' },
    ...{ earnedAt: instant(earnedAt), expiresAt: expiresAt === null ? null : instant(expiresAt) },
  });
}

/** Releases a redemption that no order is known to carry; answers whether there was one. */
export function release(books: Books, { id, at: now }: Wish<'release'>): boolean {
  const holder = books.redemptions.holderOf(id);
  if (holder === null || !books.redemptions.isOpen(id)) return false;
  const member = books.member(holder);
  const at = books.upToDecision(member, now);
  if (!books.redemptions.isOpen(id)) return false;
  books.decide(member, { kind: 'release', redemptionId: id, at });
  return true;
}

/** What the services decide at a shopper's or staff's wish, in memory. */
import type { Decision, LotTake } from '../../app/domain/facts/decision.ts';
import { admitMerge } from '../../app/domain/identity/merge.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { versionInForce } from '../../app/domain/program/program.ts';
import type { Reward, RewardChoice } from '../../app/domain/program/reward.ts';
import { type Admission, admitRedemption } from '../../app/domain/rewards/admit-redemption.ts';
import { type AutoRedemption, autoRedemptions } from '../../app/domain/rewards/auto-redemptions.ts';
import type { HoldPlan } from '../../app/domain/rewards/plan-hold.ts';
import { planTake } from '../../app/domain/rewards/plan-take.ts';
import type { Books } from './books.ts';
import type { Member } from './books-member.ts';
import type { Happening } from './shop-life.ts';

type Wish<What extends Happening['what']> = Extract<Happening, { what: What }>;

/** The segments each member is in. */
export type Segments = ReadonlyMap<string, readonly string[]>;

/**
 * Decides a redemption on what is known now; the decision is kept unless it is refused. Null where
 * its code is not there to be given, or nothing was published yet.
 */
export function redeem(books: Books, wish: Wish<'redeem'>, segments: Segments): Admission | null {
  const { at: now, id, rewardId, cost } = wish;
  if (books.redemptions.holderOf(id) !== null) return null;
  const member = books.keeperOf(wish.member);
  const at = books.upToDecision(member, now);
  const version = versionInForce(books.versions, at);
  // What was known of the past may just have charged the code to somebody.
  if (!version || books.redemptions.holderOf(id) !== null) return null;
  const admission = admitRedemption({
    ...{ version, rewardId, cost: points(cost), at },
    ...standingOf(member, segments),
    taken: takenOf(books.decisionsOn(member.id), rewardId),
    takenByAll: takenOf(books.decisionsOn(), rewardId).length,
  });
  if (admission.ok) hold(books, member, { ...admission, id, at, number: admission.version });
  return admission;
}

/**
 * Takes what takes itself of a member's rewards, until there is no more of it; every answer is
 * shown before it is decided on.
 */
export function takeAutos(
  books: Books,
  of: { readonly member: string; readonly now: number; readonly segments: Segments },
  show: (autos: readonly AutoRedemption[], at: Instant) => void,
): void {
  const member = books.member(of.member);
  for (;;) {
    const inForce = versionInForce(books.versions, instant(of.now));
    if (!inForce?.definition.rewards.some(({ auto }) => auto)) return;
    const at = books.upToDecision(member, of.now);
    const version = versionInForce(books.versions, at);
    if (!version) return;
    const autos = autoRedemptions({
      ...{ version, at, ...standingOf(member, of.segments) },
      takenOf: (rewardId) => takenOf(books.decisionsOn(member.id), rewardId),
      takenByAllOf: (rewardId) => takenOf(books.decisionsOn(), rewardId).length,
    });
    show(autos, at);
    if (autos.length === 0) return;
    for (const auto of autos) {
      const number = books.decisionsOn().filter(({ kind }) => kind === 'hold').length;
      hold(books, member, { ...auto, id: `X${number}`, number: version.version });
    }
  }
}

function standingOf(member: Member, segments: Segments) {
  const { lots, progress } = member.state;
  return {
    lots: lots.values(),
    tierId: progress.tiers?.level()?.id ?? null,
    segmentIds: segments.get(member.id) ?? [],
  };
}

function hold(
  books: Books,
  member: Member,
  taken: {
    readonly reward: Reward;
    readonly choice: RewardChoice;
    readonly takes: readonly LotTake[];
    readonly id: string;
    readonly at: Instant;
    readonly number: number;
  },
): void {
  const { reward, takes, id, at, number } = taken;
  const named = { rewardId: reward.id, rewardName: reward.name, version: number };
  books.decide(member, { kind: 'hold', redemptionId: id, at, ...named, takes });
}

/** When a reward was taken, without what was released. */
function takenOf(decisions: readonly Decision[], rewardId: string): Instant[] {
  const released = new Set(
    decisions.flatMap((one) => (one.kind === 'release' ? one.redemptionId : [])),
  );
  return decisions.flatMap((one) => {
    const isIts = one.kind === 'hold' && one.rewardId === rewardId;
    return isIts && !released.has(one.redemptionId) ? one.at : [];
  });
}

/** Gives or takes points; what cannot be taken is refused. */
export function adjust(books: Books, wish: Wish<'adjust'>): HoldPlan {
  const member = books.keeperOf(wish.member);
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

/** Undoes an adjustment, once, where it stands; answers whether there was one. */
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
  const member = books.keeperOf(wish.member);
  const at = books.upToDecision(member, wish.at);
  books.decide(member, {
    ...{ kind: 'import', id, at, points: points(amount), source: 'Another program' },
    ...{ earnedAt: instant(earnedAt), expiresAt: expiresAt === null ? null : instant(expiresAt) },
  });
}

/** Gives a level, or takes it back. */
export function grant(books: Books, { id, at: now, levelId, until, ...wish }: Wish<'grant'>): void {
  const member = books.keeperOf(wish.member);
  const at = books.upToDecision(member, now);
  const end = until === null ? null : instant(until);
  books.decide(member, { kind: 'grant', id, at, levelId, until: end, reason: 'A friend' });
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

/**
 * Makes two members one; answers whether they can be. Stamped after all that was decided on either,
 * which is shown first.
 */
export function merge(
  books: Books,
  { id, from, into, at: now }: Wish<'merge'>,
  show: () => void = () => {},
): boolean {
  if (!admitMerge({ from, into }, books.merges).ok) return false;
  const at = books.upToDecision(books.keeperOf(from), now);
  books.upToDecision(books.keeperOf(into), at);
  show();
  const merged = { id, from, into, at: books.freeInstant(at) };
  books.merge(merged, merged.at);
  return true;
}

/** Withdraws a merge as if it had never been; answers whether it stood. */
export function unmerge(books: Books, { id, at }: Wish<'unmerge'>): boolean {
  const merged = books.merges.find((one) => one.id === id);
  if (!merged) return false;
  books.merge(merged, books.freeInstant(at));
  return true;
}

/** One member of the books in memory, and one order as they see it. */
import type { ActivityFact, StandingFact } from '../../app/domain/facts/activity.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import {
  type ObservedOrder,
  observeChargeback,
  observeCredits,
  observeRefund,
  observeSnapshot,
} from '../../app/domain/facts/observed-order.ts';
import { type Claim, ownerOfGuestOrder } from '../../app/domain/identity/guest-orders.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { emptyState, type MemberState } from '../../app/domain/ledger/member-state.ts';
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import type { Posting } from '../../app/domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import type { Heard } from './order-life.ts';

export type Member = {
  readonly id: string;
  readonly posted: PostedMovement[];
  readonly decisions: Decision[];
  readonly activities: ActivityFact[];
  readonly standing: StandingFact[];
  state: MemberState;
  /** The newest instant that time was passed to, whether or not anything happened by then. */
  passedTo: Instant | null;
  refold: boolean;
};

/** Whether only folding from scratch can tell: the past changed, or a fact's instant has come. */
export function isToRefold({ refold, state: { nextFactAt } }: Member, asOf: Instant): boolean {
  return refold || (nextFactAt !== null && nextFactAt <= asOf);
}

/**
 * Decisions are stamped one after the other, so that their order is never a tie, also between those
 * who are merged one day.
 */
export function decisionInstant(members: Iterable<Member>, now: number): Instant {
  let free = now;
  for (const { decisions } of members) free = Math.max(free, (decisions.at(-1)?.at ?? now - 1) + 1);
  return instant(free);
}

export function newMember(id: string, versions: readonly ProgramVersion[]): Member {
  const facts = { decisions: [], activities: [], standing: [] };
  const state = emptyState(versions);
  return { id, posted: [], ...facts, state, refold: false, passedTo: null };
}

/** Whose an order is: its customer's; where a guest bought it theirs who joined with the mail. */
export function ownerOf(
  { latest }: ObservedOrder,
  { claims, versions }: { claims: readonly Claim[]; versions: readonly ProgramVersion[] },
): string | null {
  if (!latest) return null;
  const { customerId, emailHash: emailKey, createdAt } = latest;
  if (customerId !== null || emailKey === null) return customerId;
  return ownerOfGuestOrder({ emailKey, createdAt }, claims, versions);
}

export function observe(known: ObservedOrder, heard: Heard): ObservedOrder {
  // Plain numbers are branded by what reads them: the same shapes come out of the inbox as JSON.
  if ('refund' in heard) return observeRefund(known, heard.refund as never);
  if ('chargeback' in heard) return observeChargeback(known, heard.chargeback as never);
  if ('credits' in heard) return observeCredits(known, heard.credits as never);
  return observeSnapshot(known, heard.snapshot as never);
}

export function post({ posted }: Member, postings: readonly Posting[]): void {
  for (const posting of postings) posted.push({ ...posting, seq: posted.length + 1 });
}

/** One member of the books in memory, and one order as they see it. */
import type { ActivityFact, StandingFact } from '../../app/domain/facts/activity.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import {
  type ObservedOrder,
  observeChargeback,
  observeRefund,
  observeSnapshot,
} from '../../app/domain/facts/observed-order.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import type { MemberState } from '../../app/domain/ledger/member-state.ts';
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import type { Posting } from '../../app/domain/ledger/post-difference.ts';
import type { Heard } from './order-life.ts';

export type Member = {
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

/** Decisions of one member are stamped one after the other, so that their order is never a tie. */
export function decisionInstant({ decisions }: Member, now: number): Instant {
  const last = decisions.at(-1);
  return instant(Math.max(now, last ? last.at + 1 : now));
}

export function ownerOf({ latest }: ObservedOrder): string | null {
  return latest?.customerId ?? null;
}

export function observe(known: ObservedOrder, heard: Heard): ObservedOrder {
  // Plain numbers are branded by what reads them: the same shapes come out of the inbox as JSON.
  if ('refund' in heard) return observeRefund(known, heard.refund as never);
  if ('chargeback' in heard) return observeChargeback(known, heard.chargeback as never);
  return observeSnapshot(known, heard.snapshot as never);
}

export function post({ posted }: Member, postings: readonly Posting[]): void {
  for (const posting of postings) posted.push({ ...posting, seq: posted.length + 1 });
}

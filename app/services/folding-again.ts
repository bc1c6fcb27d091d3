/** What folding again takes and answers, of one member or of a group. */
import { orderFact } from '../domain/facts/order-timeline.ts';
import { tierMemoryOf } from '../domain/fold-on.ts';
import type { FoldOutcome } from '../domain/fold.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import type { AlsoDecide } from './decide-again.ts';
import type { ChainCrypto, KnownOrder, MemberHeader } from './ports/drain.ts';
import type { ToldOfMember } from './post-book.ts';

/** The member as the books have them now; of a group its root, who has everything. */
export type FoldedAgain = Pick<FoldOutcome, 'state'> & {
  readonly header: MemberHeader;
  readonly versions: readonly ProgramVersion[];
  /** The first instant at which nothing was decided yet. */
  readonly freeAt: Instant;
};

/** Up to when, with what and by what else members are folded again. */
export type FoldingAgain = {
  readonly asOf: Instant;
  readonly crypto: ChainCrypto;
  readonly also?: AlsoDecide;
};

/** What the fold reads of orders. */
export function orderFacts(orders: readonly KnownOrder[]) {
  return orders.flatMap(({ orderKey, observed }) => orderFact(String(orderKey), observed) ?? []);
}

/** What a fold says of whose it is. */
export function toldOf(
  { state }: Pick<FoldOutcome, 'state'>,
  versions: readonly ProgramVersion[],
): ToldOfMember {
  const { foldedTo, nextDueAt, nextFactAt } = state;
  const tier = state.progress.tiers?.level()?.id ?? null;
  return { foldedTo, nextDueAt, nextFactAt, tier, tierMemory: tierMemoryOf(state, versions) };
}

/** The latest of instants, of which some may be none. */
export function latest(first: Instant, ...others: readonly (Instant | null)[]): Instant {
  return others.reduce<Instant>((best, at) => (at !== null && at > best ? at : best), first);
}

/** What merging members and withdrawing a merge need of the world. */
import type { Merge } from '../../domain/identity/merge.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { CustomerName, MemberHeader, OpenBooks } from './drain.ts';

/** Members under their locks, with all they are one with. */
export type MembersToMerge = {
  /** By id. */
  readonly headers: readonly MemberHeader[];
  /** Those that stand among them. */
  readonly merges: readonly Merge[];
  /** The newest decision of any of them. */
  readonly lastDecisionAt: Instant | null;
};

export type OpenMerges = {
  /**
   * Locks the members named and all of their groups in one statement, after making those that are
   * missing.
   */
  lockToMerge(named: {
    readonly memberIds: readonly number[];
    readonly customers: readonly CustomerName[];
  }): Promise<MembersToMerge>;
  writeMerge(merge: {
    readonly fromMemberId: number;
    readonly intoMemberId: number;
    readonly at: Instant;
  }): Promise<Merge>;
  /** The row stays, with who withdrew it and when. */
  withdrawMerge(
    mergeId: string,
    by: { readonly at: Instant; readonly staffId: string },
  ): Promise<void>;
  /** Who has everything of whom from now on; all of them are to be folded again. */
  writeRoots(
    roots: readonly { readonly memberId: number; readonly rootId: number | null }[],
  ): Promise<void>;
};

/**
 * Merges from outside: each call is one transaction while nothing else of the program is folded,
 * redeemed or merged. So groups are the same from anybody's first look at them to their commit.
 */
export type Merges = {
  alone<T>(programId: number, work: (open: OpenBooks & OpenMerges) => Promise<T>): Promise<T>;
};

/**
 * The books of members who are merged and parted again, in memory: whatever is known and whatever
 * merges stand, everybody is folded anew and the difference posted. After every posting it is
 * checked that nothing was lost between the books.
 */
import { expect } from 'vitest';
import {
  foldGroups,
  type GroupMember,
  type GroupOutcome,
} from '../../app/domain/identity/fold-group.ts';
import type { Merge } from '../../app/domain/identity/merge.ts';
import type { Instant } from '../../app/domain/kernel/instant.ts';
import { MOVES } from '../../app/domain/ledger/accounts.ts';
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import { postDifference } from '../../app/domain/ledger/post-difference.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { positionsOf } from './live-through.ts';

const OWN = ['pending', 'available', 'held'] as const;

export class MergedBooks {
  readonly posted = new Map<string, PostedMovement[]>();
  readonly versions: readonly ProgramVersion[];

  constructor(versions: readonly ProgramVersion[]) {
    this.versions = versions;
  }

  /** Posts what is missing of every member's book; answers how many movements that were. */
  post(members: readonly GroupMember[], merges: readonly Merge[], asOf: Instant): number {
    let count = 0;
    const outcomes = foldGroups(members, merges, this.versions, asOf);
    for (const { books } of outcomes) {
      for (const [memberId, { movements }] of books) {
        const posted = this.posted.get(memberId) ?? [];
        this.posted.set(memberId, posted);
        for (const posting of postDifference(posted, movements)) {
          posted.push({ ...posting, seq: posted.length + 1 });
          count += 1;
        }
      }
    }
    const handedOn = new Set(merges.flatMap(({ from, at }) => (at <= asOf ? from : [])));
    for (const outcome of outcomes) this.#check(outcome, handedOn);
    return count;
  }

  /** Net points per member, lot and account: what law 8 promises. */
  positions(): Record<string, Record<string, number>> {
    const all = [...this.posted].map(([id, posted]) => [id, positionsOf(posted)] as const);
    return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Laws 1 and 2 of every book and of the group, and that who was merged holds nothing. */
  #check({ root, outcome, books }: GroupOutcome, handedOn: ReadonlySet<string>): void {
    const wrong: string[] = [];
    const everything: PostedMovement[] = [];
    for (const [memberId, { lots }] of books) {
      const posted = this.posted.get(memberId) ?? [];
      everything.push(...posted);
      const net = positionsOf(posted);
      for (const { id, ...lot } of lots.values()) {
        for (const account of OWN) {
          if (lot[account] !== (net[`${id} ${account}`] ?? 0)) wrong.push(`${memberId} ${id}`);
          if (handedOn.has(memberId) && lot[account] !== 0) wrong.push(`left in ${memberId} ${id}`);
        }
      }
      for (const { kind, from, to, reversed } of posted) {
        const move = [kind, ...(reversed ? [to, from] : [from, to])].join(':');
        if (!MOVES.has(move)) wrong.push(move);
      }
    }
    expect(wrong).toEqual([]);
    // What one book gave another took: together they say what the fold says, lot for lot.
    expect(positionsOf(everything)).toEqual(positionsOf(outcome.movements));
    if ([...books.keys()].some((id) => id !== root && !handedOn.has(id))) return;
    expect(books.get(root)?.lots).toEqual(outcome.state.lots);
  }
}

/**
 * Members who were merged are folded as if they had always been one, and the books parted again.
 *
 * Laws: all books together say what the fold says, as what one gives another takes; each book's
 * lots are the sum of its movements; who was merged holds nothing after it. Un-merging is folding
 * without the merge: posting the difference brings both books there.
 *
 * Example: Ann earned 100 and was merged into Bea, who had 30; then 60 went for a reward. Ann's
 * book: award 100, transfer 100 away. Bea's: award 30, transfer 100 in, hold 60 of Ann's lot.
 */
import { foldMember, type FoldOutcome, type MemberFacts } from '../fold.ts';
import { compareText } from '../kernel/compare-text.ts';
import { earliest, type Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';
import type { ProgramVersion } from '../program/program.ts';
import { groupOf, type Merge } from './merge.ts';
import type { GroupMember } from './owners-of-movements.ts';
import { type Book, partBooks } from './part-books.ts';

export type { Book, GroupMember };

export type GroupOutcome = {
  /** Who has everything: tier, wishes and state of the outcome are theirs. */
  readonly root: string;
  /** Of all as one. */
  readonly outcome: FoldOutcome;
  /** One for every member of the group, movements with transfers and lots as they are left. */
  readonly books: ReadonlyMap<string, Book>;
};

/**
 * Folds a whole group from nothing up to `asOf`; merges of others are left alone. A merge still to
 * come by `asOf` makes one of its members already, and hands nothing on before its instant, which
 * the state names as the next fact's.
 */
export function foldGroup(
  members: readonly GroupMember[],
  merges: readonly Merge[],
  versions: readonly ProgramVersion[],
  asOf: Instant,
): GroupOutcome {
  const byId = [...members].sort((a, b) => compareText(a.memberId, b.memberId));
  const ids = byId.map(({ memberId }) => memberId);
  const group = groupOf(ids[0] ?? '', merges);
  invariant(group.members.join() === ids.join(), `The group of ${group.root} is folded whole.`);
  const theirs = merges.filter(({ from }) => ids.includes(from));
  const outcome = foldMember(unite(byId), versions, asOf);
  const { movements, state } = outcome;
  for (const { at } of theirs) {
    if (at > asOf) state.nextFactAt = earliest(state.nextFactAt, at);
  }
  const done = theirs.filter(({ at }) => at <= asOf);
  const books = partBooks({ movements, lots: state.lots }, byId, done);
  return { root: group.root, outcome, books };
}

/** The same for everybody given, group by group: what is due once a merge was withdrawn. */
export function foldGroups(
  members: readonly GroupMember[],
  merges: readonly Merge[],
  versions: readonly ProgramVersion[],
  asOf: Instant,
): GroupOutcome[] {
  const roots = new Set(members.map(({ memberId }) => groupOf(memberId, merges).root));
  return [...roots].sort(compareText).map((root) => {
    const group = groupOf(root, merges);
    const theirs = members.filter(({ memberId }) => group.members.includes(memberId));
    return foldGroup(theirs, merges, versions, asOf);
  });
}

/** All observations and all decisions of all. */
function unite(members: readonly GroupMember[]): MemberFacts {
  return {
    orders: members.flatMap(({ facts }) => facts.orders),
    decisions: members.flatMap(({ facts }) => facts.decisions),
    uses: members.flatMap(({ facts }) => facts.uses),
    activities: members.flatMap(({ facts }) => facts.activities ?? []),
    standing: members.flatMap(({ facts }) => facts.standing ?? []),
  };
}

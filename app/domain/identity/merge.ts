/**
 * Who is one with whom. A merge points from a member to the one they were merged into; following
 * the arrows leads to the root, who has everything. Law: any part of a lawful list of merges is a
 * lawful list, so withdrawing one never breaks the others.
 *
 * Example: Cid was merged into Bea and Bea into Ann. All three are one group whose root is Ann;
 * without the merge of Bea, Cid's root is Bea and Ann is alone.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { invariant } from '../kernel/invariant.ts';

/** A merge that stands; one that was withdrawn is not given to anything here. */
export type Merge = {
  readonly id: string;
  readonly from: string;
  readonly into: string;
  readonly at: Instant;
};

export type MergeRefusal =
  /** Nobody is merged into themselves. */
  | 'same_member'
  /** The member was merged already: merge their root, or withdraw that merge first. */
  | 'already_merged'
  /** The other one was merged into this member. */
  | 'merged_the_other_way';

export type MergeAdmission =
  { readonly ok: true } | { readonly ok: false; readonly reason: MergeRefusal };

/** A member and all they are one with. */
export type Group = {
  /** Who was merged into nobody. */
  readonly root: string;
  /** By id, the root among them. */
  readonly members: readonly string[];
};

/** Whether a member may be merged into another, given the merges that stand. */
export function admitMerge(
  { from, into }: Pick<Merge, 'from' | 'into'>,
  merges: readonly Merge[],
): MergeAdmission {
  if (from === into) return { ok: false, reason: 'same_member' };
  if (merges.some((one) => one.from === from)) return { ok: false, reason: 'already_merged' };
  if (rootOf(into, merges) === from) return { ok: false, reason: 'merged_the_other_way' };
  return { ok: true };
}

/** Who has everything of the member now. */
export function rootOf(memberId: string, merges: readonly Merge[]): string {
  return follow(memberId, arrowsOf(merges));
}

/** The root of a member, and everybody who shares it. */
export function groupOf(memberId: string, merges: readonly Merge[]): Group {
  const arrows = arrowsOf(merges);
  const root = follow(memberId, arrows);
  const members = [root, ...[...arrows.keys()].filter((one) => follow(one, arrows) === root)];
  return { root, members: members.sort(compareText) };
}

/** From whom to whom merges point; nobody is merged twice at a time. */
export function arrowsOf(merges: readonly Merge[]): ReadonlyMap<string, string> {
  const arrows = new Map<string, string>();
  for (const { from, into } of merges) {
    invariant(!arrows.has(from), `Member ${from} is merged once at a time.`);
    arrows.set(from, into);
  }
  return arrows;
}

/** Where the arrows from a member end: with themselves where there are none. */
export function follow(memberId: string, arrows: ReadonlyMap<string, string>): string {
  let end = memberId;
  for (let steps = 0; steps <= arrows.size; steps += 1) {
    const next = arrows.get(end);
    if (next === undefined) return end;
    end = next;
  }
  invariant(false, `Merges never lead from member ${memberId} back to themselves.`);
}

/**
 * `customers/merge`: Shopify made two customers one, so their members are one too. In a transaction
 * beside which nothing of the program is folded or redeemed, so that whoever locks a member knows
 * who is one with them. What it does to the books is left to folding the group again
 * (`fold-group-again`): here is only written that it is so.
 *
 * A merge is stamped later than every decision of both, as the points a decision took were still
 * its member's own. One that cannot be is noted with its reason and done with: told again, the
 * answer would be the same.
 */
import type { Notice } from '../contracts/observation.ts';
import { admitMerge, groupOf, type Merge } from '../domain/identity/merge.ts';
import { instant } from '../domain/kernel/instant.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { NoticeNeeds } from './apply-notices.ts';
import type { MemberHeader } from './ports/drain.ts';
import type { OpenNotices, WaitingNotice } from './ports/intake.ts';
import type { OpenMerges } from './ports/merges.ts';

type MergeNotice = Extract<Notice, { type: 'customer-merge' }>;
type Open = OpenNotices & OpenMerges;

export function mergeCustomers(
  needs: NoticeNeeds,
  programId: number,
  { inboxId, shopId, notice }: WaitingNotice & { readonly notice: MergeNotice },
): Promise<void> {
  return needs.notices.alone(programId, async (open) => {
    if (!(await open.claim(inboxId))) return;
    await open.finish(inboxId, await merge(needs, open, { shopId, notice }));
  });
}

/** Merges; answers why nothing came of it, or null. */
async function merge(
  needs: NoticeNeeds,
  open: Open,
  { shopId, notice }: { readonly shopId: number; readonly notice: MergeNotice },
): Promise<string | null> {
  const { keptId, deletedId, isDone } = notice;
  if (!isDone) return 'ignored: Shopify did not merge them';
  for (const id of [keptId, deletedId]) {
    const keyHash = needs.vault.keyHash({ kind: 'customer', id });
    if (await open.isBuried(shopId, { kind: 'customer', keyHash })) {
      return 'ignored: erased before';
    }
  }
  const customers = [keptId, deletedId].map((customerId) => ({ shopId, customerId }));
  const { headers, merges, lastDecisionAt } = await open.lockToMerge({ memberIds: [], customers });
  const [from, into] = [memberOf(headers, deletedId), memberOf(headers, keptId)];
  const admission = admitMerge({ from: String(from), into: String(into) }, merges);
  if (!admission.ok) return `refused: ${admission.reason}`;
  const at = instant(Math.max(needs.clock(), (lastDecisionAt ?? -1) + 1));
  const made = await open.writeMerge({ fromMemberId: from, intoMemberId: into, at });
  await open.writeRoots(rootsOf(headers, [...merges, made]));
  return null;
}

function memberOf(headers: readonly MemberHeader[], customerId: string): number {
  const found = headers.find((header) => header.customerId === customerId);
  invariant(found, 'A customer who is to be merged was made a member.');
  return found.memberId;
}

/** Who has everything of each; null for those who are alone. */
export function rootsOf(headers: readonly MemberHeader[], merges: readonly Merge[]) {
  return headers.map(({ memberId }) => {
    const { root, members } = groupOf(String(memberId), merges);
    return { memberId, rootId: members.length === 1 ? null : Number(root) };
  });
}

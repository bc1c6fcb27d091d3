/**
 * Staff found that two members are two people after all: a merge is withdrawn as if it had never
 * been. In one transaction, beside which nothing of the program is folded or
 * redeemed, the group is parted and both sides are folded again, so that
 * what one handed on to the other is never taken back by halves.
 *
 * Observations go back to whose they are, decisions stay with who took them: see docs/language.md
 * §13.
 */
import type { UnmergeReply } from '../contracts/redemption-context.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { foldAgain } from './fold-again.ts';
import { rootsOf } from './merge-customers.ts';
import type { ChainCrypto } from './ports/drain.ts';
import type { Merges } from './ports/merges.ts';

export type UnmergeNeeds = {
  readonly merges: Merges;
  readonly crypto: ChainCrypto;
  readonly clock: () => Instant;
};

export type UnmergeAsk = {
  readonly programId: number;
  /** Who was merged into somebody. */
  readonly memberId: number;
  readonly staffId: string;
};

/** Withdraws the merge of a member into another; those merged into them stay with them. */
export function unmergeMember({ merges: store, crypto, clock }: UnmergeNeeds) {
  return ({ programId, memberId, staffId }: UnmergeAsk): Promise<UnmergeReply> =>
    store.alone(programId, async (open) => {
      const named = { memberIds: [memberId], customers: [] };
      const { headers, merges } = await open.lockToMerge(named);
      const withdrawn = merges.find(({ from }) => from === String(memberId));
      if (!withdrawn) return { ok: false, reason: 'not_merged' };
      if (headers.some(({ sealed }) => sealed)) return { ok: false, reason: 'erased' };
      const asOf = clock();
      await open.withdrawMerge(withdrawn.id, { at: asOf, staffId });
      const roots = rootsOf(
        headers,
        merges.filter(({ id }) => id !== withdrawn.id),
      );
      await open.writeRoots(roots);
      for (const { memberId: one, rootId } of roots) {
        const header = rootId === null || rootId === one ? await open.lockMember(one) : null;
        if (header) await foldAgain(open, header, { asOf, crypto });
      }
      return { ok: true };
    });
}

/**
 * A reward that will not be used gives its points back. Whoever calls has proved that the code is
 * gone at Shopify and that no order there carries it; here is seen that none of ours does either.
 */
import type { RedemptionNeeds } from './ports/redemption.ts';
import { type AlsoDecide, foldAgain } from './fold-again.ts';

export type ReleaseAsk = { readonly programId: number; readonly redemptionId: number };

export type ReleaseAnswer =
  | { readonly ok: true }
  /** `not_open`: it ended already, or is none. `carried`: an order came to carry the code. */
  | { readonly ok: false; readonly reason: 'not_open' | 'carried' };

/**
 * Releases an open redemption. The member is folded again with all that is known by now, so that an
 * order that came meanwhile binds or settles it instead: `carried`. A member erased on request is
 * never folded: their redemption only ends, and its code is forgotten.
 */
export function releaseRedemption({ books, crypto, clock }: RedemptionNeeds) {
  return ({ programId, redemptionId }: ReleaseAsk): Promise<ReleaseAnswer> =>
    books.inProgram(programId, async (open) => {
      const found = await open.findById(redemptionId);
      if (!found) return { ok: false, reason: 'not_open' };
      const { memberId, code } = found;
      const header = await open.lockMember(memberId);
      const asOf = clock();
      if (!header) {
        if (found.status !== 'open') return { ok: false, reason: 'not_open' };
        const redemptions = [{ redemptionId, status: 'released', endedAt: asOf }] as const;
        await open.writeDecisions({ memberId, decisions: [], redemptions });
        await open.endCode(code);
        await open.forgetCodes(memberId);
        return { ok: true };
      }
      let answer: ReleaseAnswer = { ok: false, reason: 'not_open' };
      const also: AlsoDecide = ({ statusOf, freeAt }) => {
        const status = statusOf(redemptionId);
        if (status !== 'open') {
          if (status === 'bound' || status === 'settled') answer = { ok: false, reason: 'carried' };
          return { decisions: [], redemptions: [] };
        }
        answer = { ok: true };
        return {
          decisions: [{ kind: 'release', redemptionId: String(redemptionId), at: freeAt }],
          redemptions: [{ redemptionId, status: 'released', endedAt: freeAt }],
        };
      };
      await foldAgain(open, header, { asOf, crypto, also });
      if (answer.ok) await open.endCode(code);
      return answer;
    });
}

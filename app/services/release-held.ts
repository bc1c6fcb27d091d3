/**
 * What is held for somebody about to be erased comes back to their lots at once: no fold will ever
 * end those holds. The codes stay in nobody's name until the release job has deleted them (see
 * erase-person); one that is used meanwhile is nobody's to charge.
 */
import type { ReleaseDecision } from '../domain/facts/decision.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { foldAgain } from './fold-again.ts';
import type { DrainNeeds } from './ports/drain.ts';

/** Releases every open or bound redemption of the member; does nothing where there is none. */
export function releaseHeld(
  { books, crypto }: Pick<DrainNeeds, 'books' | 'crypto'>,
  of: { readonly programId: number; readonly memberId: number; readonly asOf: Instant },
): Promise<void> {
  return books.inProgram(of.programId, async (open) => {
    const header = await open.lockMember(of.memberId);
    if (!header) return;
    const { redemptions } = await open.loadMember(of.memberId);
    await foldAgain(open, header, {
      asOf: of.asOf,
      crypto,
      also: ({ statusOf, freeAt }) => {
        const held = redemptions.filter(({ redemptionId }) => {
          const status = statusOf(redemptionId);
          return status === 'open' || status === 'bound';
        });
        // Two decisions of a member never share an instant.
        const at = (place: number) => instant(freeAt + place);
        return {
          decisions: held.map(({ redemptionId }, place): ReleaseDecision => {
            return { kind: 'release', redemptionId: String(redemptionId), at: at(place) };
          }),
          redemptions: held.map(({ redemptionId }, place) => {
            return { redemptionId, status: 'released', endedAt: at(place) };
          }),
        };
      },
    });
  });
}

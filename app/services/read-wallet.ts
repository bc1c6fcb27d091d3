/** What a shopper has in hand: their points, and rewards not used yet. */
import type { WalletReply } from '../contracts/buyer-api.ts';
import type { CustomerName } from './ports/drain.ts';
import type { RedemptionNeeds } from './ports/redemption.ts';
import { toCard, toWalletEntry } from './say-redemption.ts';

/** The wallet, newest redemption first; without a card for somebody who is no member. */
export function readWallet(
  needs: Omit<RedemptionNeeds, 'crypto'>,
): (of: CustomerName & { readonly programId: number }) => Promise<WalletReply> {
  return (of) =>
    needs.books.inProgram(of.programId, async (open) => {
      const facts = await open.readCard(of, needs.clock());
      if (!facts) return { ok: true, card: null, redemptions: [] };
      const held = await open.listHeld(facts.header.memberId);
      return { ok: true, card: toCard(facts), redemptions: held.map(toWalletEntry) };
    });
}

/** A shopper gives a reward back: its points return once its code is gone at Shopify. */
import type { TakeBackReply } from '../contracts/buyer-api.ts';
import type { TakeBackRefusal } from '../contracts/redemption-context.ts';
import { rewardCode } from '../contracts/reward-code.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import type { CustomerName } from './ports/drain.ts';
import type { OpenRedemptions, RedemptionNeeds } from './ports/redemption.ts';
import { toCard, toWalletEntry } from './say-redemption.ts';

export type TakeBackAsk = CustomerName & { readonly programId: number; readonly code: string };

/**
 * Asks for the release of an open redemption; asked again it changes nothing. Refusals, in this
 * order: `unknown_redemption` (no code of this member's), `already_used` (an order carries it).
 */
export function takeBack(
  needs: Omit<RedemptionNeeds, 'crypto'>,
): (ask: TakeBackAsk) => Promise<TakeBackReply | TakeBackRefusal> {
  return (ask) =>
    needs.books.inProgram(ask.programId, async (open) => {
      const code = rewardCode(ask.code);
      const header = code === null ? null : await open.lockCustomer(ask);
      if (code === null || !header) return { ok: false, reason: 'unknown_redemption' };
      return askBack(open, needs, { ...ask, code, memberId: header.memberId });
    });
}

async function askBack(
  open: OpenRedemptions,
  { clock }: Pick<RedemptionNeeds, 'clock'>,
  ask: CustomerName & { readonly code: string; readonly memberId: number },
): Promise<TakeBackReply | TakeBackRefusal> {
  const found = await open.findByCode(ask.memberId, ask.code);
  if (!found || found.status === 'unissued') return { ok: false, reason: 'unknown_redemption' };
  if (found.status === 'bound' || found.status === 'settled') {
    return { ok: false, reason: 'already_used' };
  }
  const asOf = clock();
  const { redemptionId } = found;
  if (found.status === 'open' && found.askedAt === null) {
    const redemptions = [{ redemptionId, askedAt: asOf }];
    await open.writeDecisions({ memberId: ask.memberId, decisions: [], redemptions });
  }
  const facts = await open.readCard(ask, asOf);
  invariant(facts, 'A member whose lock we hold has a card.');
  const redemption = toWalletEntry({ ...found, askedAt: found.askedAt ?? asOf });
  return { ok: true, redemption, card: toCard(facts) };
}

/** What a shopper hears of their redemptions, and their card. */
import type { WalletEntry } from '../contracts/buyer-api.ts';
import type { Card } from '../contracts/card.ts';
import { buildCard } from './build-card.ts';
import type { CardFacts, Redemption } from './ports/redemption.ts';

/**
 * A redemption in the wallet's words. One that ended meanwhile is told as what it last was there:
 * used by an order, or on its way back.
 */
export function toWalletEntry(one: Redemption): WalletEntry {
  const { code, choiceId: rewardId, rewardName, cost, lapsesAt } = one;
  return { code, rewardId, rewardName, cost, status: statusOf(one), lapsesAt };
}

function statusOf({ status, askedAt }: Redemption): WalletEntry['status'] {
  if (status === 'released') return 'releasing';
  if (status !== 'open') return 'bound';
  return askedAt === null ? 'open' : 'releasing';
}

export function toCard({ zone, ...facts }: CardFacts): Card {
  return buildCard({ ...facts, zone: zone ?? 'UTC' });
}

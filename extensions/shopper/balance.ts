/**
 * What a card says at an instant. A card is written when something happens and not when time
 * passes: what has matured since is added here (120 available, 30 mature at noon: 150 after it).
 */
import type { Card } from '../../app/contracts/card.ts';

export type Balance = {
  /** Points that can be spent; below zero where refunds took more than was left. */
  readonly spendable: number;
  readonly waiting: number;
  /** When some of what waits can next be spent; null where nothing waits. */
  readonly nextAt: number | null;
  /** Reserved for rewards that were redeemed and not used yet. */
  readonly reserved: number;
};

/** `asOf` in milliseconds since 1970. */
export function balanceAt(card: Card, asOf: number): Balance {
  const due = card.maturing.filter(({ at }) => at <= asOf);
  const matured = due.reduce((sum, { points }) => sum + points, 0);
  const next = card.maturing.find(({ at }) => at > asOf);
  return {
    spendable: card.available + matured,
    waiting: card.pending - matured,
    nextAt: next?.at ?? null,
    reserved: card.held,
  };
}

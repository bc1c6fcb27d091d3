import { points, type Points } from '../kernel/points.ts';
import type { Lot } from './lot.ts';
import type { Why, Working } from './working.ts';

/**
 * Takes points back that a fact is no longer worth: whatever still waits goes first; the rest comes
 * off what could be spent, below zero if need be. Where the policy then in force takes only what
 * waits, the rest stays awarded.
 */
export function takeBack(working: Working, lot: Lot, amount: Points, why: Why): void {
  const fromPending = points(Math.min(amount, Math.max(0, lot.pending)));
  working.move(lot, 'claw-back', { from: 'pending', to: 'revoked', points: fromPending }, why);
  if (working.versionAt(why.at)?.definition.debt === 'pending-only') return;
  const rest = points(amount - fromPending);
  working.move(lot, 'claw-back', { from: 'available', to: 'revoked', points: rest }, why);
}

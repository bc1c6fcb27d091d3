/**
 * A lot is the points one fact earned under one rule, kept together so that what was earned first
 * is spent first and what comes back goes where it came from. Law 2: a member's balance is the sum
 * of their lots.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Points } from '../kernel/points.ts';

export type Lot = {
  readonly id: string;
  /** The fact in a shopper's words, e.g. the order's name `#1001`. */
  readonly label: string;
  /** The program version that judged the fact; its waiting time and expiry stay with the lot. */
  readonly version: number;
  readonly earnedAt: Instant;
  /**
   * When pending points become available; null when they were available at once, and while they
   * wait for an order to be fulfilled.
   */
  maturesAt: Instant | null;
  /** When what can be spent of it expires, grace included; null where no date of its own is set. */
  expiresAt: Instant | null;
  /** Awarded minus clawed back: what the fact is worth now. */
  awarded: Points;
  pending: Points;
  available: Points;
  held: Points;
};

/** What a lot is called and when it ends. */
export type LotNamed = Pick<Lot, 'label' | 'version' | 'earnedAt' | 'maturesAt' | 'expiresAt'>;

const NEVER = Number.MAX_SAFE_INTEGER;

/** Law 5, burn order: soonest expiry first, then oldest, then id. */
export function compareBurnOrder(
  a: Pick<Lot, 'id' | 'earnedAt' | 'expiresAt'>,
  b: Pick<Lot, 'id' | 'earnedAt' | 'expiresAt'>,
): number {
  if (a.expiresAt !== b.expiresAt) return (a.expiresAt ?? NEVER) - (b.expiresAt ?? NEVER);
  if (a.earnedAt !== b.earnedAt) return a.earnedAt - b.earnedAt;
  return compareText(a.id, b.id);
}

/**
 * The buyer's bank took an order's money back. While it has it, the order is worth nothing; won, it
 * is worth what is left of it then.
 *
 * Law: uniting is commutative, associative and idempotent; of contradicting instants the earliest
 * counts.
 */
import { earliest, type Instant } from '../kernel/instant.ts';

export type ObservedChargeback = {
  readonly id: string;
  readonly openedAt: Instant;
  /** When the bank gave the money back to the shop; null: not so far, or never. */
  readonly wonAt: Instant | null;
};

type Chargebacks = Readonly<Record<string, ObservedChargeback>>;

/** The charge-back added; the very object of `known` where it says nothing new. */
export function uniteChargebacks(known: Chargebacks, seen: ObservedChargeback): Chargebacks {
  const before = known[seen.id];
  if (!before) return { ...known, [seen.id]: seen };
  const openedAt = before.openedAt < seen.openedAt ? before.openedAt : seen.openedAt;
  const wonAt = earliest(before.wonAt, seen.wonAt);
  if (openedAt === before.openedAt && wonAt === before.wonAt) return known;
  return { ...known, [seen.id]: { id: seen.id, openedAt, wonAt } };
}

/**
 * Whose a guest's order is. It waits under its verified e-mail; who joins with that e-mail has it
 * from then on as if it always had been theirs, unless it is older than the look-back of the
 * version then in force. Law: the order of the claims does not matter, and who has an order keeps
 * it, whatever is claimed later.
 *
 * Example: with 60 days, an order of 1 March 10:00 is theirs who join by 30 April 10:00.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { addDays } from '../kernel/zone.ts';
import { type ProgramVersion, versionInForce } from '../program/program.ts';

/** A customer joined with a verified e-mail. */
export type Claim = {
  readonly id: string;
  readonly memberId: string;
  /** The e-mail as it is kept: a keyed hash. */
  readonly emailKey: string;
  readonly at: Instant;
};

/** A guest's order; a customer's own is never one, whatever its e-mail. */
export type GuestOrder = { readonly emailKey: string; readonly createdAt: Instant };

/** The member a guest's order is of; null while it is nobody's. */
export function ownerOfGuestOrder(
  order: GuestOrder,
  claims: readonly Claim[],
  versions: readonly ProgramVersion[],
): string | null {
  const reaching = claims.filter((claim) => reaches(claim, order, versions));
  const [first] = reaching.sort((a, b) => a.at - b.at || compareText(a.id, b.id));
  return first?.memberId ?? null;
}

/** Before anything was published nothing bounds how far a claim looks back. */
function reaches(
  { emailKey, at }: Claim,
  order: GuestOrder,
  versions: readonly ProgramVersion[],
): boolean {
  if (emailKey !== order.emailKey) return false;
  const inForce = versionInForce(versions, at);
  if (!inForce || inForce.definition.lookBackDays === null) return true;
  const { lookBackDays, zone } = inForce.definition;
  return at <= addDays(order.createdAt, lookBackDays, zone);
}

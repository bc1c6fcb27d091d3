/** Orders of guests who are known by now: their e-mail was claimed by a customer. */
import { ownerOfGuestOrder } from '../domain/identity/guest-orders.ts';
import type { ChangedOrder } from './merge-observations.ts';
import type { OpenBooks } from './ports/drain.ts';

/** Shopify's customer of each order that is a claimant's, by order; free where no guest bought. */
export async function claimedOrders(
  open: Pick<OpenBooks, 'findClaims' | 'readVersions'>,
  changed: readonly ChangedOrder[],
): Promise<ReadonlyMap<number, string>> {
  const guests = changed.flatMap(({ order, after: { latest } }) => {
    const { orderKey, shopId, memberId } = order;
    if (!latest?.emailHash || latest.customerId !== null || memberId !== null) return [];
    return [{ orderKey, shopId, emailHash: latest.emailHash, createdAt: latest.createdAt }];
  });
  const owners = new Map<number, string>();
  if (guests.length === 0) return owners;
  const claims = await open.findClaims(guests);
  if (claims.length === 0) return owners;
  const versions = await open.readVersions();
  for (const { orderKey, shopId, emailHash: emailKey, createdAt } of guests) {
    const ofShop = claims.filter((claim) => claim.shopId === shopId);
    const owner = ownerOfGuestOrder({ emailKey, createdAt }, ofShop, versions);
    if (owner !== null) owners.set(orderKey, owner);
  }
  return owners;
}

/** Whether the order was a guest's when its owner had it: who adopted it keeps it. */
export function isAdopted({ order, after }: ChangedOrder): boolean {
  const before = order.observed.latest;
  return (
    order.memberId !== null && before?.customerId === null && after.latest?.customerId === null
  );
}

/** One member's page: balance, lots, explained ledger, redemptions, and whether the chain holds. */
import type { ChainView, MemberPage } from '../contracts/admin-members.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { nameCustomers } from './name-customers.ts';
import type { AdminStore, MemberReading } from './ports/admin.ts';
import type { ChainCrypto } from './ports/drain.ts';
import type { Shopify, ShopRef } from './ports/shopify.ts';
import { verifyChain } from './verify-chain.ts';

export type MemberNeeds = {
  readonly store: Pick<AdminStore, 'readMember' | 'readLinks'>;
  readonly shopify: Pick<Shopify, 'readCustomers'>;
  readonly sha256: ChainCrypto['sha256'];
  /** A text that was never given before. */
  readonly newKey: () => string;
};

/** More links than a page can wait for: a statement is verified offline then. */
const LINKS_MAX = 5_000;

/** Null where the shop has no such member. */
export async function readMember(
  needs: MemberNeeds,
  shop: ShopRef,
  of: { readonly memberId: number; readonly before: number | null; readonly zone: string },
  asOf: Instant,
): Promise<MemberPage | null> {
  const reading = await needs.store.readMember(shop, of);
  if (reading === null) return null;
  const { header, ...rest } = reading;
  const [names, chain] = await Promise.all([
    nameCustomers(needs.shopify.readCustomers, shop, [header.customerId]),
    checkChain(needs, shop, header),
  ]);
  const known = names.byId.get(header.customerId ?? '');
  const { memberId, customerId, pending, available, held, joinedAt, refold } = header;
  const { isSealed, tierName, mergedInto, mergedHere } = header;
  return {
    ...rest,
    ...{ memberId, customerId, pending, available, held, joinedAt, refold, isSealed, tierName },
    ...{ mergedInto, mergedHere },
    name: known?.name.trim() || null,
    email: known?.email ?? null,
    trouble: names.trouble,
    zone: of.zone,
    readAt: asOf,
    movements: header.seq,
    chain,
    formKey: needs.newKey(),
  };
}

async function checkChain(
  { store, sha256 }: MemberNeeds,
  shop: ShopRef,
  header: MemberReading['header'],
): Promise<ChainView> {
  // Its digests cannot be worked out again from words that were erased.
  if (header.isSealed) return { state: 'not-checked', why: 'erased' };
  if (header.seq > LINKS_MAX) return { state: 'not-checked', why: 'too_long' };
  const links = await store.readLinks(shop, header.memberId);
  // Read after the header: what was posted in between is not this page's.
  const verdict = verifyChain(links.slice(0, header.seq), header, sha256);
  return verdict.ok
    ? { state: 'verified', links: verdict.links }
    : { state: 'broken', seq: verdict.seq };
}

/**
 * The names behind a page of members, asked of Shopify for this page and forgotten with it. A page
 * works without them: Shopify may be silent, or may not let this app read its customers' names.
 */
import type { NamesTrouble } from '../contracts/admin-members.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import {
  type FoundCustomer,
  type Shopify,
  type ShopRef,
  ShopifyUnavailable,
} from './ports/shopify.ts';

export type Names = {
  readonly byId: ReadonlyMap<string, FoundCustomer>;
  readonly trouble: NamesTrouble;
};

/** Names of at most 50 customers; `trouble` says why some may be missing. */
export async function nameCustomers(
  readCustomers: Shopify['readCustomers'],
  shop: ShopRef,
  customerIds: readonly (string | null)[],
): Promise<Names> {
  const asked = customerIds.filter((id) => id !== null);
  if (asked.length === 0) return { byId: new Map(), trouble: null };
  const found = await orTrouble(() => readCustomers(shop, asked));
  if (!found.ok) return { byId: new Map(), trouble: found.trouble };
  return {
    byId: new Map(found.customers.map((customer) => [customer.customerId, customer])),
    trouble: areNameless(found.customers) ? 'not_allowed' : null,
  };
}

export type NameCustomers = (
  shop: ShopRef,
  customerIds: readonly (string | null)[],
  asOf: Instant,
) => Promise<Names>;

/** A page that reads itself anew every few seconds asks Shopify once a minute. */
const REMEMBERED_MS = 60_000;
const SHOPS_REMEMBERED = 20;

/** As {@link nameCustomers}; the last answer to a shop is good for a minute, and never written. */
export function rememberNames(readCustomers: Shopify['readCustomers']): NameCustomers {
  const kept = new Map<string, { ids: string; until: number; names: Promise<Names> }>();
  return (shop, customerIds, asOf) => {
    const wanted = [...new Set(customerIds)].filter((id) => id !== null).sort();
    const [key, ids] = [`${shop.programId}:${shop.shopId}`, wanted.join()];
    const known = kept.get(key);
    if (known?.ids === ids && asOf < known.until) return known.names;
    kept.delete(key);
    const [longest] = kept.keys();
    if (kept.size >= SHOPS_REMEMBERED && longest !== undefined) kept.delete(longest);
    const names = nameCustomers(readCustomers, shop, wanted);
    kept.set(key, { ids, until: asOf + REMEMBERED_MS, names });
    names.catch(() => kept.delete(key));
    return names;
  };
}

type Asked =
  | { readonly ok: true; readonly customers: readonly FoundCustomer[] }
  | { readonly ok: false; readonly trouble: 'shopify_silent' };

/** What Shopify found, or that it did not answer. */
export async function orTrouble(ask: () => Promise<readonly FoundCustomer[]>): Promise<Asked> {
  try {
    return { ok: true, customers: await ask() };
  } catch (failure) {
    if (failure instanceof ShopifyUnavailable) return { ok: false, trouble: 'shopify_silent' };
    throw failure;
  }
}

/** No customer with any name: Shopify keeps protected data from apps it has not approved. */
function areNameless(customers: readonly FoundCustomer[]): boolean {
  return customers.length > 0 && customers.every(({ name, email }) => !name.trim() && !email);
}

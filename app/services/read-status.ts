/**
 * Reading the status page: choose the shop, read it, read its sums. A page costs the same number of
 * statements whatever it shows. Parse nothing, decide nothing about layout, never throw for a
 * database that is down: that is an answer too.
 */
import type { ListedShop, StatusAnswer, StatusQuestion } from '../contracts/status.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { StatusStore } from './ports/status.ts';

/** Answers the page as of `asOf`. Refusals: `unknown_shop`, `database_unavailable`. */
export async function readStatus(
  store: StatusStore,
  question: StatusQuestion,
  asOf: Instant,
): Promise<StatusAnswer> {
  try {
    const shops = await store.shops(asOf);
    const domains = shops.map((shop) => shop.domain);
    const chosen = chooseShop(shops, question.shop);
    if (chosen === null) return { ok: true, page: { readAt: asOf, shops: domains, shop: null } };
    if (chosen === 'unknown') return { ok: false, reason: 'unknown_shop' };
    const [reading, books] = await Promise.all([
      store.shop(chosen, question, asOf),
      store.books(chosen.programId),
    ]);
    return { ok: true, page: { readAt: asOf, shops: domains, shop: { ...reading, books } } };
  } catch (failure) {
    if (store.isUnavailable(failure)) return { ok: false, reason: 'database_unavailable' };
    throw failure;
  }
}

/** The only shop is shown at once; among several somebody has to choose. */
function chooseShop(
  shops: readonly ListedShop[],
  domain: string | null,
): ListedShop | 'unknown' | null {
  if (domain !== null) return shops.find((shop) => shop.domain === domain) ?? 'unknown';
  return shops.length === 1 ? (shops[0] ?? null) : null;
}

/**
 * Without `read_all_orders` an app sees the orders of the last 60 days
 * (https://shopify.dev/docs/api/usage/access-scopes#orders-permissions, read 2026-11).
 */
import type { Search } from '../../store/search-syntax.ts';
import type { AdminContext } from '../engine/context.ts';

type Asking = Pick<AdminContext, 'scopes' | 'world'>;

const WINDOW_MS = 60 * 86_400_000;

/** The instant, in ms, before which orders are hidden from the app; null: none are. */
export function ordersHiddenBefore({ scopes, world }: Asking): number | null {
  return scopes.has('read_all_orders') ? null : world.clock.now() - WINDOW_MS;
}

/** The same as a filter for `connection`; null where nothing is hidden. */
export function orderWindow(context: Asking): Search | null {
  const from = ordersHiddenBefore(context);
  if (from === null) return null;
  const value = new Date(from).toISOString();
  const rest = { isPrefix: false, isQuoted: true } as const;
  return { type: 'term', field: 'created_at', comparison: '>=', value, ...rest };
}

/**
 * The Admin API's token of each shop. It lives an hour and is replaced five minutes before its end,
 * by a refresh token that is itself replaced with every use.
 *
 * Law: of all callers in all processes one refreshes, under the shop's lock, and what it was given
 * is kept before it is used. Shopify lets a refresh token be used again until its successor is
 * (https://shopify.dev/changelog, "More resilient refreshes", 2026-08-28), so a crash between the
 * answer and the keeping costs nothing.
 */
import type { Session } from '@shopify/shopify-api';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Sessions } from '../../services/ports/sessions.ts';
import { type ShopRef, ShopifyUnavailable } from '../../services/ports/shopify.ts';
import { fromKept, offlineId, toKept } from './kept-session.ts';

const SPARE_MS = 5 * 60_000;

/** What became of a refresh. `refused` is Shopify's last word, `failed` tells nothing. */
export type Refreshed =
  | { readonly outcome: 'refreshed'; readonly session: Session }
  | { readonly outcome: 'refused' | 'failed'; readonly detail: string };

export type Refresh = (domain: string, refreshToken: string) => Promise<Refreshed>;

export type Tokens = {
  /**
   * A token that Shopify has not refused; `refused` is one that it has. Throws `uninstalled` where
   * there is none to be had, `try_later` where it could not be refreshed for now.
   */
  tokenOf(shop: ShopRef, refused?: string): Promise<string>;
};

type Needs = {
  readonly sessions: Sessions;
  readonly refresh: Refresh;
  readonly clock: () => Instant;
};

type Held = { readonly token: string; readonly endsAt: number };

/** Opens the keeper of tokens; it remembers each shop's while it is fresh. */
export function openTokens({ sessions, refresh, clock }: Needs): Tokens {
  const held = new Map<string, Held>();
  const underWay = new Map<string, Promise<Held>>();

  const isFresh = ({ token, endsAt }: Held, refused?: string) =>
    token !== refused && endsAt - clock() > SPARE_MS;

  async function load(shop: ShopRef): Promise<Session> {
    const text = await sessions.load(shop, offlineId(shop.domain));
    const session = text === null ? null : fromKept(text);
    if (session?.accessToken === undefined) {
      throw new ShopifyUnavailable('uninstalled', 'there is no token of the shop');
    }
    return session;
  }

  async function obtain(shop: ShopRef, refused?: string): Promise<Held> {
    const kept = heldOf(await load(shop));
    if (isFresh(kept, refused)) return kept;
    return sessions.alone(shop.domain, async () => {
      // Another process may have refreshed while we waited for the lock.
      const session = await load(shop);
      const now = heldOf(session);
      return isFresh(now, refused) ? now : renew(shop, session, refused);
    });
  }

  async function renew(shop: ShopRef, session: Session, refused?: string): Promise<Held> {
    const now = heldOf(session);
    const isUsable = now.token !== refused && now.endsAt > clock();
    const { refreshToken } = session;
    if (refreshToken === undefined) {
      if (isUsable) return now;
      throw new ShopifyUnavailable('uninstalled', 'the token ended and cannot be refreshed');
    }
    const answer = await refresh(shop.domain, refreshToken);
    if (answer.outcome === 'refreshed') {
      await sessions.save(shop, toKept(answer.session));
      return heldOf(answer.session);
    }
    // Until its last minute the old one serves.
    if (isUsable) return now;
    const why = answer.outcome === 'refused' ? 'uninstalled' : 'try_later';
    throw new ShopifyUnavailable(why, `refreshing the token: ${answer.detail}`);
  }

  return {
    async tokenOf(shop, refused) {
      const known = held.get(shop.domain);
      if (known && isFresh(known, refused)) return known.token;
      const key = `${shop.domain} ${refused ?? ''}`;
      const already = underWay.get(key);
      if (already) return (await already).token;
      const obtaining = obtain(shop, refused);
      underWay.set(key, obtaining);
      try {
        const got = await obtaining;
        held.set(shop.domain, got);
        return got.token;
      } catch (error) {
        held.delete(shop.domain);
        throw error;
      } finally {
        underWay.delete(key);
      }
    },
  };
}

function heldOf({ accessToken, expires }: Session): Held {
  return { token: accessToken ?? '', endsAt: expires?.getTime() ?? Number.POSITIVE_INFINITY };
}

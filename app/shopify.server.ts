/**
 * Shopify's library, set up once: token exchange, expiring tokens, our own store of sessions. What
 * of it the rooms may use leaves this file as functions of theirs; docs/decisions tells why it is
 * here at all.
 */
import '@shopify/shopify-app-remix/adapters/node';
import { type ApiVersion, LogSeverity, type Session, shopifyApi } from '@shopify/shopify-api';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { domainOf, fromKept, offlineId, toKept } from './adapters/shopify/kept-session.ts';
import { SHOPIFY_API_VERSION } from './contracts/shopify-api-version.ts';
import type { Sessions } from './services/ports/sessions.ts';

export type LibrarySettings = {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly appUrl: string;
  readonly sessions: Sessions;
};

/** A library under the settings; each process opens one. */
export function openShopifyLibrary({ apiKey, apiSecret, appUrl, sessions }: LibrarySettings) {
  const shared = {
    apiKey,
    apiSecretKey: apiSecret,
    // The library's own list of versions is an enum of the very same texts.
    apiVersion: SHOPIFY_API_VERSION as ApiVersion,
    logger: { level: LogSeverity.Error },
  };
  const app = shopifyApp({
    ...shared,
    appUrl,
    authPathPrefix: '/auth',
    sessionStorage: sessionStorage(sessions),
    distribution: AppDistribution.AppStore,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });
  const api = shopifyApi({
    ...shared,
    hostName: new URL(appUrl).host,
    isEmbeddedApp: true,
    _logDisabledFutureFlags: false,
  });
  return { app, api };
}

export type ShopifyLibrary = ReturnType<typeof openShopifyLibrary>;

/** The library's sessions in ours. A session names its shop, and with it the program it is of. */
function sessionStorage(sessions: Sessions) {
  return {
    async storeSession(session: Session): Promise<boolean> {
      const shop = await sessions.openShop(session.shop);
      await sessions.save(shop, toKept(session));
      return true;
    },
    async loadSession(id: string): Promise<Session | undefined> {
      const shop = await sessions.findShop(domainOf(id));
      const text = shop === null ? null : await sessions.load(shop, id);
      return text === null ? undefined : (fromKept(text) ?? undefined);
    },
    async deleteSession(id: string): Promise<boolean> {
      const shop = await sessions.findShop(domainOf(id));
      if (shop !== null) await sessions.remove(shop, id);
      return true;
    },
    async deleteSessions(ids: string[]): Promise<boolean> {
      for (const id of ids) await this.deleteSession(id);
      return true;
    },
    async findSessionsByShop(domain: string): Promise<Session[]> {
      const session = await this.loadSession(offlineId(domain));
      return session === undefined ? [] : [session];
    },
  };
}

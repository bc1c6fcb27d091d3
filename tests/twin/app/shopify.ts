/**
 * Shopify's library, set up as its template does
 * (https://shopify.dev/docs/api/shopify-app-remix, read 2026-11-23).
 */
import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion } from '@shopify/shopify-api';
import { AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import { MemorySessionStorage } from '@shopify/shopify-app-session-storage-memory';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

export const API_KEY = setting('SHOPIFY_API_KEY');
export const PORT = Number(setting('PORT'));

export const sessions = new MemorySessionStorage();

export const shopify = shopifyApp({
  apiKey: API_KEY,
  apiSecretKey: setting('SHOPIFY_API_SECRET'),
  appUrl: setting('SHOPIFY_APP_URL'),
  scopes: setting('SCOPES').split(','),
  apiVersion: ApiVersion.July26,
  authPathPrefix: '/auth',
  sessionStorage: sessions,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  logger: { level: LogSeverity.Warning },
});

/** Runs a query of ours; throws with Shopify's words where it is refused. */
export async function ask<T>(
  admin: { graphql: (query: string, options?: object) => Promise<Response> },
  query: string,
  variables: Record<string, unknown> = {},
): Promise<T> {
  const response = await admin.graphql(query, { variables });
  const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
  if (errors || data === undefined) throw new Error(`Shopify refused: ${JSON.stringify(errors)}`);
  return data;
}

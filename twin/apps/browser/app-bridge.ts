/**
 * The script an app's page loads from Shopify's CDN, here from the twin. It must come first in the
 * page, runs at once, and leaves `window.shopify` behind. Written from the documentation
 * (https://shopify.dev/docs/api/app-bridge-library, read 2026-11) and the published types.
 */
import { relayClicks } from './bridge-actions.ts';
import { readConfig, type BridgeConfig } from './bridge-config.ts';
import { wrapFetch } from './bridge-fetch.ts';
import { defineModals } from './bridge-modal.ts';
import { cleanPath, followMenu, followNavigation } from './bridge-navigation.ts';
import { defineSaveBar } from './bridge-save-bar.ts';
import { defineNavMenu, defineTitleBar } from './bridge-title-bar.ts';
import { openLink } from './link.ts';
import { createShopify } from './shopify-global.ts';
import { observeVitals } from './web-vitals.ts';

const script = document.currentScript as HTMLScriptElement | null;
const adminOrigin = adminOf(new URL(script?.src ?? location.href).origin);

/** In the twin the admin serves the script itself; Shopify's has a machine of its own. */
function adminOf(scriptOrigin: string): string {
  return scriptOrigin === 'https://cdn.shopify.com' ? 'https://admin.shopify.com' : scriptOrigin;
}

if (!('shopify' in window)) start(readConfig(script, location.search));

function start(config: BridgeConfig): void {
  const isOn = (feature: string) => !config.disabledFeatures.includes(feature);
  if (window.parent === window && config.host && isOn('auto-redirect')) {
    location.replace(adminAddress(config));
    return;
  }
  const { apiKey } = config;
  const link = openLink(adminOrigin, { type: 'twin:hello', apiKey, path: cleanPath(location) });
  const shopify = createShopify(link, config);
  Object.assign(window, { shopify });
  if (isOn('fetch')) wrapFetch(link, config, shopify.idToken);
  followNavigation(link);
  relayClicks(link);
  defineTitleBar(link);
  followMenu(link, defineNavMenu(link));
  defineSaveBar(link);
  defineModals(link);
  observeVitals();
  void reloadWithToken(shopify.idToken);
}

/** An embedded app opened by itself belongs into the admin. */
function adminAddress({ host, apiKey }: BridgeConfig): string {
  const admin = atob(host).replace(/^[^/]+/, '');
  return `${adminOrigin}${admin}/apps/${apiKey}${cleanPath(location)}`;
}

/** The app's library answers a page request without a valid token by asking App Bridge for one. */
async function reloadWithToken(idToken: () => Promise<string>): Promise<void> {
  const target = new URLSearchParams(location.search).get('shopify-reload');
  if (!target) return;
  const url = new URL(target, location.href);
  if (url.origin !== location.origin) return;
  url.searchParams.set('id_token', await idToken());
  location.replace(url);
}

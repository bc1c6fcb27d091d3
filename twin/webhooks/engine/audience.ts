/** Who hears of an event, and where. */
import type { App, WebhookSubscription } from '../../model/app.ts';
import { apps, installations, webhookSubscriptions } from '../../model/kinds.ts';
import type { World, WorldEvent } from '../../world/world.ts';
import type { WebhookFaults } from './faults.ts';
import { mayHear } from './topic-scopes.ts';

/** What an app still hears after it was uninstalled. */
const AFTER_UNINSTALL: ReadonlySet<string> = new Set([
  'app/uninstalled',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
]);

export type Listener = { readonly app: App; readonly subscription: WebhookSubscription };

/** The subscriptions an event is for. Inside a transaction: faults may delete some. */
export function audienceOf(world: World, event: WorldEvent, faults: WebhookFaults): Listener[] {
  const { shopId, topic } = event;
  const concerned = event.extra?.['appId'];
  const isOneApps = isForOneApp(topic) && typeof concerned === 'number';
  const isGone = faults.subscriptionsDeleted.includes(topic);
  return world.store
    .find(webhookSubscriptions, shopId, 'topic', topic)
    .flatMap((subscription): Listener[] => {
      const { appId, id, isAppSpecific } = subscription;
      if (isOneApps && appId !== concerned) return [];
      if (isGone) {
        if (!isAppSpecific) world.store.remove(webhookSubscriptions, shopId, id);
        return [];
      }
      const app = world.store.get(apps, 0, appId);
      return app !== null && isAllowed(world, shopId, appId, topic) ? [{ app, subscription }] : [];
    });
}

/** Of one app and no other's business; told in the event's `extra.appId`. */
const isForOneApp = (topic: string): boolean =>
  /^(app|app_subscriptions|bulk_operations)\//.test(topic) || topic === 'shop/redact';

/** Whether the app may hear the topic now: installed and granted the scope, or asked by law. */
export function isAllowed(world: World, shopId: number, appId: number, topic: string): boolean {
  if (AFTER_UNINSTALL.has(topic)) return true;
  const installation = world.store.findOne(installations, shopId, 'installed_app_id', appId);
  return installation !== null && mayHear(installation.scopes, topic);
}

/**
 * Where a delivery really goes: a relative uri, and one at an address by which browsers know the
 * app, go to where the app listens. Null: an address to which the twin does not deliver.
 */
export function addressOf(app: App, uri: string): string | null {
  if (uri.startsWith('/')) return new URL(uri, app.origin).href;
  if (!/^https?:\/\//.test(uri)) return null;
  const url = new URL(uri);
  const known = [app.frontOrigin, applicationUrl(app)].flatMap((one) => hostOf(one) ?? []);
  return known.includes(url.host) ? new URL(url.pathname + url.search, app.origin).href : url.href;
}

function applicationUrl({ definition }: App): unknown {
  const read = definition as { configuration?: { applicationUrl?: unknown } } | null;
  return read?.configuration?.applicationUrl;
}

function hostOf(url: unknown): string | null {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : null;
}

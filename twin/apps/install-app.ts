/**
 * Managed install: a merchant grants the scopes an app's file asks for, and Shopify does the rest
 * (https://shopify.dev/docs/apps/build/authentication-authorization/app-installation, 2026-11).
 */
import type { App, Installation } from '../model/app.ts';
import { discounts, installations, webhookSubscriptions } from '../model/kinds.ts';
import type { Task } from '../world/tasks.ts';
import type { World } from '../world/world.ts';
import { revokeTokens } from './access-tokens.ts';
import { expandScopes } from './access-scopes.ts';
import { applyDeclarations, COMPLIANCE_TOPICS } from './apply-declarations.ts';
import { definitionOf, findInstallation } from './find-app.ts';

/** Shopify asks for a shop's data to be erased two days after the uninstall. */
const REDACT_AFTER_MS = 48 * 60 * 60 * 1000;
const REDACT_TASK = 'apps.shop-redact';

/** Installs the app, or answers the installation there is. */
export function installApp(world: World, shopId: number, app: App): Installation {
  return world.transact(() => {
    const known = findInstallation(world, shopId, app.id);
    if (known) return known;
    const installation = world.store.put(installations, shopId, {
      id: world.store.nextId(),
      appId: app.id,
      scopes: definitionOf(app).configuration.requiredScopes,
      installedAt: world.clock.now(),
      uninstalledAt: null,
    });
    applyDeclarations(world, shopId, app);
    return installation;
  });
}

/** Scopes the app's file requires by now and the merchant has not yet agreed to. */
export function missingScopes(app: App, installation: Installation): string[] {
  const granted = expandScopes(installation.scopes);
  return definitionOf(app).configuration.requiredScopes.filter((scope) => !granted.includes(scope));
}

/**
 * Grants what the file requires now, with optional scopes added or taken away. Required scopes stay
 * whatever `revoke` says. Tells the app by `app/scopes_update` if anything changed.
 */
export function updateScopes(
  world: World,
  { shopId, app }: { shopId: number; app: App },
  change: { readonly grant?: readonly string[]; readonly revoke?: readonly string[] },
): Installation {
  return world.transact(() => {
    const known = findInstallation(world, shopId, app.id);
    if (!known) throw new Error(`${app.title} is not installed.`);
    const { requiredScopes, optionalScopes } = definitionOf(app).configuration;
    const kept = [...known.scopes, ...(change.grant ?? [])].filter(
      (scope) => optionalScopes.includes(scope) && !change.revoke?.includes(scope),
    );
    const current = [...new Set([...requiredScopes, ...kept])];
    const installation = { ...known, scopes: current };
    if ([...current].sort().join() === [...known.scopes].sort().join()) return known;
    world.store.put(installations, shopId, installation);
    world.emit({
      shopId,
      topic: 'app/scopes_update',
      kind: 'AppInstallation',
      id: installation.id,
      extra: { appId: app.id, previous: [...known.scopes].sort(), current: [...current].sort() },
    });
    return installation;
  });
}

/**
 * Takes the app out: its tokens end at once, it is told, and what worked in its name stops. What it
 * declared may still be asked for by the compliance topics, so those subscriptions stay two days.
 */
export function uninstallApp(world: World, shopId: number, app: App): void {
  const installation = findInstallation(world, shopId, app.id);
  if (!installation) return;
  const now = world.clock.now();
  world.transact(() => {
    world.store.put(installations, shopId, { ...installation, uninstalledAt: now });
    revokeTokens(world, installation.id);
    world.emit({
      shopId,
      topic: 'app/uninstalled',
      kind: 'AppInstallation',
      id: installation.id,
      extra: { appId: app.id },
    });
  });
  // The news of the uninstall goes out by the very subscriptions that end with it.
  world.transact(() => {
    dropSubscriptions(world, { shopId, appId: app.id }, (topic) => !isCompliance(topic));
    stopDiscounts(world, shopId, app.id);
    world.tasks.plan(REDACT_TASK, {
      shopId,
      dueAt: now + REDACT_AFTER_MS,
      payload: { appId: app.id, installationId: installation.id },
    });
  });
}

const isCompliance = (topic: string) => COMPLIANCE_TOPICS.includes(topic);

function dropSubscriptions(
  world: World,
  { shopId, appId }: { shopId: number; appId: number },
  isDropped: (topic: string) => boolean,
): void {
  for (const { id, topic } of world.store.find(webhookSubscriptions, shopId, 'app_id', appId)) {
    if (isDropped(topic)) world.store.remove(webhookSubscriptions, shopId, id);
  }
}

/** A discount whose amount a function of the app decides cannot go on without it. */
function stopDiscounts(world: World, shopId: number, appId: number): void {
  for (const discount of world.store.each(discounts, shopId)) {
    if (discount.app?.appId !== appId || discount.deactivatedAt !== null) continue;
    const now = world.clock.now();
    world.store.put(discounts, shopId, { ...discount, deactivatedAt: now, updatedAt: now });
    world.emit({ shopId, topic: 'discounts/update', kind: 'Discount', id: discount.id });
  }
}

/** Once, at start: the world's tasks of this room. */
export function handleAppTasks(world: World): void {
  world.tasks.handle(REDACT_TASK, (task: Task) => redactShop(world, task));
}

function redactShop(world: World, { shopId, payload }: Task): void {
  const { appId, installationId } = payload as { appId: number; installationId: number };
  // An app that came back in time keeps the shop's data.
  if (findInstallation(world, shopId, appId)) return;
  world.transact(() =>
    world.emit({
      shopId,
      topic: 'shop/redact',
      kind: 'AppInstallation',
      id: installationId,
      extra: { appId },
    }),
  );
  world.transact(() => dropSubscriptions(world, { shopId, appId }, () => true));
}

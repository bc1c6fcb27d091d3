/**
 * Makes in a shop what an app's file declares: metafield definitions of its own namespace and
 * app-specific webhook subscriptions. Runs at install and at each new version, any number of times.
 */
import type { App, MetafieldDefinition, WebhookSubscription } from '../model/app.ts';
import { metafieldDefinitions, webhookSubscriptions } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import type { DeclaredMetafield } from './app-definition.ts';
import { definitionOf } from './find-app.ts';

/** What the law obliges every app to answer; delivered also after an uninstall. */
export const COMPLIANCE_TOPICS: readonly string[] = [
  'customers/data_request',
  'customers/redact',
  'shop/redact',
];

/** `$app` of an app, as it is kept. */
export function appNamespace(app: { readonly id: number }): string {
  return `app--${app.id}`;
}

/** Inside a transaction. A definition that is declared no more stays: its values may be needed. */
export function applyDeclarations(world: World, shopId: number, app: App): void {
  const { configuration } = definitionOf(app);
  for (const declared of configuration.metafields) defineMetafield(world, shopId, app, declared);
  renewSubscriptions(world, shopId, app);
}

function defineMetafield(
  world: World,
  shopId: number,
  app: App,
  declared: DeclaredMetafield,
): void {
  const namespace = appNamespace(app);
  const place = `${declared.ownerType}/${namespace}/${declared.key}`;
  const known = world.store.findOne(metafieldDefinitions, shopId, 'place', place);
  const now = world.clock.now();
  const { admin, storefront, customerAccount } = declared.access;
  const definition: MetafieldDefinition = {
    id: known?.id ?? world.store.nextId(),
    ownerType: declared.ownerType,
    namespace,
    key: declared.key,
    name: declared.name,
    description: declared.description,
    type: declared.type,
    access: {
      admin: admin ?? 'MERCHANT_READ',
      storefront: storefront === 'PUBLIC_READ' ? 'PUBLIC_READ' : 'NONE',
      customerAccount: readCustomerAccess(customerAccount),
    },
    validations: declared.validations,
    capabilities: declared.capabilities,
    pinnedPosition: known?.pinnedPosition ?? null,
    appId: app.id,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  world.store.put(metafieldDefinitions, shopId, definition);
  world.emit({
    shopId,
    topic: known ? 'metafield_definitions/update' : 'metafield_definitions/create',
    kind: 'MetafieldDefinition',
    id: definition.id,
  });
}

function readCustomerAccess(access: string | null): 'NONE' | 'READ' | 'READ_WRITE' {
  return access === 'READ' || access === 'READ_WRITE' ? access : 'NONE';
}

/** The declared set replaces the former one; what stays the same keeps its id. */
function renewSubscriptions(world: World, shopId: number, app: App): void {
  const { subscriptions, webhookApiVersion } = definitionOf(app).configuration;
  const former = world.store
    .find(webhookSubscriptions, shopId, 'app_id', app.id)
    .filter(({ isAppSpecific }) => isAppSpecific);
  const kept = new Set<number>();
  const now = world.clock.now();
  for (const declared of subscriptions) {
    for (const topic of declared.topics) {
      const same = former.find(
        (one) => one.topic === topic && one.uri === declared.uri && one.name === declared.name,
      );
      const subscription: WebhookSubscription = {
        id: same?.id ?? world.store.nextId(),
        appId: app.id,
        topic,
        uri: declared.uri,
        filter: declared.filter,
        includeFields: declared.includeFields,
        metafieldNamespaces: [],
        name: declared.name,
        isAppSpecific: true,
        apiVersion: webhookApiVersion,
        failuresInRow: same?.failuresInRow ?? 0,
        createdAt: same?.createdAt ?? now,
        updatedAt: now,
      };
      kept.add(subscription.id);
      world.store.put(webhookSubscriptions, shopId, subscription);
    }
  }
  for (const { id } of former) {
    if (!kept.has(id)) world.store.remove(webhookSubscriptions, shopId, id);
  }
}

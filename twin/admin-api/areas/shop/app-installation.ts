/** The app that asks, as installed in the shop. */
import { definitionOf } from '../../../apps/find-app.ts';
import { describeScopes, expandScopes } from '../../../apps/access-scopes.ts';
import type { App, Installation } from '../../../model/app.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';

export const appQueries: Resolvers = {
  currentAppInstallation: (_parent, _args, { installation }) => installation,
  /** An app sees its own installation only, whoever it asks for. */
  appInstallation: (_parent, { id }: { id?: string | null }, { installation }) =>
    !id || idOf(id, 'AppInstallation') === installation.id ? installation : null,
  app: (_parent, { id }: { id?: string | null }, { app }) =>
    !id || idOf(id, 'App') === app.id ? app : null,
  appByHandle: (_parent, { handle }: { handle: string }, { app }) =>
    app.handle === handle ? app : null,
  appByKey: (_parent, { apiKey }: { apiKey: string }, { app }) =>
    app.apiKey === apiKey ? app : null,
};

export const appInstallationFields: Resolvers = {
  ...metafieldsOf('AppInstallation'),
  app: (_installation: Installation, _args, { app }) => app,
  accessScopes: (installation: Installation) => scopesAsTold(expandScopes(installation.scopes)),
  /** The twin takes no money from merchants: no app has a subscription. */
  activeSubscriptions: () => [],
  allSubscriptions: (_installation: Installation, args: PageArgs) => listConnection(args, []),
  subscriptions: () => [],
  oneTimePurchases: (_installation: Installation, args: PageArgs) => listConnection(args, []),
  credits: (_installation: Installation, args: PageArgs) => listConnection(args, []),
  revenueAttributionRecords: (_one: Installation, args: PageArgs) => listConnection(args, []),
  launchUrl: (_installation: Installation, _args, { app, shop }) =>
    `https://admin.shopify.com/store/${shop.handle}/apps/${app.handle}`,
  uninstallUrl: () => null,
  channel: () => null,
  publication: () => null,
};

export const appFields: Resolvers = {
  apiKey: (app: App) => app.apiKey,
  embedded: (app: App) => definitionOf(app).configuration.embedded,
  installation: (_app: App, _args, { installation }) => installation,
  requestedAccessScopes: (app: App) => scopesAsTold(definitionOf(app).configuration.requiredScopes),
  optionalAccessScopes: (app: App) => scopesAsTold(definitionOf(app).configuration.optionalScopes),
  launchUrl: (app: App, _args, { shop }) =>
    `https://admin.shopify.com/store/${shop.handle}/apps/${app.handle}`,
  webhookApiVersion: (app: App) => definitionOf(app).configuration.webhookApiVersion,
  description: () => null,
  developerName: () => null,
  developerType: () => 'UNKNOWN',
  features: () => [],
  failedRequirements: () => [],
  isPostPurchaseAppInUse: () => false,
  previouslyInstalled: () => false,
  published: () => false,
  shopifyDeveloped: () => false,
  publicCategory: () => 'OTHER',
  pricingDetailsSummary: () => '',
  pricingDetails: () => null,
};

function scopesAsTold(scopes: readonly string[]) {
  return scopes.map((handle) => ({ handle, description: describe(handle) }));
}

function describe(scope: string): string {
  const [row] = describeScopes([scope]);
  return row === undefined ? scope : `${row.words}: ${row.resource}`;
}

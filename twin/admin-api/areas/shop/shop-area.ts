/** The shop itself, what is installed in it, where it keeps its stock, and records by their gid. */
import type { Area } from '../../engine/area.ts';
import { appFields, appInstallationFields, appQueries } from './app-installation.ts';
import { functionFields, functionQueries } from './functions.ts';
import { jobFields, jobQueries, findJob } from './jobs.ts';
import { locationFields, locationQueries, findLocation } from './locations.ts';
import { nodeQueries } from './nodes.ts';
import { apiVersions } from './api-versions.ts';
import { currencySettingFields, shopFields } from './shop.ts';
import { tokenFields, tokenMutations, tokensOfShop } from './storefront-tokens.ts';

export const shopArea: Area = {
  types: {
    Shop: { ...shopFields, ...tokensOfShop },
    StorefrontAccessToken: tokenFields,
    CurrencySetting: currencySettingFields,
    AppInstallation: appInstallationFields,
    App: appFields,
    Location: locationFields,
    Job: jobFields,
    ShopifyFunction: functionFields,
  },
  queries: {
    shop: (_parent, _args, { shop }) => shop,
    publicApiVersions: () => apiVersions(),
    ...nodeQueries,
    ...appQueries,
    ...functionQueries,
    ...jobQueries,
    ...locationQueries,
  },
  mutations: tokenMutations,
  nodes: {
    Shop: (id, { shop }) => (shop.id === id ? shop : null),
    AppInstallation: (id, { installation }) => (installation.id === id ? installation : null),
    App: (id, { app }) => (app.id === id ? app : null),
    Location: findLocation,
    Job: findJob,
  },
};

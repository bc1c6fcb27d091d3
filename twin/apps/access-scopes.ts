/**
 * Access scopes: what implies what, and how a merchant is asked
 * (https://shopify.dev/docs/api/usage/access-scopes, read 2026-11).
 */

/** Whether `granted` allows what `wanted` names; writing includes reading. */
export function allowsScope(granted: readonly string[], wanted: string): boolean {
  if (granted.includes(wanted)) return true;
  const read = /^(unauthenticated_)?read_(.+)$/.exec(wanted);
  return read !== null && granted.includes(`${read[1] ?? ''}write_${read[2]}`);
}

/** The scopes as a token's `scope` lists them: a reading one goes where its writing one stands. */
export function sayScopes(granted: readonly string[]): string {
  return granted
    .filter(
      (scope) => !scope.includes('read_') || !granted.includes(scope.replace('read_', 'write_')),
    )
    .join(',');
}

/** Every scope named or implied, as `app.installation.accessScopes` lists them. */
export function expandScopes(granted: readonly string[]): string[] {
  const all = granted.flatMap((scope) => {
    const written = /^(unauthenticated_)?write_(.+)$/.exec(scope);
    return written ? [scope, `${written[1] ?? ''}read_${written[2]}`] : [scope];
  });
  return [...new Set(all)];
}

/** The rows of the permission page, one for each resource. */
export type ScopeRow = { readonly resource: string; readonly words: string };

const RESOURCES: Readonly<Record<string, string>> = {
  all_orders: 'All of your orders, also those older than 60 days',
  app_proxy: 'The app proxy of your online store',
  cart_transforms: 'Cart transforms',
  content: 'Store content: articles, blogs, comments, pages and redirects',
  customers: 'Customers: names, addresses, e-mail and phone',
  customer_merge: 'Merging of customers',
  discounts: 'Discounts and discount codes',
  draft_orders: 'Draft orders',
  files: 'Files',
  fulfillments: 'Fulfilments',
  gift_cards: 'Gift cards',
  inventory: 'Inventory',
  legal_policies: 'Legal policies',
  locales: 'Languages of your store',
  locations: 'Locations',
  marketing_events: 'Marketing events',
  markets: 'Markets',
  metaobject_definitions: 'Metaobject definitions',
  metaobjects: 'Metaobjects',
  online_store_pages: 'Pages of your online store',
  orders: 'Orders, transactions and fulfilments',
  own_subscription_contracts: 'Subscriptions it sold',
  payment_terms: 'Payment terms',
  pixels: 'Web pixels',
  price_rules: 'Price rules',
  products: 'Products, variants and collections',
  publications: 'Publishing of products',
  purchase_options: 'Purchase options',
  returns: 'Returns',
  script_tags: 'Scripts in your online store',
  shipping: 'Shipping rates',
  store_credit_account_transactions: 'Store credit transactions',
  store_credit_accounts: 'Store credit accounts',
  themes: 'Themes',
  translations: 'Translations',
  users: 'Staff accounts',
  validations: 'Cart and checkout validations',
};

/** The scopes in words, in the order asked, reading and writing of one thing joined. */
export function describeScopes(scopes: readonly string[]): ScopeRow[] {
  const verbs = new Map<string, Set<string>>();
  for (const scope of expandScopes(scopes)) {
    const parts = /^(?:unauthenticated_)?(read|write)_(.+)$/.exec(scope);
    const resource = parts?.[2] ?? scope;
    verbs.set(resource, (verbs.get(resource) ?? new Set()).add(parts?.[1] ?? 'use'));
  }
  return [...verbs].map(([resource, said]) => ({
    resource: RESOURCES[resource] ?? sentenceCase(resource),
    words: said.has('write') ? 'View and edit' : said.has('read') ? 'View' : 'Use',
  }));
}

function sentenceCase(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

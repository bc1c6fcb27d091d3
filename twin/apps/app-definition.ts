/**
 * What an app says of itself in `shopify.app.toml` and its extension folders, as plain data. The
 * names follow the file's own keys; addresses that were relative are joined to the application's.
 */

/** A webhook the app declares for every shop that installs it. */
export type DeclaredSubscription = {
  /** `orders/paid`; compliance topics stand among the others. */
  readonly topics: readonly string[];
  /** Absolute, `pubsub://…`, `kafka://…` or an EventBridge ARN. */
  readonly uri: string;
  readonly filter: string | null;
  readonly includeFields: readonly string[];
  readonly name: string | null;
};

/** A metafield definition kept by the app: `[customer.metafields.app.points]`. */
export type DeclaredMetafield = {
  /** `CUSTOMER`, `PRODUCT`, … as Admin GraphQL's MetafieldOwnerType spells it. */
  readonly ownerType: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly access: DeclaredAccess;
  /** Capability name → enabled, such as `cart_to_order_copyable`. */
  readonly capabilities: Readonly<Record<string, boolean>>;
  readonly validations: readonly { readonly name: string; readonly value: string }[];
};

/** Who else reads it, in GraphQL's words; null where the file is silent. */
export type DeclaredAccess = {
  readonly admin: string | null;
  readonly storefront: string | null;
  readonly customerAccount: string | null;
};

export type DeclaredMetaobjectField = {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | null;
};

/** `[metaobjects.app.level]` with its fields, in the file's order. */
export type DeclaredMetaobject = {
  readonly type: string;
  readonly name: string;
  readonly description: string | null;
  readonly displayNameField: string | null;
  readonly access: DeclaredAccess;
  readonly fields: readonly DeclaredMetaobjectField[];
};

export type DeclaredProxy = {
  /** Absolute, without a slash at its end. */
  readonly url: string;
  /** `a`, `apps`, `community` or `tools`. */
  readonly prefix: string;
  readonly subpath: string;
};

export type AppConfiguration = {
  readonly clientId: string;
  readonly name: string;
  readonly handle: string;
  /** Absolute, without a slash at its end. */
  readonly applicationUrl: string;
  readonly embedded: boolean;
  readonly requiredScopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly redirectUrls: readonly string[];
  readonly webhookApiVersion: string;
  readonly subscriptions: readonly DeclaredSubscription[];
  readonly appProxy: DeclaredProxy | null;
  readonly posEmbedded: boolean;
  readonly preferencesUrl: string | null;
  /** Whether pages of the app may call `shopify:admin/api/graphql.json` themselves. */
  readonly directApiAccess: boolean;
  readonly directApiMode: 'online' | 'offline';
  readonly metafields: readonly DeclaredMetafield[];
  readonly metaobjects: readonly DeclaredMetaobject[];
};

export type ExtensionTarget = {
  readonly target: string;
  /** The module as written, relative to the extension's folder; null for a function. */
  readonly module: string | null;
  readonly inputQuery: string | null;
  readonly export: string | null;
};

/** One extension; `settings` and `capabilities` are handed on as they were written. */
export type ExtensionDefinition = {
  readonly type: string;
  readonly handle: string;
  readonly name: string;
  readonly folder: string;
  readonly apiVersion: string | null;
  readonly targeting: readonly ExtensionTarget[];
  /** Built bundle, absolute; null where nothing was built or nothing is to be built. */
  readonly bundle: string | null;
  /** Files of a theme app extension, relative to `folder`, such as `blocks/stars.liquid`. */
  readonly files: readonly string[];
  /** The whole table of the file, for what only one kind of extension needs. */
  readonly table: Readonly<Record<string, unknown>>;
};

export type AppDefinition = {
  readonly folder: string;
  readonly configuration: AppConfiguration;
  readonly extensions: readonly ExtensionDefinition[];
  /** What was understood but looks wrong, each a sentence with file and line. */
  readonly warnings: readonly string[];
};

/** The app's file cannot be used; the message names file, line and field. */
export class AppFileRefused extends Error {
  override readonly name = 'AppFileRefused';
}

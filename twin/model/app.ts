/** Apps, their installations and tokens; what they own in a shop. */

export type App = {
  readonly id: number;
  /** The `client_id`, public. */
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly handle: string;
  readonly title: string;
  /** The folder with `shopify.app.toml`; null: registered by hand. */
  readonly folder: string | null;
  /** Where the app really listens. */
  readonly origin: string;
  /** Where browsers reach it: the front door that the twin keeps for it. */
  readonly frontOrigin: string;
  /** What `shopify.app.toml` and the extensions say, as read by the apps room. */
  readonly definition: unknown;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Installation = {
  readonly id: number;
  readonly appId: number;
  readonly scopes: readonly string[];
  readonly installedAt: number;
  readonly uninstalledAt: number | null;
};

export type AccessToken = {
  readonly id: number;
  readonly appId: number;
  readonly installationId: number;
  /** SHA-256 of the token, hex: the token itself is told once. */
  readonly tokenHash: string;
  readonly kind: 'offline' | 'online' | 'refresh';
  readonly scopes: readonly string[];
  readonly userId: number | null;
  /** Of a refresh token: its access token; of a rotated one: what replaced it. */
  readonly pairedId: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly createdAt: number;
};

export type Metafield = {
  readonly id: number;
  /** `Customer`, `Order`, `Shop`, `AppInstallation`, … */
  readonly ownerKind: string;
  readonly ownerId: number;
  /** `$app` is kept as `app--{app id}`. */
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type MetafieldDefinition = {
  readonly id: number;
  readonly ownerType: string;
  readonly namespace: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly access: {
    readonly admin: string;
    readonly storefront: 'NONE' | 'PUBLIC_READ';
    readonly customerAccount: 'NONE' | 'READ' | 'READ_WRITE';
  };
  readonly validations: readonly { readonly name: string; readonly value: string }[];
  readonly capabilities: Readonly<Record<string, boolean>>;
  readonly pinnedPosition: number | null;
  readonly appId: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type WebhookSubscription = {
  readonly id: number;
  readonly appId: number;
  /** As in headers: `orders/create`. */
  readonly topic: string;
  readonly uri: string;
  readonly filter: string | null;
  readonly includeFields: readonly string[];
  readonly metafieldNamespaces: readonly string[];
  readonly name: string | null;
  /** From `shopify.app.toml`: managed by Shopify, not deleted after failures. */
  readonly isAppSpecific: boolean;
  readonly apiVersion: string;
  readonly failuresInRow: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Delivery = {
  readonly id: number;
  readonly webhookId: string;
  readonly eventId: string;
  readonly subscriptionId: number | null;
  readonly appId: number;
  readonly topic: string;
  readonly url: string;
  readonly apiVersion: string;
  readonly name: string | null;
  readonly body: string;
  readonly triggeredAt: number;
  readonly status: 'waiting' | 'delivered' | 'failed' | 'dropped';
  /** When the next try is due; null: none is. */
  readonly dueAt: number | null;
  readonly attempts: readonly {
    readonly at: number;
    /** HTTP status, or the code of what went wrong. */
    readonly answer: string;
    readonly ms: number;
  }[];
};

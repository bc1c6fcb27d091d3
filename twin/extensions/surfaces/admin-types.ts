/** The admin: blocks and actions on a resource's page, and the settings of functions. */
import type { PlatformAnswer, PlatformRequest, IntentAnswer } from './account-types.ts';
import type { KeyValueStore } from './storage.ts';
import type { QueryAnswer, QueryOptions } from './types.ts';

export type AdminMetafield = {
  readonly id: string;
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly type: string;
  readonly description?: string;
};

export type AdminState = {
  /** What the page is about, or what was ticked in a list. */
  readonly selected: readonly { readonly id: string }[];
  /** `data` besides `selected`, of the targets that have more (`validation`, `rule`, `product`). */
  readonly moreData?: Readonly<Record<string, unknown>>;
  /** `admin.discount-details.function-settings.render` only. */
  readonly discount?: {
    readonly id: string;
    readonly metafields: readonly AdminMetafield[];
    readonly classes: readonly ('product' | 'order' | 'shipping')[];
    readonly method: 'automatic' | 'code';
    readonly purchaseType: 'one_time_purchase' | 'subscription' | 'both';
    readonly recurringCycleLimit: number | null;
  };
  /** What started an app home or an intent, where one did. */
  readonly intent?: { readonly value?: string; readonly data?: Record<string, unknown> };
  readonly launchUrl?: string;
};

export type Change = Readonly<Record<string, unknown>>;
export type ChangeResult = { type: 'success' } | { type: 'error'; message: string };

export type AdminActions = {
  /** Null where the member of staff may not use the app. */
  getIdToken(): Promise<string | null>;
  /** Admin API, as the app. */
  query(query: string, options?: QueryOptions): Promise<QueryAnswer>;
  readonly appUrl: string;
  fetchPlatform(url: string, request: PlatformRequest): Promise<PlatformAnswer>;
  readonly storage: KeyValueStore;
  /** `extension:handle`, `app:path`, `shopify:admin/…` or an address. */
  navigate(url: string): void;
  close(): void;
  invokeIntent(query: unknown, options?: unknown): Promise<IntentAnswer>;
  answerIntent(answer: IntentAnswer & { message?: string; issues?: unknown }): Promise<void>;
  /** The ids that were picked; undefined where it was dismissed. */
  pick(options: unknown): Promise<string[] | undefined>;
  pickResources(options: unknown): Promise<readonly unknown[] | undefined>;
  applyMetafieldChange(change: Change): Promise<ChangeResult>;
  applyMetafieldsChange(changes: readonly unknown[]): void;
  updateDiscount(change: Change): ChangeResult;
  showToast(message: string, options?: unknown): void;
  hideToast(): void;
  setLoading(isLoading?: boolean): void;
  listExtensions(): Promise<readonly unknown[]>;
  registerTool(name: string, handler: (input: unknown) => unknown): void;
  unregisterTool(name: string): void;
  clearTools(): void;
};

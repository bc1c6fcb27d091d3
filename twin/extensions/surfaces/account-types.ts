/** Customer accounts: the pages of somebody logged in, and the status page of one order. */
import type { Money, OrderStatusApi } from '@shopify/ui-extensions/customer-account';
import type { HistoryEntry } from '../browser/wire.ts';
import type { BuyerActions, LocalizationState, PurchaseState } from './types.ts';

export type { Money as AccountMoney };

export type AccountState = {
  readonly localization: LocalizationState;
  /** Undefined before log-in; only the id is told. */
  readonly customer: { readonly id: string } | undefined;
  readonly purchasingCompany:
    | { readonly company: { readonly id: string }; readonly location?: { readonly id: string } }
    | undefined;
  readonly customerPrivacy: PurchaseState['customerPrivacy'];
  /** The page's own place, for full-page extensions. */
  readonly currentEntry: HistoryEntry;
  /** Of the order a menu item, an action or a page is about. */
  readonly orderId?: string;
  /** Of the order's part, for the targets that are about one. */
  readonly fulfillmentId?: string;
  readonly returnId?: string;
  readonly locationId?: string;
};

export type IntentAnswer = { readonly code?: 'ok' | 'error' | 'closed'; readonly data?: unknown };

export type AccountActions = BuyerActions & {
  /** Shows a toast; `hide` takes it away early. */
  showToast(content: string): { hide(): void };
  /** `shopify:customer-account/…`, `extension:handle/…` or an address. */
  navigate(url: string, options?: { state?: unknown; history?: string }): void;
  updateCurrentEntry(options: { state: unknown }): void;
  /** Answers when the intent is finished. */
  invokeIntent(query: unknown, options?: unknown): Promise<IntentAnswer>;
  /** Closes an order action's dialog. */
  close(): void;
  requireLogin(): Promise<void>;
  /** `shopify://customer-account/api/…/graphql.json` and its kin. */
  fetchPlatform(url: string, request: PlatformRequest): Promise<PlatformAnswer>;
};

export type PlatformRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};
export type PlatformAnswer = { readonly status: number; readonly body: string };

type OrderStatus = OrderStatusApi<'customer-account.order-status.block.render'>;

/** The order status page: what the order says besides what its cart said. */
export type OrderStatusState = Omit<PurchaseState, 'appMetafields'> &
  AccountState & {
    readonly appMetafields: OrderStatus['appMetafields']['value'];
    readonly order: OrderStatus['order']['value'];
    /** A buyer may come by a link without logging in. */
    readonly authenticationState: 'fully_authenticated' | 'pre_authenticated';
  };

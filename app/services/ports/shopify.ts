/**
 * What Laurel asks of Shopify's Admin API, one verb each; `adapters/shopify/admin` answers. Every
 * call names its shop and takes its turn in a lane, so that a redeem never waits behind cards.
 *
 * Each throws {@link ShopifyUnavailable} where nothing is known of the outcome or the shop cannot
 * be spoken to; refusals of Shopify itself (`userErrors`) are values.
 */
import type { OrderGlance } from '../../domain/facts/order-glance.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Combines } from '../../domain/program/program.ts';
import type {
  ObservedCredit,
  ObservedRefund,
  OrderSnapshot,
} from '../../domain/facts/observed-order.ts';

/** In the order in which a shop's budget is spent (design §5). */
export type Lane = 'redeem' | 'pool' | 'perk' | 'card' | 'reconciliation';

export type ShopRef = {
  readonly programId: number;
  readonly shopId: number;
  readonly domain: string;
};

/**
 * `uninstalled`: no token, and none to be had. `unknown_outcome`: it may or may not have taken
 * effect. `try_later`: it did not take effect (throttled beyond patience, 5xx before sending).
 */
export class ShopifyUnavailable extends Error {
  override name = 'ShopifyUnavailable';
  readonly why: 'uninstalled' | 'unknown_outcome' | 'try_later';

  constructor(why: ShopifyUnavailable['why'], detail: string, cause?: unknown) {
    super(`Shopify: ${why} (${detail})`, { cause });
    this.why = why;
  }
}

/** Shopify answered, with an order that is not what it promises; asking again would not help. */
export class UnreadableOrder extends Error {
  override name = 'UnreadableOrder';
}

export type ShopFacts = {
  readonly shopifyId: string;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
};

/** Shopify said no; its words are for the log and the status page, not for shoppers. */
export type Refused = { readonly ok: false; readonly code: string; readonly message: string };

/**
 * What a discount takes off, and where. Amounts are decimal text in shop currency, such as `5.00`.
 */
export type DiscountGift = (
  | { readonly kind: 'amount-off'; readonly amount: string }
  | { readonly kind: 'percent-off'; readonly percent: number }
  /** `most`: what shipping may cost at most to be free; null: whatever it costs. */
  | { readonly kind: 'free-shipping'; readonly most: string | null }
) & {
  /** What the goods it is for come to at least, before discounts; null: no bound. */
  readonly minimum: string | null;
  /** Shopify's ids, in digits, of the goods it is for; null: all. */
  readonly goods: {
    readonly of: 'products' | 'collections';
    readonly ids: readonly string[];
  } | null;
  /** Beside which classes of other discounts it may stand. */
  readonly combines: Combines;
};

export type DiscountTerms = {
  readonly title: string;
  readonly gives: DiscountGift;
  readonly startsAt: Instant;
  /** It ends by itself, should nobody renew it: so codes die even after an uninstall. */
  readonly endsAt: Instant;
};

export type BulkAdd = {
  readonly done: boolean;
  readonly codes: readonly { readonly code: string; readonly problem: string | null }[];
};

/** One metafield to be set; `digest` is what must be there now, null: nothing. */
export type MetafieldWrite = {
  /** gid of its owner. */
  readonly ownerId: string;
  readonly key: 'card' | 'perk' | 'program';
  readonly value: string;
  readonly digest: string | null;
};

export type MetafieldsSet =
  | { readonly ok: true; readonly digests: readonly string[] }
  | {
      readonly ok: false;
      /** Places in the call that were refused, and why; the call as a whole did nothing. */
      readonly problems: readonly { readonly place: number; readonly code: string }[];
    };

export type MetafieldNow = { readonly value: string; readonly digest: string } | null;

/** An order as the Admin API shows it, already in our own shape. */
export type FetchedOrder = {
  readonly orderId: string;
  readonly snapshot: OrderSnapshot;
  readonly refunds: readonly ObservedRefund[];
  /** What gift cards and store credit paid of it, in the shop's currency. */
  readonly credits: readonly ObservedCredit[];
};

export type OrderPage = {
  readonly orders: readonly { readonly orderId: string; readonly glance: OrderGlance }[];
  readonly next: string | null;
};

export type BulkState = {
  readonly status: 'running' | 'completed' | 'failed' | 'canceled';
  readonly objects: number;
  /** Where the result is, once completed; null where it is empty. */
  readonly url: string | null;
  readonly problem: string | null;
};

export type FoundCustomer = {
  /** Digits. */
  readonly customerId: string;
  readonly name: string;
  readonly email: string | null;
};

export type Shopify = {
  readShop(shop: ShopRef): Promise<ShopFacts>;

  createDiscount(
    shop: ShopRef,
    terms: DiscountTerms & { readonly firstCode: string },
  ): Promise<{ readonly ok: true; readonly discountId: string } | Refused>;
  /** Moves the end of a discount; `Refused` with code `NOT_FOUND` where it is gone. */
  renewDiscount(
    shop: ShopRef,
    of: { readonly discountId: string; readonly freeShipping: boolean; readonly endsAt: Instant },
  ): Promise<{ readonly ok: true } | Refused>;
  deleteDiscount(shop: ShopRef, discountId: string): Promise<{ readonly ok: true } | Refused>;
  /** At most 250 codes; asynchronous at Shopify: ask again with `readBulkAdd`. */
  addCodes(
    shop: ShopRef,
    to: { readonly discountId: string; readonly codes: readonly string[] },
  ): Promise<{ readonly ok: true; readonly bulkId: string } | Refused>;
  readBulkAdd(shop: ShopRef, bulkId: string): Promise<BulkAdd>;
  /** The discount and the redeem code behind a code; null where there is none. */
  findCode(
    shop: ShopRef,
    lane: Lane,
    code: string,
  ): Promise<{ readonly discountId: string; readonly redeemCodeId: string } | null>;
  /** Those of at most 10 codes that are there, with their discounts. */
  findCodes(
    shop: ShopRef,
    codes: readonly string[],
  ): Promise<readonly { readonly code: string; readonly discountId: string }[]>;
  /** Asynchronous at Shopify: ask again with `isJobDone`. */
  deleteCode(
    shop: ShopRef,
    of: { readonly discountId: string; readonly redeemCodeId: string },
  ): Promise<{ readonly ok: true; readonly jobId: string | null } | Refused>;
  isJobDone(shop: ShopRef, jobId: string): Promise<boolean>;
  /** Orders that carry a code, by Shopify's search, which may lag. */
  ordersWithCode(shop: ShopRef, code: string): Promise<readonly string[]>;

  /** At most 25 writes, all or nothing. */
  setMetafields(
    shop: ShopRef,
    lane: 'perk' | 'card' | 'pool',
    writes: readonly MetafieldWrite[],
  ): Promise<MetafieldsSet>;
  readMetafield(
    shop: ShopRef,
    of: { readonly ownerId: string; readonly key: MetafieldWrite['key'] },
  ): Promise<MetafieldNow>;

  /** Orders updated since at a glance, oldest update first, a page at a time. */
  listUpdatedOrders(
    shop: ShopRef,
    since: { readonly updatedAt: Instant; readonly after: string | null },
  ): Promise<OrderPage>;
  /**
   * At most 10 orders by id; those that are not there any more are left out. Throws {@link
   * UnreadableOrder} where one of them cannot be read.
   */
  fetchOrders(shop: ShopRef, orderIds: readonly string[]): Promise<readonly FetchedOrder[]>;
  startHistory(shop: ShopRef): Promise<{ readonly ok: true; readonly bulkId: string } | Refused>;
  readBulk(shop: ShopRef, bulkId: string): Promise<BulkState>;
  /**
   * The orders of a finished history, as its file is read; never the whole file at once. Beginning
   * `from` so many bytes of it, which is where one given before ended.
   */
  readHistory(url: string, from: number): AsyncIterable<HistoryPart>;

  /** Customers whose name, e-mail or phone matches, at most 20. */
  findCustomers(shop: ShopRef, words: string): Promise<readonly FoundCustomer[]>;
  /** Names of customers by id; those erased are left out. At most 50. */
  readCustomers(shop: ShopRef, customerIds: readonly string[]): Promise<readonly FoundCustomer[]>;
};

/** `endsAt`: bytes of the file up to the order's end; what comes after it is read from there. */
export type HistoryPart = HistoryOrder & { readonly endsAt: number };

/** `whole` is false where the file cannot show an order's refunds: fetch it by its id. */
export type HistoryOrder =
  | { readonly whole: true; readonly order: FetchedOrder }
  | { readonly whole: false; readonly orderId: string }
  | { readonly whole: false; readonly orderId: string | null; readonly problem: string };

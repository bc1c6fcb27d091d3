/**
 * What the admin's pages are handed to show and to ask for what comes in besides webhooks: the
 * shop's history, and the comparison with Shopify. Instants are milliseconds since 1970.
 */
import type { StaffVisitor } from './visitors.ts';

type OfShop = Pick<StaffVisitor, 'programId' | 'shopId' | 'domain'>;

/**
 * none: never asked for. asked: waits to begin. running: Shopify gathers the orders. reading: we
 * read them. done. failed: see `problem`; asking again starts afresh, and harms nothing.
 */
export type ImportStatus = 'none' | 'asked' | 'running' | 'reading' | 'done' | 'failed';

export type ImportView = {
  readonly status: ImportStatus;
  /** Records Shopify has gathered so far: orders with their lines and refunds. */
  readonly objects: number;
  /** Orders read so far. */
  readonly read: number;
  /** Of these, orders the books have taken in. */
  readonly inBooks: number;
  /** Orders that could not be read. */
  readonly failed: number;
  /** When the oldest order read was placed. */
  readonly sinceWhen: number | null;
  /** Shopify shows us sixty days only: the scope `read_all_orders` was not granted. */
  readonly limitedTo60Days: boolean;
  /** What stands in the way, as a sentence; it may go away by itself unless the import failed. */
  readonly problem: string | null;
  readonly finishedAt: number | null;
};

export type ReconciliationView = {
  /** Null while there has been none. */
  readonly last: {
    readonly finishedAt: number;
    /** Orders Shopify said were updated. */
    readonly lookedAt: number;
    /** Of these, orders we had never heard of. */
    readonly missing: number;
    /** Of these, orders that were newer at Shopify. */
    readonly outdated: number;
    /** Orders fetched and put right: missing and outdated ones that Shopify still had. */
    readonly repaired: number;
  } | null;
  /** True while one is under way or about to begin. */
  readonly underWay: boolean;
  readonly nextAt: number | null;
  readonly problem: string | null;
};

export type IntakeContext = {
  readImport(shop: OfShop): Promise<ImportView>;
  /** Asks for the history, again where it failed or is done; nothing where it is under way. */
  askHistory(shop: OfShop): Promise<void>;
  readReconciliation(shop: OfShop): Promise<ReconciliationView>;
  askReconcile(shop: OfShop): Promise<void>;
};

import type { BooksView, ListedShop, ShopReading, StatusQuestion } from '../../contracts/status.ts';
import type { Instant } from '../../domain/kernel/instant.ts';

/** What the page needs from the books. Everything it counts is bounded; see `BoundedCount`. */
export type StatusStore = {
  /** Shops by domain, up to a bound. */
  shops(asOf: Instant): Promise<readonly ListedShop[]>;
  shop(shop: ListedShop, question: StatusQuestion, asOf: Instant): Promise<ShopReading>;
  /** Sums over all members; null where they take too long to wait for. */
  books(programId: number): Promise<BooksView | null>;
  /** Whether a failure means "PostgreSQL did not answer" rather than a bug of ours. */
  isUnavailable(failure: unknown): boolean;
};

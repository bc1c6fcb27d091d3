/**
 * An order as a trade file has it: the little from which a record follows (`from-shop-order.ts`).
 * Ids are decimal text of any length, instants ms since the epoch, prices plain decimal text.
 */

export type ShopLine = {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly price: string;
};

export type ShopRefund = {
  readonly id: string;
  readonly at: number;
  readonly note: string | null;
  readonly units: readonly {
    readonly id: string;
    readonly lineId: string;
    readonly quantity: number;
  }[];
};

export type ShopOrder = {
  readonly id: string;
  /** As the shopper knows it, e.g. `#1001`. */
  readonly name: string;
  readonly number: number;
  readonly currency: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null for a guest. */
  readonly customerId: string | null;
  /** A guest may leave one, or none (the till). */
  readonly email: string | null;
  readonly lines: readonly ShopLine[];
  /** Those made by `updatedAt`, in the order in which they were made. */
  readonly refunds: readonly ShopRefund[];
};

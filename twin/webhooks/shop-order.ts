/**
 * An order as the twin's shop has it: the little from which all of a webhook's fields follow. Ids
 * are decimal text of any length, instants ms since the epoch, prices plain decimal text.
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

/** An id as a JSON number, all digits of it kept, however many they are. */
export function idNumber(id: string): unknown {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : rawJson(id);
}

// In V8 since Node 21; TypeScript's library does not name it yet.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** An instant as Shopify writes it, for a shop in UTC. */
export function shopifyInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}

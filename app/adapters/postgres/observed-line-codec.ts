/** A line of an order as the books keep it: an array that ends with the last there is to say. */
import type { ObservedLine } from '../../domain/facts/observed-order.ts';
import type { MoneyMinor } from '../../domain/kernel/money.ts';
import { trimmed } from './trimmed.ts';

type Said = string | number | null | readonly string[];

/** All after the price may be missing: none, or written before it was read. */
export type StoredLine = [
  id: string,
  quantity: number,
  current: number,
  price: string,
  ...beside: Said[],
];

type Beside = [
  discount?: number,
  mark?: number,
  tax?: number,
  productId?: string | null,
  vendor?: string | null,
  productTags?: readonly string[],
  collectionIds?: readonly string[],
];

const GIFT_CARD = 1;
const NONE: readonly string[] = [];

export function encodeLine(line: ObservedLine): StoredLine {
  const beside: Said[] = [
    line.discountMinor,
    line.giftCard ? GIFT_CARD : 0,
    line.taxMinor,
    line.productId,
    line.vendor,
    line.productTags,
    line.collectionIds,
  ];
  return [line.id, line.quantity, line.currentQuantity, line.unitPrice, ...trimmed(beside)];
}

export function decodeLine(stored: StoredLine): ObservedLine {
  const [id, quantity, currentQuantity, unitPrice, ...beside] = stored;
  const [discount = 0, mark = 0, tax = 0, productId = null, vendor = null, tags, collections] =
    beside as Beside;
  return {
    id,
    quantity,
    currentQuantity,
    unitPrice,
    discountMinor: discount as MoneyMinor,
    giftCard: mark === GIFT_CARD,
    taxMinor: tax as MoneyMinor,
    productId,
    vendor,
    productTags: tags ?? NONE,
    collectionIds: collections ?? NONE,
  };
}

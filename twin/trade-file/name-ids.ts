/**
 * Numbers, as a shop system gives them, for what a trade file names in text. The same name always
 * gets the same number, so that delivering a file again speaks of the same orders.
 */
import { createHash } from 'node:crypto';

// Thirteen and fourteen digits, as Shopify's own are today. Ids of different kinds may be equal.
const ORDER_BASE = 5_000_000_000_000;
const LINE_BASE = 14_000_000_000_000;
const HASHED_BASE = 20_000_000_000_000;

const PLAIN_NUMBER = /^[1-9]\d{0,9}$/;

/** An order's id, from its invoice number: `489434` → `5000000489434`. */
export function orderIdOf(invoice: string): string {
  if (PLAIN_NUMBER.test(invoice)) return String(ORDER_BASE + Number(invoice));
  return hashedId(`order ${invoice}`);
}

/** A line item's id, from the physical line at which the file names it. */
export function lineIdOf(line: number): string {
  return String(LINE_BASE + line);
}

/** A refund's id: a credit note makes one refund for each order it touches. */
export function refundIdOf(note: string, invoice: string): string {
  return hashedId(`refund ${note} ${invoice}`);
}

/** The id of one line of a refund. */
export function refundLineIdOf(refundId: string, lineId: string): string {
  return hashedId(`refund line ${refundId} ${lineId}`);
}

/** A customer's id: the CustomerID itself where it is a number. */
export function customerIdOf(customerId: string): string {
  if (PLAIN_NUMBER.test(customerId)) return customerId;
  return hashedId(`customer ${customerId}`);
}

/**
 * Fourteen digits out of 2^46: among a hundred thousand names two meet once in fourteen thousand
 * files.
 */
function hashedId(name: string): string {
  const hash = createHash('sha256').update(name).digest().readUIntBE(0, 6) % 2 ** 46;
  return String(HASHED_BASE + hash);
}

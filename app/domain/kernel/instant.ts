import { InvariantError } from './invariant.ts';

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Every "now" is one, passed in. */
export type Instant = number & { readonly unit: 'instant-ms' };

/** Brands whole milliseconds since the epoch as an instant. */
export function instant(epochMs: number): Instant {
  // Branding happens several times for every fact: the sentence is put together only when needed.
  if (!Number.isSafeInteger(epochMs)) {
    throw new InvariantError(`An instant is whole milliseconds, got ${epochMs}.`);
  }
  return epochMs as Instant;
}

const ISO_WITH_OFFSET =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads an ISO 8601 date-time that carries its offset (as Shopify writes them); null if it is not
 * one, 30 February included, which the runtime would take for a day in March.
 */
export function parseInstant(text: string): Instant | null {
  const [, year, month, day] = ISO_WITH_OFFSET.exec(text) ?? [];
  if (day === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs) || date.getUTCDate() !== Number(day)) return null;
  return instant(epochMs);
}

/** The earlier of two instants, where null means "never". */
export function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}

/**
 * Cursors: where in an order a record stands. Opaque to apps, and as Shopify's a JSON text in
 * base64: `{"last_id":1,"last_value":"a"}`.
 */
import { badRequest } from './errors.ts';
import type { PageKey } from '../../store/store.ts';

/** The cursor of a place. */
export function toCursor({ id, value }: PageKey): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64');
}

/** The place a cursor means; null for no cursor. Throws Shopify's error for one it did not give. */
export function fromCursor(cursor: string | null | undefined): PageKey | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    const parsed = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as unknown;
    if (isPlace(parsed)) return { id: parsed.last_id, value: parsed.last_value };
  } catch {
    // Text that is no JSON is as wrong as JSON that is no place.
  }
  throw badRequest('Malformed cursor');
}

type Place = { readonly last_id: number; readonly last_value: string | number };

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const { last_id: id, last_value: last } = value as Partial<Place>;
  return typeof id === 'number' && (typeof last === 'string' || typeof last === 'number');
}

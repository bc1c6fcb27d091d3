/**
 * The fields that Shopify's payloads are made of, read strictly: a number that cannot be true is
 * refused here, by name, and never reaches the books. REST payloads write money as decimal text
 * (now and then as a number), ids as integers beside an `admin_graphql_api_id`, instants with their
 * offset (https://shopify.dev/docs/api/webhooks, read 2026-11).
 */
import { z } from 'zod';
import { type Instant, parseInstant } from '../domain/kernel/instant.ts';
import { amountMinor, type MoneyMinor, parseDecimal } from '../domain/kernel/money.ts';

/** Eleven whole digits: in minor units still exact for every currency there is. */
const MONEY = /^-?\d{1,11}(?:\.\d{1,12})?$/;
const NAME_MAX = 255;

/** Decimal money text. A JSON number comes in as a number, or as source text where it was long. */
export const signedMoney = z
  .union([z.string(), z.number()], { error: 'must be a decimal amount' })
  .transform(String)
  .refine((text) => MONEY.test(text), 'must be a decimal amount of at most 11 whole digits');

export const money = signedMoney.refine((text) => !text.startsWith('-'), 'must not be negative');

export const instantText = z
  .string({ error: 'must be an ISO 8601 instant with its offset' })
  .transform((text, context): Instant => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.addIssue('must be an ISO 8601 instant with its offset');
    return z.NEVER;
  });

export const units = z
  .int({ error: 'must be a whole number of units' })
  .nonnegative('must not be negative');

export const currencyCode = z
  .string({ error: 'must be a currency code' })
  .regex(/^[A-Z]{3}$/, 'must be a currency code of three capitals');

/** Free text we keep. PostgreSQL's jsonb holds neither NUL nor half a surrogate pair. */
export const keptText = z
  .string({ error: 'must be text' })
  .max(NAME_MAX, `must be at most ${NAME_MAX} characters`)
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'holds characters that cannot be stored');

const INTEGER_ID = 'must be an integer id';

/** An id as an integer; a text of digits where the integer was too long for a double. */
export const numericId = z.union(
  [z.int().positive(INTEGER_ID), z.string().regex(/^[1-9]\d{0,19}$/, INTEGER_ID)],
  { error: INTEGER_ID },
);

/** Whatever is there, if anything: only a gid of the right type is believed. */
export const gid = z.unknown().optional();

export const yesOrNo = z.boolean({ error: 'must be true or false' });

/** A list that Shopify may leave out or send as null. */
export function listOf<T extends z.ZodType>(entry: T) {
  return z
    .array(entry, { error: 'must be a list' })
    .nullish()
    .transform((entries) => entries ?? []);
}

/**
 * The id as text, from the gid where it is one of `type`, else from the numeric id; null if
 * neither.
 */
export function idText(
  type: 'Order' | 'Customer' | 'LineItem' | 'Refund',
  globalId: unknown,
  numeric: number | string | null | undefined,
): string | null {
  if (typeof globalId === 'string') {
    const digits = GIDS[type].exec(globalId)?.[1];
    if (digits !== undefined) return digits;
  }
  return numeric === null || numeric === undefined ? null : String(numeric);
}

const GIDS = {
  Order: /^gid:\/\/shopify\/Order\/([1-9]\d{0,19})$/,
  Customer: /^gid:\/\/shopify\/Customer\/([1-9]\d{0,19})$/,
  LineItem: /^gid:\/\/shopify\/LineItem\/([1-9]\d{0,19})$/,
  Refund: /^gid:\/\/shopify\/Refund\/([1-9]\d{0,19})$/,
};

/** The amounts' sum in minor units; null where it is too large to be exact. */
export function sumMinor(amounts: readonly string[], exponent: number): MoneyMinor | null {
  let sum = 0;
  for (const amount of amounts) {
    const decimal = parseDecimal(amount);
    if (decimal === null) return null;
    sum += amountMinor(decimal, 1, exponent);
  }
  return Number.isSafeInteger(sum) ? (sum as MoneyMinor) : null;
}

/**
 * The first thing wrong, as a reason: `invalid_field: line_items[3].quantity: must not be
 * negative`.
 */
export function invalidField(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue ? sayPath(issue.path) : '(payload)';
  return `invalid_field: ${field}: ${issue?.message ?? 'unreadable'}`;
}

function sayPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(payload)';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

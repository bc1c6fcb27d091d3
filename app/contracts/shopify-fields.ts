/**
 * The fields that Shopify's payloads are made of, read strictly: a number that cannot be true is
 * refused here, by name, and never reaches the books. REST payloads write money as decimal text
 * (now and then as a number), ids as integers beside an `admin_graphql_api_id`, instants with their
 * offset (https://shopify.dev/docs/api/webhooks, read 2026-11).
 */
import { z } from 'zod';
import { type Instant, parseInstant } from '../domain/kernel/instant.ts';
import { amountMinor, type MoneyMinor, parseDecimal } from '../domain/kernel/money.ts';
import { type Parked, parked } from './parked-reason.ts';

/** Eleven whole digits: in minor units still exact for every currency there is. */
const MONEY = /^-?\d{1,11}(?:\.\d{1,40})?$/;
/** An instant outside of these is a mistake, and some are more than the database can hold. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
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
    if (at === null) context.addIssue('must be an ISO 8601 instant with its offset');
    else if (at < EARLIEST || at >= LATEST) context.addIssue('must be from 1970 to 2199');
    else return at;
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

/**
 * A list, read entry by entry up to the first that is wrong. Read whole, as zod's own array is, a
 * body of a million bad entries would keep a process busy for a minute naming each of them.
 */
export function listOf<T extends z.ZodType>(entry: T) {
  return z.array(z.unknown(), { error: 'must be a list' }).transform((values, context) => {
    const entries: z.output<T>[] = [];
    for (const [index, value] of values.entries()) {
      const parsed = entry.safeParse(value);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const path = [index, ...(issue?.path ?? [])];
        context.addIssue({ code: 'custom', message: issue?.message ?? 'is unreadable', path });
        return z.NEVER;
      }
      entries.push(parsed.data);
    }
    return entries;
  });
}

/** A list that Shopify may leave out or send as null. */
export function optionalListOf<T extends z.ZodType>(entry: T) {
  return listOf(entry)
    .nullish()
    .transform((entries) => entries ?? []);
}

/**
 * The id as text, from the gid where it is one of `type`, else from the numeric id; null if
 * neither.
 */
export function idText(
  type: 'Order' | 'Customer' | 'LineItem' | 'Refund' | 'Product' | 'OrderTransaction',
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
  OrderTransaction: /^gid:\/\/shopify\/OrderTransaction\/([1-9]\d{0,19})$/,
  Product: /^gid:\/\/shopify\/Product\/([1-9]\d{0,19})$/,
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

/** Refuses with the first thing wrong: `line_items[3].quantity: must not be negative`. */
export function invalidPayload(error: z.ZodError): Parked {
  const issue = error.issues[0];
  const field = issue ? sayPath(issue.path) : '(payload)';
  return invalidField(field, issue?.message ?? 'unreadable');
}

/** Refuses with a field's path and what is wrong with it. */
export function invalidField(field: string, problem: string): Parked {
  return parked('invalid_field', `${field}: ${problem}`);
}

function sayPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(payload)';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

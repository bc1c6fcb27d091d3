/**
 * The smallest parts of a program's JSON: whole numbers within bounds, names, ids. Each says what
 * it must be, so that a bad field is named in words and not in a parser's.
 */
import { z } from 'zod';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { isPlainText } from './plain-text.ts';

export const POINTS_MAX = 1_000_000_000;
export const MINOR_MAX = 1_000_000_000_000;
export const NAME_MAX = 80;
const TEXT_MAX = 255;

/** A whole number from `least` to `most`, both included. */
export function whole(least: number, most: number) {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.number({ error: problem }).refine(isWithin(least, most), problem);
}

/** So many of something, for the message where it is no number at all. */
function wholeOf(unit: string, least: number, most: number) {
  return z
    .number({ error: `must be a whole number of ${unit}` })
    .refine(isWithin(least, most), `must be a whole number from ${least} to ${most}`);
}

export const wholeDays = (least: number, most: number) => wholeOf('days', least, most);
export const wholeMonths = (least: number, most: number) => wholeOf('months', least, most);
export const wholePoints = wholeOf('points', 1, POINTS_MAX).transform(points);
export const pointsOrNone = wholeOf('points', 0, POINTS_MAX).transform(points);
export const wholeMinor = wholeOf('minor units', 1, MINOR_MAX).transform(minor);

/** An id that is chosen once and never shown. */
export const key = z
  .string({ error: 'must be text' })
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 of a–z, 0–9 and -');

/** What shoppers read. */
export const shownName = plainText(NAME_MAX);

/** A value to compare with, as Shopify has it: a tag, a vendor, the id of a collection. */
export const comparedText = plainText(TEXT_MAX);

export const yesOrNo = z.boolean({ error: 'must be true or false' });

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `must be ${sayOr(words)}` });
}

/** A list of at least and at most so many. */
export function listOf<Item extends z.ZodType>(item: Item, least: number, most: number) {
  return z
    .array(item, { error: 'must be a list' })
    .min(least, `must hold at least ${least}`)
    .max(most, `must hold at most ${most}`);
}

/** An object that is one of several kinds, named by `kind`. */
export function kindOf<const Kinds extends readonly [KindSchema, ...KindSchema[]]>(kinds: Kinds) {
  const names = kinds.map(({ shape }) => [...shape.kind.values].join(''));
  return z.discriminatedUnion('kind', kinds, {
    error: `must be of kind ${sayOr(names)}`,
  });
}

type KindSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }, z.core.$strict>;

/** `['a', 'b', 'c']` → `a, b or c`. */
function sayOr(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function plainText(most: number) {
  return z
    .string({ error: 'must be text' })
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .refine(isPlainText, 'must be text that can be shown');
}

function isWithin(least: number, most: number): (value: number) => boolean {
  return (value) => Number.isSafeInteger(value) && value >= least && value <= most;
}

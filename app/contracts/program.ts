/**
 * A program definition as it crosses a boundary: JSON in, a `ProgramDefinition` or every bad field
 * named at once out. Past this file nothing is checked again. JSON out is the definition itself,
 * which is plain data.
 */
import { z } from 'zod';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { isZone } from '../domain/kernel/zone.ts';
import type { ProgramDefinition, ProgramVersion } from '../domain/program/program.ts';
import { isPlainText } from './plain-text.ts';

/** A version as the books hold it: what was published, and when. */
export type PublishedVersion = ProgramVersion & { readonly publishedAt: number };

/** One thing wrong with one field, e.g. `{ field: 'rewards[0].cost', problem: 'must be …' }`. */
export type FieldProblem = { readonly field: string; readonly problem: string };

type ParsedProgram =
  | { readonly ok: true; readonly definition: ProgramDefinition }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const POINTS_MAX = 1_000_000_000;
const MINOR_MAX = 1_000_000_000_000;
const REWARDS_MAX = 100;

// The runtime's own list: a currency it cannot name is one whose decimals we would only guess.
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const wholePoints = z
  .number({ error: 'must be a whole number of points' })
  .refine(isWithin(1, POINTS_MAX), `must be a whole number from 1 to ${POINTS_MAX}`)
  .transform(points);

const wholeMinor = z
  .number({ error: 'must be a whole number of minor units' })
  .refine(isWithin(1, MINOR_MAX), `must be a whole number from 1 to ${MINOR_MAX}`)
  .transform(minor);

const key = z
  .string({ error: 'must be text' })
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 of a–z, 0–9 and -');

const reward = z.strictObject({
  id: key,
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, 'must not be empty')
    .max(80)
    .refine(isPlainText, 'must be text that can be shown'),
  cost: wholePoints,
  gives: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('amount-off'), amountMinor: wholeMinor }),
      z.strictObject({ kind: z.literal('free-shipping') }),
    ],
    { error: 'must be amount-off or free-shipping' },
  ),
});

const definitionSchema = z.strictObject({
  preset: key,
  currency: z
    .string({ error: 'must be text' })
    .refine((code) => CURRENCIES.has(code), 'must be a known ISO 4217 code in capitals'),
  zone: z
    .string({ error: 'must be text' })
    // Offsets such as "+02:00" are zones to the runtime, but they do not know of summer.
    .refine((name) => /^[A-Za-z]/.test(name) && isZone(name), 'must be a known IANA time zone'),
  earning: z.strictObject({
    id: key,
    kind: z.literal('orders', { error: 'must be orders' }),
    points: wholePoints,
    perMinor: wholeMinor,
    rounding: z.literal('floor', { error: 'must be floor' }),
  }),
  pendingDays: z
    .number({ error: 'must be a whole number of days' })
    .refine(isWithin(0, 90), 'must be a whole number from 0 to 90'),
  expiry: z.strictObject({ kind: z.literal('none', { error: 'must be none' }) }),
  debt: z.literal('allow-negative', { error: 'must be allow-negative' }),
  rewards: z
    .array(reward, { error: 'must be a list' })
    .max(REWARDS_MAX, `must hold at most ${REWARDS_MAX} rewards`),
});

/** Reads a definition from untrusted JSON; refuses with every bad field, in document order. */
export function parseProgram(json: unknown): ParsedProgram {
  const parsed = definitionSchema.safeParse(json);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap(sayIssue)),
    // Apart from the schema, so that it is also told when other fields are bad.
    ...repeatedRewards(json),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, definition: parsed.data };
}

function sayIssue(issue: z.core.$ZodIssue): FieldProblem[] {
  const field = nameField(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((unknown) => ({
      field: field === 'definition' ? unknown : `${field}.${unknown}`,
      problem: 'is not a known field',
    }));
  }
  return [{ field, problem: issue.message }];
}

/** `['rewards', 0, 'cost']` → `rewards[0].cost`. */
function nameField(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'definition';
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');
}

function repeatedRewards(json: unknown): FieldProblem[] {
  const rewards = (json as { rewards?: unknown } | null)?.rewards;
  if (!Array.isArray(rewards)) return [];
  const seen = new Set<unknown>();
  return rewards.flatMap((entry: unknown, index) => {
    const id = (entry as { id?: unknown } | null)?.id;
    if (typeof id !== 'string') return [];
    if (seen.has(id)) return [{ field: `rewards[${index}].id`, problem: `repeats ${id}` }];
    seen.add(id);
    return [];
  });
}

function isWithin(least: number, most: number): (value: number) => boolean {
  return (value) => Number.isSafeInteger(value) && value >= least && value <= most;
}

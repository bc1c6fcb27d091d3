/**
 * A program definition as it crosses a boundary: JSON in, a `ProgramDefinition` or every bad field
 * named at once out. Past this file nothing is checked again. JSON out is the definition itself,
 * which is plain data. Definitions of an older format are read for ever and mean the same.
 */
import type { z } from 'zod';
import { blankProgram } from '../domain/program/blank-program.ts';
import { contradictions, repeatedIds } from '../domain/program/check-program.ts';
import type { FieldProblem } from '../domain/program/field-problem.ts';
import {
  type Format1,
  type Format2,
  fieldInOlderFormat,
  inPresentFormat,
  partInPresentFormat,
} from '../domain/program/older-formats.ts';
import type { ProgramDefinition, ProgramVersion } from '../domain/program/program.ts';
import { format1Schema, format2Schema, format3Schema } from './program-schema.ts';

export type { FieldProblem };

/** A version as the books hold it: what was published, and when. */
export type PublishedVersion = ProgramVersion & {
  readonly publishedAt: number;
  /** Nobody published it: it keeps the month's budget. */
  readonly byBudget: boolean;
};

type ParsedProgram =
  | { readonly ok: true; readonly definition: ProgramDefinition }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Reads a definition that somebody wants to keep, from untrusted JSON. Refuses with every bad
 * field: those that cannot be read, in document order, then those that contradict each other as
 * far as they can be read.
 */
export function parseProgram(json: unknown): ParsedProgram {
  const read = readShape(json);
  const sound = soundParts(json);
  const problems = [
    ...(read.ok ? [] : read.problems),
    ...repeatedIds(json),
    ...contradictions(sound.definition, sound.parts).map(({ field, problem }) => ({
      field: isOlder(json) ? fieldInOlderFormat(field) : field,
      problem,
    })),
  ];
  if (!read.ok || problems.length > 0) return { ok: false, problems: onePerField(problems) };
  return read;
}

/**
 * Reads a definition that was kept before: a version is in force whatever checks have been added
 * since, so nothing is asked of it but its shape.
 */
export function readKeptProgram(json: unknown): ParsedProgram {
  return readShape(json);
}

function readShape(json: unknown): ParsedProgram {
  const parsed = schemaFor(json).safeParse(json);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(sayIssue) };
  const { data } = parsed;
  if (isPresent(data)) return { ok: true, definition: data };
  // Read again, so that a definition's fields stand in one order whatever it was read from.
  return readShape(inPresentFormat(data));
}

function schemaFor(json: unknown) {
  if (!isOlder(json)) return format3Schema;
  return 'format' in json ? format2Schema : format1Schema;
}

function isOlder(json: unknown): json is Record<string, unknown> {
  return isRecord(json) && (!('format' in json) || json['format'] === 2);
}

function isPresent(data: ProgramDefinition | Format2 | Format1): data is ProgramDefinition {
  return 'format' in data && data.format === 3;
}

/**
 * Each part that can be read by itself, in a definition that is blank otherwise: a bad currency
 * does not keep quiet that the tiers are out of order.
 */
function soundParts(json: unknown) {
  const definition: Record<string, unknown> = { ...blankProgram(NOWHERE, 'blank') };
  const parts = new Set(Object.keys(definition));
  if (!isRecord(json)) return { definition: definition as ProgramDefinition, parts };
  const shape: Record<string, z.ZodType> = schemaFor(json).shape;
  for (const [name, part] of Object.entries(shape)) {
    const read = part.safeParse(json[name]);
    if (read.success)
      definition[name] = isOlder(json) ? partInPresentFormat(name, read.data) : read.data;
    else parts.delete(name);
  }
  return { definition: definition as ProgramDefinition, parts };
}

const NOWHERE = { currency: 'GBP', zone: 'UTC' };

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

/** What is said first of a field is what has to be mended first. */
function onePerField(problems: readonly FieldProblem[]): FieldProblem[] {
  const named = new Set<string>();
  return problems.filter(({ field }) => !named.has(field) && named.add(field));
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

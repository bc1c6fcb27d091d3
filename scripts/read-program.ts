/**
 * A program from a JSON file, as the scripts take it: refuses with every bad field named at once,
 * and says what in it is only unwise.
 */
import { readFileSync } from 'node:fs';
import { type FieldProblem, parseProgram } from '../app/contracts/program.ts';
import { checkProgram } from '../app/domain/program/check-program.ts';
import type { ProgramDefinition } from '../app/domain/program/program.ts';
import { UsageError } from './usage-error.ts';

/** Reads the file; throws {@link UsageError}. */
export function readProgram(file: string): ProgramDefinition {
  const parsed = parseProgram(readJson(file));
  if (parsed.ok) return parsed.definition;
  throw new UsageError(`--program ${file} is not sound:\n${sayProblems(parsed.problems)}`);
}

/** What is worth a second thought before it is published, a line each; empty where nothing is. */
export function sayWarnings(definition: ProgramDefinition): string {
  return sayProblems(checkProgram(definition).warnings);
}

function sayProblems(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, problem }) => `  ${field} ${problem}`).join('\n');
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--program ${file} cannot be read.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--program ${file} is not JSON.`);
  }
}

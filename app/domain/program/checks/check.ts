import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition } from '../program.ts';

export type Part = keyof ProgramDefinition;

/**
 * Something a program can get wrong although each of its fields is right by itself. It names the
 * parts it reads: where one of them cannot be read, nothing is said of it.
 */
export type Check = {
  readonly reads: readonly Part[];
  readonly find: (definition: ProgramDefinition) => readonly FieldProblem[];
};

import type { FieldProblem } from '../field-problem.ts';
import { sayRules } from '../plain-rules.ts';
import type { ProgramDefinition } from '../program.ts';

/** Rules that cannot be said in one sentence a shopper would read. */
export function hardToSay(definition: ProgramDefinition): FieldProblem[] {
  return sayRules(definition).flatMap(({ field, isPlain }) =>
    isPlain ? [] : [{ field, problem: 'cannot be said in one sentence: shoppers will not follow' }],
  );
}

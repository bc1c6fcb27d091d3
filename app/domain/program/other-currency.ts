import type { FieldProblem } from './field-problem.ts';
import type { ProgramDefinition } from './program.ts';

/**
 * What is wrong with a definition's currency after the versions there were so far: sums that tiers
 * and caps are made of run through all of a program's versions, so that all must be of one
 * currency. Nothing is wrong with the first one.
 */
export function otherCurrency(
  { currency }: Pick<ProgramDefinition, 'currency'>,
  earlier: readonly { readonly definition: Pick<ProgramDefinition, 'currency'> }[],
): readonly FieldProblem[] {
  const before = earlier.at(-1)?.definition.currency ?? currency;
  if (before === currency) return [];
  return [{ field: 'currency', problem: `must stay ${before}, as in the versions so far` }];
}

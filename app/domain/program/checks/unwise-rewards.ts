import { rewardKindOf } from '../../rewards/kinds/registry.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition } from '../program.ts';
import { givenBy } from './check-limits.ts';

/** Segments are asked for, and nobody knows yet who is in one. */
export function segmentsNotKnownYet({ rewards }: ProgramDefinition): FieldProblem[] {
  return rewards.flatMap(({ limits }, at) =>
    limits.segments.length === 0
      ? []
      : [
          {
            field: `rewards[${at}].limits.segments`,
            problem: 'asks for segments of customers, which are not known yet: nobody can take it',
          },
        ],
  );
}

/** The least an order must come to, of a reward that is for no order. */
export function minimumOfNoOrder({ rewards }: ProgramDefinition): FieldProblem[] {
  return rewards.flatMap(({ offer, limits }, at) => {
    if (limits.minimumMinor === null) return [];
    const other = givenBy(offer).find((gives) => rewardKindOf(gives).fulfilment !== 'code');
    if (!other) return [];
    const problem = `is asked of nobody: ${other.kind} works on no order`;
    return [{ field: `rewards[${at}].limits.minimumMinor`, problem }];
  });
}

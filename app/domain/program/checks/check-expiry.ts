import { shortestLife, wrongTogether } from '../../expiry/registry.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition } from '../program.ts';
import type { Check } from './check.ts';

/** What a model's own numbers get wrong together, as a date there never is. */
export const soundExpiry: Check = {
  reads: ['expiry'],
  find: ({ expiry }) =>
    Object.entries(wrongTogether(expiry)).map(([name, problem]) => ({
      field: `expiry.${name}`,
      problem,
    })),
};

/** Points that would expire while they still wait. */
export function waitBeyondExpiry(definition: ProgramDefinition): FieldProblem[] {
  const days = shortestLife(definition.expiry);
  if (days === null) return [];
  const problem =
    `is longer than points may live, ${days} days: ` + 'some expire before they can be spent';
  return (['pendingDays', 'activityPendingDays'] as const).flatMap((field) => {
    const isUsed = field === 'pendingDays' || definition.activities.length > 0;
    return isUsed && definition[field] > days ? [{ field, problem }] : [];
  });
}

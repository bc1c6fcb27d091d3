import type { FieldSpec } from '../../earning/conditions/condition.ts';
import { type Condition, CONDITIONS } from '../../earning/conditions/registry.ts';
import type { ProgramDefinition } from '../program.ts';

/** A list of conditions as it stands somewhere in a definition, e.g. at `campaigns[0].when`. */
export type ConditionList = { readonly field: string; readonly when: readonly Condition[] };

/** The parts of a definition that hold conditions on what earns. */
export const EARNING_CONDITIONS = ['eligible', 'rates', 'campaigns'] as const;

/** Those, and the goods of rewards. */
export const PARTS_WITH_CONDITIONS = [...EARNING_CONDITIONS, 'rewards'] as const;

export function listsOf(
  definition: ProgramDefinition,
  part: (typeof PARTS_WITH_CONDITIONS)[number],
): readonly ConditionList[] {
  if (part === 'eligible') return [{ field: part, when: definition.eligible }];
  if (part === 'rewards') {
    return definition.rewards.map(({ limits }, at) => ({
      field: `rewards[${at}].limits.goods`,
      when: limits.goods,
    }));
  }
  return definition[part].map(({ when }, at) => ({ field: `${part}[${at}].when`, when }));
}

/** Each condition of a list with its place, e.g. `campaigns[0].when[1]`. */
export function placesOf({ field, when }: ConditionList) {
  return when.map((condition, at) => ({ field: `${field}[${at}]`, condition }));
}

/** The fields of a condition's kind, each with what stands in it. */
export function valuesOf(condition: Condition) {
  const specs: Readonly<Record<string, FieldSpec>> = CONDITIONS[condition.kind].fields;
  const values: Readonly<Record<string, unknown>> = condition;
  return Object.entries(specs).map(([name, spec]) => ({ name, spec, value: values[name] }));
}

/**
 * A list of conditions as one text, the same for lists that ask the same: neither the order of the
 * conditions nor that of the values in one of them makes a difference.
 */
export function sameWords(when: readonly Condition[]): string {
  return [...new Set(when.map(condensed))].sort().join('\n');
}

function condensed(condition: Condition): string {
  const values = valuesOf(condition).map(({ name, value }) => [
    name,
    Array.isArray(value) ? [...new Set(value)].sort() : value,
  ]);
  return JSON.stringify([condition.kind, condition.not, values]);
}

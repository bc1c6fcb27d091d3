/** Conditions that never hold, that name what is not there, or that leave a campaign no room. */
import type { Condition } from '../../earning/conditions/registry.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition } from '../program.ts';
import type { Check } from './check.ts';
import {
  type ConditionList,
  listsOf,
  PARTS_WITH_CONDITIONS,
  placesOf,
  sameWords,
  valuesOf,
} from './written-conditions.ts';

export const soundConditions: readonly Check[] = PARTS_WITH_CONDITIONS.flatMap((part) => [
  {
    reads: [part],
    find: (definition) =>
      listsOf(definition, part).flatMap((list) => [
        ...placesOf(list).flatMap(({ field, condition }) => endsBeforeItBegins(field, condition)),
        ...turnedRound(list),
      ]),
  },
  {
    reads: [part, 'tiers'],
    find: (definition) =>
      listsOf(definition, part)
        .flatMap(placesOf)
        .flatMap(({ field, condition }) => unknownTiers(field, condition, definition)),
  },
]);

/** Local times of one condition stand in their order, as `from` and `until` of a window. */
function endsBeforeItBegins(field: string, condition: Condition): FieldProblem[] {
  const times = valuesOf(condition).flatMap(({ name, spec, value }) =>
    spec.type === 'local-time' && typeof value === 'string' ? [{ name, value }] : [],
  );
  return times.flatMap(({ name, value }, at) => {
    const before = times[at - 1];
    if (!before || before.value < value) return [];
    return [{ field: `${field}.${name}`, problem: `must be later than ${before.value}` }];
  });
}

/** Of a condition and the same one turned round never both hold. */
function turnedRound(list: ConditionList): FieldProblem[] {
  const places = placesOf(list);
  return places.flatMap(({ field, condition }, at) => {
    const opposite = sameWords([{ ...condition, not: !condition.not }]);
    const earlier = places.slice(0, at).find((each) => sameWords([each.condition]) === opposite);
    if (!earlier) return [];
    return [{ field, problem: `is the opposite of ${earlier.field}: both can never hold` }];
  });
}

function unknownTiers(
  field: string,
  condition: Condition,
  { tiers }: ProgramDefinition,
): FieldProblem[] {
  const { kind }: { kind: string } = condition;
  if (kind !== 'tier') return [];
  const known = new Set(tiers?.levels.map(({ id }) => id));
  return valuesOf(condition).flatMap(({ name, value }) =>
    (Array.isArray(value) ? value : []).flatMap((id: unknown, at) =>
      known.has(String(id))
        ? []
        : [
            {
              field: `${field}.${name}[${at}]`,
              problem: tiers ? `“${String(id)}” is no tier` : 'there are no tiers',
            },
          ],
    ),
  );
}

/**
 * Two multiplier campaigns with the same conditions where only the best one counts: one of them
 * never does anything.
 */
export const roomForEachCampaign: Check = {
  reads: ['campaigns', 'stacking'],
  find: ({ campaigns, stacking }) => {
    if (stacking !== 'best') return [];
    const names = new Map<string, string>();
    return campaigns.flatMap(({ gives, when, name }, at) => {
      if (gives.kind !== 'multiplier') return [];
      const words = sameWords(when);
      const earlier = names.get(words);
      names.set(words, earlier ?? name);
      if (earlier === undefined) return [];
      const problem =
        `asks the same as “${earlier}”, and only the best multiplier counts: ` +
        'one of them never does anything';
      return [{ field: `campaigns[${at}].when`, problem }];
    });
  },
};

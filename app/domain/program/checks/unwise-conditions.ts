import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition } from '../program.ts';
import { listsOf, EARNING_CONDITIONS, placesOf } from './written-conditions.ts';

// What orders carry none of until the catalogue and the segments are mirrored.
const NOT_RECORDED: Readonly<Record<string, string>> = {
  collection: 'collections',
  'product-tag': 'the tags of products',
  segment: 'segments of customers',
};

/** Conditions on what is not recorded with an order yet: they hold for no order. */
export function notRecordedYet(definition: ProgramDefinition): FieldProblem[] {
  return EARNING_CONDITIONS.flatMap((part) => listsOf(definition, part))
    .flatMap(placesOf)
    .flatMap(({ field, condition }) => {
      const what = NOT_RECORDED[condition.kind];
      if (what === undefined) return [];
      const outcome = condition.not ? 'it holds for every order' : 'it holds for none';
      return [{ field, problem: `asks for ${what}, which orders do not carry yet: ${outcome}` }];
    });
}

/** Campaigns that multiply by one or less: members get nothing more, or less. */
export function weakMultipliers({ campaigns }: ProgramDefinition): FieldProblem[] {
  return campaigns.flatMap(({ gives }, at) =>
    gives.kind === 'multiplier' && gives.percent <= 100
      ? [
          {
            field: `campaigns[${at}].gives.percent`,
            problem: `is ${gives.percent} %, which gives members nothing more`,
          },
        ]
      : [],
  );
}

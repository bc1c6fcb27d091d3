/** The targets of extensions that the pages of this admin have a place for. */
import type { AppDefinition } from '../apps/app-definition.ts';

const PLACED = [
  /^admin\.(customer|order|product)-details\.block\.render$/,
  /^admin\.(customer|order|product|discount)-details\.action\.(should-)?render$/,
  /^admin\.(customer|order|product|discount)-index\.(selection-)?action\.(should-)?render$/,
  /^admin\.discount-details\.function-settings\.render$/,
];

/** Those of an app that belong into the admin and are nowhere shown there. */
export function unplacedTargets({ extensions }: Pick<AppDefinition, 'extensions'>): string[] {
  return extensions
    .flatMap(({ targeting }) => targeting.map(({ target }) => target))
    .filter((target) => target.startsWith('admin.') && !PLACED.some((one) => one.test(target)));
}

/**
 * Ids that name two things at once. Read from JSON as it came, so that a repeated id is named
 * together with whatever else cannot be read.
 */
import type { FieldProblem } from '../field-problem.ts';

// Points lie in lots by the rule that gave them: the base rule, rates, bonuses and activities share
// one space of names.
const SPACES: readonly (readonly string[])[] = [
  ['earning', 'rates[]', 'campaigns[]', 'activities[]'],
  ['tiers.levels[]'],
  ['rewards[]'],
];

/** Ids that stand twice, at their second place; and activities that two rules speak of. */
export function repeatedIds(json: unknown): readonly FieldProblem[] {
  const ids = SPACES.flatMap((paths) =>
    repeated(paths.flatMap((path) => itemsAt(json, path)).map((item) => named(item, 'id'))),
  );
  const activities = itemsAt(json, 'activities[]').map((item) => named(item, 'activity'));
  return [...ids, ...repeated(activities)];
}

type Item = { readonly field: string; readonly value: unknown };

function repeated(items: readonly Item[]): FieldProblem[] {
  const first = new Map<string, string>();
  return items.flatMap(({ field, value }) => {
    if (typeof value !== 'string') return [];
    const earlier = first.get(value);
    if (earlier !== undefined) return [{ field, problem: `repeats “${value}” of ${earlier}` }];
    first.set(value, field);
    return [];
  });
}

function named({ field, value }: Item, name: string): Item {
  return { field: `${field}.${name}`, value: (value as Record<string, unknown> | null)?.[name] };
}

/** `tiers.levels[]` → every level, each with its place. */
function itemsAt(json: unknown, path: string): Item[] {
  const field = path.replace('[]', '');
  const value = field
    .split('.')
    .reduce<unknown>(
      (at, name) => (at as Record<string, unknown> | null | undefined)?.[name],
      json,
    );
  if (!path.endsWith('[]')) return [{ field, value }];
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown, at) => ({ field: `${field}[${at}]`, value: item }));
}

/**
 * How a change of one part becomes sentences. What is compared is always the data that members
 * feel, never the words: two parts that sound alike and differ are said, and one that is written in
 * another order and does the same is not.
 */
import type { ProgramDefinition } from '../program.ts';

export type Definition = ProgramDefinition;

/** The sentences of one part's change; an empty list where members feel none. */
export type Change = (before: Definition, after: Definition) => readonly string[];

/** One sentence where what is felt of the part differs. */
export function whereFelt(
  felt: (definition: Definition) => unknown,
  sentence: (now: Definition, was: Definition) => string,
): Change {
  return (before, after) => (isSame(felt(before), felt(after)) ? [] : [sentence(after, before)]);
}

/** Conditions are said to members in terms; here owners are told of them. */
export function ofMembers(words: string): string {
  return words.replaceAll('your first', 'a member’s first');
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type Item = { readonly id: string };

/** Things with ids: those that are new, those that differ, those that are gone. */
export function ofEach<Each extends Item>(say: {
  readonly items: (definition: Definition) => readonly Each[];
  /** One sentence, or several where it says more than is usual. */
  readonly isNew: (item: Each, of: Definition) => string | readonly string[];
  readonly isGone: (item: Each, of: Definition) => string;
  readonly changes: (
    now: { readonly item: Each; readonly of: Definition },
    was: { readonly item: Each; readonly of: Definition },
  ) => readonly string[];
}): Change {
  return (before, after) => {
    const old = new Map(say.items(before).map((item) => [item.id, item]));
    const kept = new Set(say.items(after).map(({ id }) => id));
    return [
      ...say.items(after).flatMap((item) => {
        const was = old.get(item.id);
        if (!was) return say.isNew(item, after);
        return say.changes({ item, of: after }, { item: was, of: before });
      }),
      ...[...old.values()]
        .filter(({ id }) => !kept.has(id))
        .map((item) => say.isGone(item, before)),
    ];
  };
}

/** The ids that are in both, in the order in which `definition` has them. */
export function commonOrder<Each extends Item>(
  items: readonly Each[],
  others: readonly Each[],
): readonly string[] {
  const known = new Set(others.map(({ id }) => id));
  return items.flatMap(({ id }) => (known.has(id) ? [id] : []));
}

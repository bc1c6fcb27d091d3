/**
 * Conditions as JSON, generated from what each kind says of its own fields: a new kind of condition
 * is read here without a line more.
 */
import { z } from 'zod';
import type { Condition } from '../domain/earning/conditions/registry.ts';
import { CONDITIONS } from '../domain/earning/conditions/registry.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import { listOf, yesOrNo } from './program-fields.ts';
import { schemaOfKind } from './program-kinds.ts';

const CONDITIONS_MAX = 20;

/** All of them must hold; none: nothing is asked. */
export const conditionList = listOf(conditionOf(Object.values(CONDITIONS)), 0, CONDITIONS_MAX);

/** Those that pick goods. */
export const lineConditionList = listOf(
  conditionOf(Object.values(CONDITIONS).filter(({ of }) => of === 'line')),
  0,
  CONDITIONS_MAX,
);

type AnyKind = Parameters<typeof schemaOfKind>[0];

// The registry's types say what a condition is; a schema made in a loop cannot say it again.
function conditionOf(among: readonly AnyKind[]): z.ZodType<Condition> {
  const [first, ...rest] = among.map((kind) => schemaOfKind(kind, { not: yesOrNo }));
  invariant(first, 'There is a kind of condition.');
  const kinds = among.map(({ kind }) => kind).join(', ');
  return z.discriminatedUnion('kind', [first, ...rest], {
    error: `must be one of ${kinds}`,
  }) as unknown as z.ZodType<Condition>;
}

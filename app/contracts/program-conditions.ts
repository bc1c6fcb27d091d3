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
export const conditionList = listOf(anyCondition(), 0, CONDITIONS_MAX);

// The registry's types say what a condition is; a schema made in a loop cannot say it again.
function anyCondition(): z.ZodType<Condition> {
  const [first, ...rest] = Object.values(CONDITIONS).map((kind) =>
    schemaOfKind(kind, { not: yesOrNo }),
  );
  invariant(first, 'There is a kind of condition.');
  const kinds = Object.keys(CONDITIONS).join(', ');
  return z.discriminatedUnion('kind', [first, ...rest], {
    error: `must be one of ${kinds}`,
  }) as unknown as z.ZodType<Condition>;
}

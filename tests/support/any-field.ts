/** Fields of conditions, rewards and whatever else says of its own fields what they hold. */
import fc from 'fast-check';
import type { FieldSpec, FieldSpecs } from '../../app/domain/earning/conditions/condition.ts';
import { type Condition, CONDITIONS } from '../../app/domain/earning/conditions/registry.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';

export const somePoints = fc.integer({ min: 1, max: 5 }).map((each) => points(each * 50));
export const someMinor = fc.constantFrom(1, 100, 250, 1000).map(minor);
export const aName = fc.constantFrom('Spring', 'Autumn', 'Gold', 'A treat');
export const aLocalTime = fc.constantFrom(null, '2026-05-01T00:00', '2026-06-01T12:30');

/** One object of a kind, its fields generated from what the kind says of them. */
export function ofKind(
  kind: string,
  fields: FieldSpecs,
  shared: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<Record<string, unknown>> {
  const own = Object.entries(fields).map(([name, spec]) => [name, fieldOf(spec)] as const);
  return fc.record({ kind: fc.constant(kind), ...shared, ...Object.fromEntries(own) });
}

function fieldOf(spec: FieldSpec): fc.Arbitrary<unknown> {
  switch (spec.type) {
    case 'texts':
      return fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...spec.among), { minLength: 1 });
    case 'text':
      return aName;
    case 'yes-no':
      return fc.boolean();
    case 'minor':
      return someMinor;
    case 'minor-or-none':
      return fc.option(someMinor);
    case 'count':
      return fc.integer({ min: spec.least, max: Math.min(spec.most, spec.least + 3) });
    case 'local-time':
      return aLocalTime;
  }
}

function conditions(of: readonly ('order' | 'line')[]): fc.Arbitrary<Condition[]> {
  const kinds = Object.values(CONDITIONS).filter((kind) => of.includes(kind.of));
  const each = kinds.map(({ kind, fields }) => ofKind(kind, fields, { not: fc.boolean() }));
  // What the registry says of a kind's fields is what a condition of it holds.
  return fc.array(fc.oneof(...each), { maxLength: 2 }) as unknown as fc.Arbitrary<Condition[]>;
}

export const someConditions = conditions(['order', 'line']);
export const someLineConditions = conditions(['line']);

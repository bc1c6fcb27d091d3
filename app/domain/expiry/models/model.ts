/**
 * What an expiry model is made of: its fields, the dates it tells, and how it is said. A model is
 * one file in this folder and one line in `../registry.ts`. Grace is added to every model alike and
 * is no matter of theirs, but that it is one of their fields.
 */
import type { FieldSpec, ValuesOf } from '../../earning/conditions/condition.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Zone } from '../../kernel/zone.ts';

/** How each number of a model is read from JSON; a model is made of whole numbers. */
type CountFields = Readonly<Record<string, Extract<FieldSpec, { type: 'count' }>>>;

export type ExpiryModel<Name extends string, Fields extends CountFields> = {
  readonly kind: Name;
  readonly fields: Fields;
  /** From when points earned at an instant are said to be gone; null: it has no such date. */
  readonly lotEnd: (expiry: ValuesOf<Fields>, earnedAt: Instant, zone: Zone) => Instant | null;
  /** From when all of a member's are said to be gone; null: waiting takes nothing away. */
  readonly inactivityEnd: (
    expiry: ValuesOf<Fields>,
    lastActivityAt: Instant,
    zone: Zone,
  ) => Instant | null;
  /** As terms say it to a shopper, without grace and without a full stop. */
  readonly say: (expiry: ValuesOf<Fields>) => string;
  /** About how many days points live at least, without grace; null: for ever. */
  readonly leastDays: (expiry: ValuesOf<Fields>) => number | null;
  /** What its fields can get wrong together, by the field's name; absent: nothing. */
  readonly check?: (expiry: ValuesOf<Fields>) => Readonly<Record<string, string>>;
};

/** Declares a model; the types of its fields follow from their specs. */
export function expiryModel<const Name extends string, const Fields extends CountFields>(
  model: ExpiryModel<Name, Fields>,
): ExpiryModel<Name, Fields> {
  return model;
}

export const MONTHS = { type: 'count', least: 1, most: 120 } as const;
/** Days that points live longer than is told. */
export const GRACE_DAYS = { type: 'count', least: 0, most: 366 } as const;
export const SHORTEST_MONTH = 28;

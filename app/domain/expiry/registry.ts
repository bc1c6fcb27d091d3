/**
 * Every expiry model, by its name in a definition, and what is asked of them. A new model is one
 * more line here. Law: the date told is the model's; points live `graceDays` longer.
 */
import type { Instant } from '../kernel/instant.ts';
import { addDays, type Zone } from '../kernel/zone.ts';
import type { ValuesOf } from '../earning/conditions/condition.ts';
import { afterEarning } from './models/after-earning.ts';
import { inactivity } from './models/inactivity.ts';
import type { ExpiryModel } from './models/model.ts';
import { none } from './models/none.ts';
import { yearly } from './models/yearly.ts';

export const EXPIRIES = { none, 'after-earning': afterEarning, yearly, inactivity } as const;

type Models = typeof EXPIRIES;

type ExpiryOf<Model> =
  Model extends ExpiryModel<infer Name, infer Fields>
    ? { readonly kind: Name } & ValuesOf<Fields>
    : never;

/** An expiry as it stands in a definition. */
export type Expiry = { [Name in keyof Models]: ExpiryOf<Models[Name]> }[keyof Models];

type End = (expiry: Expiry, from: Instant, zone: Zone) => Instant | null;

/** From when a lot's points are gone, grace included; null: it has no date of its own. */
export function lotExpiry(expiry: Expiry, earnedAt: Instant, zone: Zone): Instant | null {
  return withGrace(expiry, toldExpiry(expiry, earnedAt, zone), zone);
}

/** The date a shopper is told for a lot: without grace. */
export function toldExpiry(expiry: Expiry, earnedAt: Instant, zone: Zone): Instant | null {
  return modelOf(expiry).lotEnd(expiry, earnedAt, zone);
}

/** From when all lots under such a version are gone if nothing happens; null: never for that. */
export function inactivityEnd(expiry: Expiry, lastActivityAt: Instant, zone: Zone): Instant | null {
  return withGrace(expiry, toldInactivityEnd(expiry, lastActivityAt, zone), zone);
}

/** The date a shopper is told for being away: without grace. */
export function toldInactivityEnd(
  expiry: Expiry,
  lastActivityAt: Instant,
  zone: Zone,
): Instant | null {
  return modelOf(expiry).inactivityEnd(expiry, lastActivityAt, zone);
}

/** How long points live that come back or mature in a lot after its expiry: a day at least. */
export function graceEnd(expiry: Expiry, at: Instant, zone: Zone): Instant {
  return addDays(at, Math.max(graceDaysOf(expiry), 1), zone);
}

function withGrace(expiry: Expiry, told: Instant | null, zone: Zone): Instant | null {
  return told === null ? null : addDays(told, graceDaysOf(expiry), zone);
}

/** Days that points live beyond the date told. */
export function graceDaysOf(expiry: Expiry): number {
  return expiry.kind === 'none' ? 0 : expiry.graceDays;
}

/** About how many days points live at least, grace included; null: for ever. */
export function shortestLife(expiry: Expiry): number | null {
  const days = modelOf(expiry).leastDays(expiry);
  return days === null ? null : days + graceDaysOf(expiry);
}

/** What the fields of an expiry get wrong together, by the field's name. */
export function wrongTogether(expiry: Expiry): Readonly<Record<string, string>> {
  return modelOf(expiry).check?.(expiry) ?? {};
}

/** The numbers of an expiry in the order of its model's fields. */
export function numbersOf(expiry: Expiry): readonly unknown[] {
  const values: Readonly<Record<string, unknown>> = expiry;
  return Object.keys(modelOf(expiry).fields).map((name) => values[name]);
}

type AnyModel = {
  readonly fields: object;
  readonly lotEnd: End;
  readonly inactivityEnd: End;
  readonly leastDays: (expiry: Expiry) => number | null;
  readonly check?: (expiry: Expiry) => Readonly<Record<string, string>>;
};

/** The line found by an expiry's name is the one written for that expiry. */
function modelOf(expiry: Expiry): AnyModel {
  return EXPIRIES[expiry.kind] as unknown as AnyModel;
}

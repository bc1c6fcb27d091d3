/**
 * A program that says the least: one point for a whole unit of the currency, spendable at once, no
 * rewards, nothing else. Presets, and programs of an older format, say what they add to it.
 */
import { currencyExponent, minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';
import type { ProgramDefinition } from './program.ts';

/** Where a program is at home: ISO 4217 and an IANA zone. */
export type ShopPlace = { readonly currency: string; readonly zone: Zone };

export function blankProgram({ currency, zone }: ShopPlace, preset: string): ProgramDefinition {
  return {
    format: 3,
    preset,
    currency,
    zone,
    counts: { giftCards: false, shipping: false, tax: false },
    paused: false,
    budget: null,
    valueBack: null,
    lookBackDays: 0,
    eligible: [],
    earning: {
      id: 'orders',
      kind: 'orders',
      points: points(1),
      perMinor: minor(10 ** currencyExponent(currency)),
      rounding: 'floor',
    },
    rates: [],
    campaigns: [],
    stacking: 'best',
    caps: { order: null, day: null, month: null, member: null },
    pendingFrom: 'paid',
    pendingDays: 0,
    activities: [],
    activityPendingDays: 0,
    tiers: null,
    expiry: { kind: 'none' },
    debt: 'allow-negative',
    rewards: [],
  };
}

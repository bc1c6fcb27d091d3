/**
 * The *Points + tiers* preset: points and rewards as in *Points*, and three tiers by what was spent
 * in the last 365 days. Bronze from the first day on, Silver from 500 units of the currency with a
 * quarter more points, Gold from 2,000 with half as many more. A tier reached by an order counts
 * from the next one, and is kept for 365 days after it was last met.
 *
 * Example in GBP: an order of £600 earns 600 points as Bronze; the next, of £100, as Silver 125.
 */
import { currencyExponent } from '../../kernel/money.ts';
import { NO_POINTS } from '../../kernel/points.ts';
import type { ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition, TierLevel } from '../program.ts';
import { pointsPreset } from './points.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function pointsTiersPreset(shop: ShopPlace): ProgramDefinition {
  const unitMinor = 10 ** currencyExponent(shop.currency);
  const level = (id: string, name: string, units: number, percent: number): TierLevel => ({
    id,
    name,
    threshold: units * unitMinor,
    inviteOnly: false,
    multiplierPercent: percent,
    entryPoints: NO_POINTS,
    perks: [],
  });
  return {
    ...pointsPreset(shop),
    preset: 'points-tiers',
    tiers: {
      basis: 'spend',
      window: { kind: 'days', days: 365 },
      keeping: { kind: 'days', days: 365, softLanding: false },
      levels: [
        level('bronze', 'Bronze', 0, 100),
        level('silver', 'Silver', 500, 125),
        level('gold', 'Gold', 2000, 150),
      ],
    },
  };
}

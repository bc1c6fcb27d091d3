/**
 * The *Discount ladder* preset: no points; every order within a year moves the member a step up, to
 * 6, 9, 12 and 15 per cent off everything, and every one that grows older than that, or is returned
 * whole, a step down: 30 days after there were last enough.
 *
 * Example: three orders in March make 12 per cent off from the fourth on, kept until 30 days after
 * the first of them is a year old.
 */
import { NO_POINTS } from '../../kernel/points.ts';
import { blankProgram, type ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition, TierLevel } from '../program.ts';

/** The preset for a shop's currency (ISO 4217) and zone (IANA). */
export function discountLadderPreset(shop: ShopPlace): ProgramDefinition {
  const blank = blankProgram(shop, 'discount-ladder');
  return {
    ...blank,
    earning: { ...blank.earning, points: NO_POINTS },
    tiers: {
      basis: 'orders',
      window: { kind: 'months', months: 12 },
      keeping: { kind: 'days', days: 30, softLanding: true },
      levels: [
        { ...step(0), id: 'start', name: 'Start', perks: [] },
        ...[6, 9, 12, 15].map((percent, place) => ({
          ...step(place + 1),
          id: `off-${percent}`,
          name: `${percent} % off`,
          perks: [{ kind: 'percent-off', percent } as const],
        })),
      ],
    },
  };
}

function step(orders: number): Omit<TierLevel, 'id' | 'name' | 'perks'> {
  return { threshold: orders, inviteOnly: false, multiplierPercent: 100, entryPoints: NO_POINTS };
}

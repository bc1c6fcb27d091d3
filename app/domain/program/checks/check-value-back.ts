/** What a purchase gives back, beside the band that the owner wants it in. */
import { bestWorth, type Worth } from '../best-worth.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { ProgramDefinition, Rate } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { number, sayPoints } from '../say/say-count.ts';
import type { Check } from './check.ts';

export const soundBand: Check = {
  reads: ['valueBack'],
  find: ({ valueBack }) => {
    if (!valueBack || valueBack.leastBasisPoints <= valueBack.mostBasisPoints) return [];
    const problem = `must be at least ${valueBack.leastBasisPoints}, which is the least`;
    return [{ field: 'valueBack.mostBasisPoints', problem }];
  },
};

/**
 * A value back outside its band: points of the base rule times the best worth of a point. Where no
 * reward has a worth in money there is nothing to compare.
 */
export function valueOutsideBand(definition: ProgramDefinition): FieldProblem[] {
  const { valueBack, earning, currency } = definition;
  const worth = bestWorth(definition);
  if (!valueBack || !worth) return [];
  const { leastBasisPoints: least, mostBasisPoints: most } = valueBack;
  const side = isOver(earning, worth, most)
    ? `above the ${percent(most)}`
    : isUnder(earning, worth, least)
      ? `below the ${percent(least)}`
      : null;
  if (side === null) return [];
  const { rewardName, worthMinor, cost } = worth;
  const problem =
    `is about ${percent(basisPoints(earning, worth))}, ${side} you want: a purchase earns ` +
    `${sayPoints(earning.points)} for every ${sayMoney(earning.perMinor, currency)}, and with ` +
    `“${rewardName}” ${sayPoints(cost)} are worth ${sayMoney(worthMinor, currency)}`;
  return [{ field: 'valueBack', problem }];
}

// Compared as wholes, so that what lies on the edge of the band is inside it.
function isOver(rate: Rate, worth: Worth, basis: number): boolean {
  return given(rate, worth) > asked(rate, worth, basis);
}

function isUnder(rate: Rate, worth: Worth, basis: number): boolean {
  return given(rate, worth) < asked(rate, worth, basis);
}

function given({ points }: Rate, { worthMinor }: Worth): bigint {
  return BigInt(points) * BigInt(worthMinor) * 10_000n;
}

function asked({ perMinor }: Rate, { cost }: Worth, basis: number): bigint {
  return BigInt(perMinor) * BigInt(cost) * BigInt(basis);
}

function basisPoints({ points, perMinor }: Rate, { worthMinor, cost }: Worth): number {
  return Math.round(((points / perMinor) * worthMinor * 10_000) / cost);
}

/** `550` → `5.5 %`. */
function percent(basis: number): string {
  return `${number(basis / 100)} %`;
}

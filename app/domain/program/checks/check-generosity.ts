/**
 * Rules that together give more than can be counted. An order of ten million of a currency with two
 * decimals is 10⁹ minor units; at a million points for each of them its points are 10¹⁵, the most
 * that a number holds exactly.
 */
import { factorsOf } from '../../earning/stack-multipliers.ts';
import type { ProgramDefinition, Rate } from '../program.ts';
import type { Check } from './check.ts';

const POINTS_PER_MINOR_MAX = 1_000_000;

/** No rate gives more than that with every multiplier on it. */
export const countableGenerosity: Check = {
  reads: ['earning', 'rates', 'campaigns', 'tiers', 'stacking'],
  find: (definition) => {
    const times = mostTimes(definition);
    const isTooMuch = ({ points, perMinor }: Rate): boolean =>
      (points / perMinor) * times > POINTS_PER_MINOR_MAX;
    const problem =
      'gives, with all that multiplies it, more than ' +
      `${POINTS_PER_MINOR_MAX} points for the smallest coin`;
    return [
      ...(isTooMuch(definition.earning) ? [{ field: 'earning.points', problem }] : []),
      ...definition.rates.flatMap((rate, place) =>
        isTooMuch(rate) ? [{ field: `rates[${place}].points`, problem }] : [],
      ),
    ];
  },
};

/** What all campaigns and the highest tier make of a point, were they ever to hold at once. */
function mostTimes({ campaigns, tiers, stacking }: ProgramDefinition): number {
  const percents = [
    ...campaigns.flatMap(({ gives }) => (gives.kind === 'multiplier' ? [gives.percent] : [])),
    ...(tiers ? [Math.max(...tiers.levels.map((level) => level.multiplierPercent))] : []),
  ].filter((percent) => percent > 100);
  const factors = factorsOf(
    stacking,
    percents.map((percent) => ({ percent })),
  );
  return factors.reduce((times, percent) => (times * percent) / 100, 1);
}

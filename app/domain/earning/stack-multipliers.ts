/**
 * Several multipliers become one. Law: with `best` and `multiply` their order does not matter, and
 * for multipliers of 100 % and more `best` gives no more than `add`, and `add` no more than
 * `multiply`. Example: 150 % and 200 % are 200 % at best, 250 % added and 300 % multiplied.
 */
import type { Stacking } from '../program/program.ts';

type Multiplier = { readonly percent: number };

/** Those that have an effect where all of these apply: of `best`, the first of the highest. */
export function effective<M extends Multiplier>(
  stacking: Stacking,
  multipliers: readonly M[],
): readonly M[] {
  if (stacking !== 'best' || multipliers.length < 2) return multipliers;
  return [multipliers.reduce((best, each) => (each.percent > best.percent ? each : best))];
}

/** The factors an amount is multiplied by, one after another, in per cent; none is 100 %. */
export function factorsOf(
  stacking: Stacking,
  multipliers: readonly Multiplier[],
): readonly number[] {
  const percents = effective(stacking, multipliers).map(({ percent }) => percent);
  if (stacking !== 'add' || percents.length < 2) return percents;
  // Two halvings added would take more than there is.
  return [
    Math.max(
      0,
      percents.reduce((sum, percent) => sum + percent - 100, 100),
    ),
  ];
}

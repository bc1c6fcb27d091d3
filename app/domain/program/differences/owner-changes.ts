import { number, sayPoints } from '../say/say-count.ts';
import { type Change, whereFelt } from './change.ts';

/** What members do not notice: what is done or said where a program gives too much or little. */
export const ownerChanges: readonly Change[] = [
  whereFelt(
    ({ budget }) => budget && [budget.monthPoints, budget.warnAtPercent],
    ({ budget }) =>
      budget
        ? `The program is paused once members have earned ${sayPoints(budget.monthPoints)} in a ` +
          `calendar month, and you are told at ${number(budget.warnAtPercent)} %.`
        : 'No budget bounds what members earn in a month.',
  ),
  whereFelt(
    ({ valueBack }) => valueBack && [valueBack.leastBasisPoints, valueBack.mostBasisPoints],
    ({ valueBack }) =>
      valueBack
        ? `You want a purchase to give back ${percent(valueBack.leastBasisPoints)} to ` +
          `${percent(valueBack.mostBasisPoints)}.`
        : 'You are not warned any more of what a purchase gives back.',
  ),
];

/** `550` → `5.5 %`. */
function percent(basis: number): string {
  return `${number(basis / 100)} %`;
}

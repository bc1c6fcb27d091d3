import type { BudgetView } from '../../contracts/budget-view.ts';
import { sayCount, sayDay, sayNumber } from '../status/say-status.ts';

/** What is told of a month's budget that is nearly, or wholly, used up; days are the zone's. */
export function sayBudget(
  budget: NonNullable<BudgetView>,
  zone: string,
): { readonly title: string; readonly body: string } {
  const { standing, earned, monthPoints, warnAtPercent, monthEnds } = budget;
  const next = sayDay(monthEnds, zone);
  const figures =
    `Members have earned ${sayCount(earned, 'point')} this month. ` +
    `You set ${sayNumber(monthPoints)} as the most`;
  if (standing === 'paused') {
    return {
      title: 'The program is paused: its budget for this month is used up',
      body:
        `${figures}. New orders earn nothing until ${next}, when the program goes on by itself. ` +
        'Points from earlier orders still arrive, and members can spend what they have.',
    };
  }
  const isUsedUp = earned >= monthPoints;
  return {
    title: `This month’s budget is ${isUsedUp ? '' : 'nearly '}used up`,
    body:
      `${figures}, and asked to be told at ${warnAtPercent} %. ` +
      `Once all are used up the program pauses by itself until ${next}.`,
  };
}

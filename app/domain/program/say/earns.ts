import type { ProgramDefinition } from '../program.ts';

/** Whether orders earn by what was paid for them: a base rule of nothing does not. */
export function earnsByAmount({ earning, rates }: ProgramDefinition): boolean {
  return earning.points > 0 || rates.length > 0;
}

/** Whether an order can earn anything, by a rate or a bonus. */
export function canOrdersEarn(definition: ProgramDefinition): boolean {
  const hasBonus = definition.campaigns.some(({ gives }) => gives.kind === 'bonus');
  return earnsByAmount(definition) || hasBonus;
}

/** Whether there are points at all: a ladder of perks can do without. */
export function hasPoints(definition: ProgramDefinition): boolean {
  const { activities, rewards, tiers } = definition;
  const forLevels = tiers?.levels.some(({ entryPoints }) => entryPoints > 0) ?? false;
  return canOrdersEarn(definition) || activities.length > 0 || rewards.length > 0 || forLevels;
}

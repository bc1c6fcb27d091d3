import type { Campaign, ProgramDefinition, Stacking } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { sayWhenAfter } from './say-conditions.ts';
import { sayPoints, sayTimes } from './say-count.ts';

/** What orders earn more than that. */
export function sayCampaigns(definition: ProgramDefinition): readonly Rule[] {
  return [
    ...definition.campaigns.map((campaign, at) =>
      rule(
        `campaigns[${at}]`,
        `“${campaign.name}” gives ${sayCampaign(campaign, definition)}.`,
        campaign.when.length,
      ),
    ),
    ...(canMultiplyTwice(definition) ? [rule('stacking', STACKED[definition.stacking])] : []),
  ];
}

/** `2 times the points on products by Acme`. */
export function sayCampaign({ gives, when }: Campaign, definition: ProgramDefinition): string {
  const asked = sayWhenAfter(when, definition);
  if (gives.kind === 'multiplier') return `${sayTimes(gives.percent)} the points${asked}`;
  return `${sayPoints(gives.points)} more${asked}${gives.once ? ', for one order only' : ''}`;
}

/** Whether two multipliers can meet on one order, so that it matters how they become one. */
export function canMultiplyTwice({ campaigns, tiers }: ProgramDefinition): boolean {
  const multipliers = campaigns.filter(({ gives }) => gives.kind === 'multiplier').length;
  return multipliers > 0 && multipliers + (tiers ? 1 : 0) > 1;
}

export const STACKED: Readonly<Record<Stacking, string>> = {
  best: 'Where several of these multiply your points, the highest one counts.',
  add: 'Where several of these multiply your points, what each gives on top is added up.',
  multiply: 'Where several of these multiply your points, they are multiplied with each other.',
};

import type { Campaign, ProgramDefinition, Stacking } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { earnsByAmount } from './earns.ts';
import { sayWhen } from './say-conditions.ts';
import { englishTerms, type Terms } from './words/en.ts';

/** What orders earn more than that. */
export function sayCampaigns(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { earning: words } = terms;
  return [
    ...definition.campaigns.map((campaign, at) =>
      rule(
        `campaigns[${at}]`,
        words.campaign(campaign.name, sayCampaign(campaign, definition, terms)),
        campaign.when.length,
      ),
    ),
    ...(canMultiplyTwice(definition)
      ? [rule('stacking', words.stacking(definition.stacking))]
      : []),
  ];
}

/** `2 times the points on products by Acme`. */
export function sayCampaign(
  { gives, when }: Campaign,
  definition: ProgramDefinition,
  terms: Terms = englishTerms,
): string {
  const { multiplier, bonus } = terms.earning;
  const asked = sayWhen(when, definition, terms);
  if (gives.kind === 'multiplier') return multiplier(gives.percent, asked);
  const isMore = earnsByAmount(definition);
  // There is one first order, so that once is said already.
  const isFirstOnly = when.some(
    (each) => each.kind === 'first-orders' && each.orders === 1 && !each.not,
  );
  const isOnce = gives.once && !isFirstOnly;
  return bonus({ points: gives.points, isMore, isOnce }, asked);
}

/** Whether two multipliers can meet on one order, so that it matters how they become one. */
export function canMultiplyTwice({ campaigns, tiers }: ProgramDefinition): boolean {
  const multipliers = campaigns.filter(({ gives }) => gives.kind === 'multiplier').length;
  return multipliers > 0 && multipliers + (tiers ? 1 : 0) > 1;
}

/** How several multipliers become one, in a sentence. */
export function sayStacking(stacking: Stacking, terms: Terms = englishTerms): string {
  return terms.earning.stacking(stacking);
}

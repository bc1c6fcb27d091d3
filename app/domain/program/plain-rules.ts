/**
 * A program's terms as sentences a shopper understands: what earns, when it can be spent, what it
 * buys, what a return does, what expires, what is owed. Law: every sentence follows from the
 * definition and from nothing else, so that the terms shown are the terms in force.
 *
 * Example: 1 per 100 pence → “You earn 1 point for every £1 you spend, after discounts.”
 */
import type { ProgramDefinition } from './program.ts';
import type { Rule } from './say/rule.ts';
import { sayActivities } from './say/say-activities.ts';
import { sayCampaigns } from './say/say-campaigns.ts';
import { sayCaps, sayEarning } from './say/say-earning.ts';
import { sayLosing } from './say/say-expiry.ts';
import { sayRewards } from './say/say-rewards.ts';
import { sayTiers } from './say/say-tiers.ts';
import { sayWaiting } from './say/say-waiting.ts';

/**
 * The terms in English, one sentence a rule, in the order in which a shopper meets them; each with
 * its field, and whether a shopper can follow it.
 */
export function sayRules(definition: ProgramDefinition): readonly Rule[] {
  return [
    ...sayEarning(definition),
    ...sayCampaigns(definition),
    ...sayTiers(definition),
    ...sayActivities(definition),
    ...sayCaps(definition),
    ...sayWaiting(definition),
    ...sayRewards(definition),
    ...sayLosing(definition),
  ];
}

/** The sentences alone; plain text, no markup. */
export function plainRules(definition: ProgramDefinition): readonly string[] {
  return sayRules(definition).map(({ sentence }) => sentence);
}

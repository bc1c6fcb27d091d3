/**
 * A program's terms as sentences a shopper understands: what earns, when it can be spent, what it
 * buys, what a return does, what expires, what is owed. Law: every sentence follows from the
 * definition and from nothing else, so that the terms shown are the terms in force. The words are
 * in `say/words/en.ts`: another language is another such value.
 *
 * Example: 1 per 100 pence → “You earn 1 point for every £1 you spend, after discounts.”
 */
import type { ProgramDefinition } from './program.ts';
import type { Rule } from './say/rule.ts';
import { sayActivities } from './say/say-activities.ts';
import { sayCampaigns } from './say/say-campaigns.ts';
import { sayCaps, sayCountingFor, sayRates } from './say/say-earning.ts';
import { sayLosing } from './say/say-expiry.ts';
import { sayRewards } from './say/say-rewards.ts';
import { sayGuests, sayPause } from './say/say-taking-part.ts';
import { sayTiers } from './say/say-tiers.ts';
import { sayWaiting } from './say/say-waiting.ts';
import { englishTerms, type Terms } from './say/words/en.ts';
import { isolated } from './say/words/isolated.ts';

const TOPICS: readonly ((definition: ProgramDefinition, terms: Terms) => readonly Rule[])[] = [
  sayPause,
  sayRates,
  sayCountingFor('amounts'),
  sayCampaigns,
  sayCountingFor('bonuses'),
  sayTiers,
  sayCountingFor('tiers'),
  sayActivities,
  sayCaps,
  sayGuests,
  sayWaiting,
  sayRewards,
  sayLosing,
];

/**
 * The terms, one sentence a rule, in the order in which a shopper meets them; each with its field,
 * and whether a shopper can follow it. In English where no language is given.
 */
export function sayRules(
  definition: ProgramDefinition,
  terms: Terms = englishTerms,
): readonly Rule[] {
  const named = isolated(definition);
  return TOPICS.flatMap((say) => say(named, terms));
}

/** The sentences alone; plain text, no markup. */
export function plainRules(
  definition: ProgramDefinition,
  terms: Terms = englishTerms,
): readonly string[] {
  return sayRules(definition, terms).map(({ sentence }) => sentence);
}

import type { Speech } from '../../earning/conditions/condition.ts';
import type { Condition } from '../../earning/conditions/registry.ts';
import type { ProgramDefinition } from '../program.ts';
import { englishTerms, type Terms } from './words/en.ts';

type Named = Pick<ProgramDefinition, 'currency' | 'tiers'>;

/**
 * Conditions as they stand within a sentence, each in its own words: `on products by Acme and for
 * Gold members`. Empty where nothing is asked.
 */
export function sayWhen(
  when: readonly Condition[],
  definition: Named,
  terms: Terms = englishTerms,
): string {
  const speech = speechOf(definition, terms);
  return terms.all(when.map((condition) => sayCondition(condition, speech, terms)));
}

/** The same with a space before it where there is anything to say. */
export function sayWhenAfter(when: readonly Condition[], definition: Named): string {
  return when.length === 0 ? '' : ` ${sayWhen(when, definition)}`;
}

function sayCondition(condition: Condition, speech: Speech, terms: Terms): string {
  const words = terms.conditions[condition.kind];
  const say = condition.not ? words.sayNot : words.say;
  // The words were looked up by this condition's own name, so the values are its own.
  return say(condition as never, speech);
}

/** How a kind's own words name amounts and tiers. */
export function speechOf({ currency, tiers }: Named, terms: Terms): Speech {
  return {
    money: (minor) => terms.money({ minor, currency }),
    tier: (id) => tiers?.levels.find((level) => level.id === id)?.name ?? id,
  };
}

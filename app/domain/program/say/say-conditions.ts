import type { Speech } from '../../earning/conditions/condition.ts';
import { type Condition, kindOf } from '../../earning/conditions/registry.ts';
import type { ProgramDefinition } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { sayAnd } from './say-count.ts';

type Named = Pick<ProgramDefinition, 'currency' | 'tiers'>;

/**
 * Conditions as they stand within a sentence, each in its own words: `on products by Acme and for
 * Gold members`. Empty where nothing is asked.
 */
export function sayWhen(when: readonly Condition[], definition: Named): string {
  const speech = speechOf(definition);
  return sayAnd(when.map((condition) => sayCondition(condition, speech)));
}

/** The same with a space before it where there is anything to say. */
export function sayWhenAfter(when: readonly Condition[], definition: Named): string {
  return when.length === 0 ? '' : ` ${sayWhen(when, definition)}`;
}

function sayCondition(condition: Condition, speech: Speech): string {
  const kind = kindOf(condition);
  // The kind was looked up by this condition's own name, so the values are its own.
  const values = condition as never;
  return condition.not ? kind.sayNot(values, speech) : kind.say(values, speech);
}

function speechOf({ currency, tiers }: Named): Speech {
  return {
    money: (amount) => sayMoney(amount, currency),
    tier: (id) => tiers?.levels.find((level) => level.id === id)?.name ?? id,
  };
}

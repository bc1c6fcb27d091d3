import type { ProgramDefinition } from '../program.ts';
import { canOrdersEarn } from './earns.ts';
import { type Rule, rule } from './rule.ts';
import type { Terms } from './words/en.ts';

/** When points of an order can be spent; nothing where no order earns any. */
export function sayWaiting(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { pendingDays, pendingFrom } = definition;
  if (!canOrdersEarn(definition)) return [];
  return [rule('pendingDays', terms.earning.wait(pendingDays, pendingFrom))];
}

import { type Expiry, graceDaysOf } from '../../expiry/registry.ts';
import type { ProgramDefinition } from '../program.ts';
import { hasPoints } from './earns.ts';
import { type Rule, rule } from './rule.ts';
import { isCode } from './say-rewards.ts';
import { canClimb } from './say-tiers.ts';
import { englishTerms, type Terms } from './words/en.ts';

/** When points end, and what a return takes. */
export function sayLosing(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { expiry, debt, rewards } = definition;
  const words = terms.losing;
  if (!hasPoints(definition)) return sayTierOnReturn(definition, terms);
  return [
    rule('debt', words.onReturn(debt)),
    ...(rewards.some(isCode) ? [rule('debt', words.spentComesBack())] : []),
    rule('expiry', words.sentence(sayExpiry(expiry, terms))),
    ...(debt === 'pending-only' ? [] : [rule('debt', words.debt[debt]())]),
  ];
}

function sayTierOnReturn({ tiers }: ProgramDefinition, terms: Terms): readonly Rule[] {
  if (!tiers || !canClimb(tiers) || tiers.basis === 'points') return [];
  return [rule('tiers', terms.losing.tierOnReturn(tiers.basis))];
}

/** As terms say it, grace included, without a full stop. */
export function sayExpiry(expiry: Expiry, terms: Terms = englishTerms): string {
  const { say } = terms.expiries[expiry.kind];
  // The words were looked up by this model's own name, so the fields are its own.
  return terms.losing.expiry(say(expiry as never), graceDaysOf(expiry));
}

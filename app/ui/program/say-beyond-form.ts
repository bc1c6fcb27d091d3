/** What rewards say that the form has no fields for, in the words of the terms. */
import { writeProgramForm } from '../../contracts/program-form.ts';
import { sayRules } from '../../domain/program/plain-rules.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';

/**
 * By a reward's id: what it costs and gives, where the form does not ask that, and its limits.
 * Rewards that the form shows whole are not in it. What a code combines with is left to the terms,
 * which say it of several rewards at once.
 */
export function sayBeyondForm(
  definition: ProgramDefinition,
): ReadonlyMap<string, readonly string[]> {
  const rules = sayRules(definition);
  const typed = writeProgramForm(definition).rewards;
  const said = new Map<string, readonly string[]>();
  for (const [at, { id, auto }] of definition.rewards.entries()) {
    const own = `rewards[${at}]`;
    const isOfferAsked = typed[at]?.kind !== 'kept' && !auto;
    const sentences = rules
      .filter(({ field }) => (field === own ? !isOfferAsked : field.startsWith(`${own}.limits`)))
      .map(({ sentence }) => sentence);
    if (sentences.length > 0) said.set(id, sentences);
  }
  return said;
}

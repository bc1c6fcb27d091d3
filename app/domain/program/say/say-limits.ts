import type { ProgramDefinition, Reward } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { sayWhen, speechOf } from './say-conditions.ts';
import { englishTerms, type Terms } from './words/en.ts';

type Named = Pick<ProgramDefinition, 'currency' | 'tiers'>;

/** Who may take a reward, when, how often, and how many there are. */
export function sayLimits(
  { name, limits }: Pick<Reward, 'name' | 'limits'>,
  field: string,
  definition: Named,
  terms: Terms = englishTerms,
): readonly Rule[] {
  const words = terms.rewards;
  const { tiers, segments, from, to, times, stock } = limits;
  const names = tiers.map(speechOf(definition, terms).tier);
  const parts = [
    ...(tiers.length + segments.length === 0 ? [] : [words.by(names, segments.length)]),
    ...(from === null && to === null ? [] : [sayDates(from, to, definition, terms)]),
    ...(times === null ? [] : [words.times(times)]),
  ];
  return [
    ...(parts.length === 0
      ? []
      : [rule(`${field}.limits`, words.limits(name, parts), parts.length)]),
    ...(stock === null ? [] : [rule(`${field}.limits.stock`, words.stock(name, stock))]),
  ];
}

/** On which orders and goods a reward's code works. */
export function sayWorksOn(
  { name, limits }: Pick<Reward, 'name' | 'limits'>,
  field: string,
  definition: Named,
  terms: Terms = englishTerms,
): readonly Rule[] {
  const { minimumMinor, goods } = limits;
  if (minimumMinor === null && goods.length === 0) return [];
  const { currency } = definition;
  const least = minimumMinor === null ? null : { minor: minimumMinor, currency };
  const sentence = terms.rewards.worksOn(name, least, sayWhen(goods, definition, terms));
  return [rule(`${field}.limits.goods`, sentence, goods.length)];
}

/** A reward's dates read as those of a condition do. */
function sayDates(from: string | null, to: string | null, definition: Named, terms: Terms): string {
  return sayWhen([{ kind: 'dates', not: false, from, to }], definition, terms);
}

import type { ProgramDefinition, Rate, Rounding } from '../program.ts';
import { canOrdersEarn, earnsByAmount } from './earns.ts';
import { type Rule, rule } from './rule.ts';
import { sayWhen } from './say-conditions.ts';
import { canClimb } from './say-tiers.ts';
import { englishTerms, type Terms } from './words/en.ts';
import type { Countable, Towards } from './words/en-earning.ts';

/** What orders earn before anything multiplies it. */
export function sayRates(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { earning, currency, rates } = definition;
  const { earning: words } = terms;
  // A base rule of nothing is not said: what else earns is.
  const hasBase = earning.points > 0;
  return [
    ...(hasBase ? [rule('earning', words.base(sayRate(earning, currency, terms)))] : []),
    ...rates.map((rate, at) => {
      const when = sayWhen(rate.when, definition, terms);
      const said = words.ownRate(sayRate(rate, currency, terms), when, hasBase);
      return rule(`rates[${at}]`, said, rate.when.length);
    }),
  ];
}

/** What of an order matters most: said before what counts, so that it is known for what. */
export type CountsFor = 'amounts' | 'bonuses' | 'tiers' | 'nothing';

/** What of an order counts, where that is for these; it is said once, right after them. */
export function sayCountingFor(what: CountsFor) {
  return (definition: ProgramDefinition, terms: Terms): readonly Rule[] =>
    countsFor(definition) === what ? sayCounting(definition, terms) : [];
}

function countsFor(definition: ProgramDefinition): CountsFor {
  if (earnsByAmount(definition)) return 'amounts';
  if (canOrdersEarn(definition)) return 'bonuses';
  return canClimb(definition.tiers) ? 'tiers' : 'nothing';
}

function sayCounting(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { earning, eligible, rates, counts } = definition;
  const { earning: words } = terms;
  const towards = canOrdersEarn(definition) ? 'points' : 'tier';
  const asked = sayWhen(eligible, definition, terms);
  return [
    ...(eligible.length === 0
      ? []
      : [rule('eligible', words.eligible(asked, towards), eligible.length)]),
    rule('counts', sayCounts(counts, towards, terms)),
    rule('counts', words.paidWithCredit(towards)),
    ...(earnsByAmount(definition)
      ? [rule('earning.rounding', words.rounding(earning.rounding, rates.length > 0))]
      : []),
  ];
}

/** `1 point for every £1`. */
export function sayRate(
  { points, perMinor }: Rate,
  currency: string,
  terms: Terms = englishTerms,
): string {
  return terms.earning.rate({ points, per: { minor: perMinor, currency } });
}

/** `rounded down`. */
export function sayRounding(rounding: Rounding, terms: Terms = englishTerms): string {
  return terms.earning.rounded(rounding);
}

const COUNTABLE: readonly Countable[] = ['giftCards', 'shipping', 'tax'];

function sayCounts(counts: ProgramDefinition['counts'], towards: Towards, terms: Terms): string {
  return terms.earning.counts(
    COUNTABLE.filter((each) => counts[each]),
    COUNTABLE.filter((each) => !counts[each]),
    towards,
  );
}

const CAPS = ['order', 'day', 'month', 'member'] as const;

/** The most a member can earn. */
export function sayCaps({ caps }: ProgramDefinition, terms: Terms): readonly Rule[] {
  return CAPS.flatMap((cap) => {
    const most = caps[cap];
    return most === null ? [] : [rule(`caps.${cap}`, terms.earning.cap(cap, most))];
  });
}

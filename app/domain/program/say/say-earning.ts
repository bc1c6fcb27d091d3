import type { ProgramDefinition, Rate, Rounding } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { type Rule, rule } from './rule.ts';
import { sayWhen, sayWhenAfter } from './say-conditions.ts';
import { number, sayAnd, sayPoints } from './say-count.ts';

/** What orders earn before anything multiplies it: what counts, rates, rounding, caps. */
export function sayEarning(definition: ProgramDefinition): readonly Rule[] {
  const { earning, currency, eligible, rates } = definition;
  const each = rates.length > 0 ? ' at each of these rates' : '';
  return [
    rule('earning', `You earn ${sayRate(earning, currency)} you spend, after discounts.`),
    ...(eligible.length === 0
      ? []
      : [
          rule(
            'eligible',
            `Points are earned only ${sayWhen(eligible, definition)}.`,
            eligible.length,
          ),
        ]),
    rule('counts', sayCounts(definition.counts)),
    ...rates.map((rate, at) =>
      rule(
        `rates[${at}]`,
        `You earn ${sayRate(rate, currency)}${sayWhenAfter(rate.when, definition)} instead.`,
        rate.when.length,
      ),
    ),
    rule(
      'earning.rounding',
      `Points are counted once for the whole order${each} and ${ROUNDED[earning.rounding]}.`,
    ),
  ];
}

/** `1 point for every £1`. */
export function sayRate({ points, perMinor }: Rate, currency: string): string {
  return `${sayPoints(points)} for every ${sayMoney(perMinor, currency)}`;
}

export const ROUNDED: Readonly<Record<Rounding, string>> = {
  floor: 'rounded down',
  nearest: 'rounded to the nearest whole point, halves up',
  ceiling: 'rounded up',
};

const COUNTABLE = { giftCards: 'gift cards', shipping: 'shipping', tax: 'taxes' } as const;

function sayCounts(counts: ProgramDefinition['counts']): string {
  const names = Object.keys(COUNTABLE) as (keyof typeof COUNTABLE)[];
  const inside = names.filter((name) => counts[name]).map((name) => COUNTABLE[name]);
  const outside = names.filter((name) => !counts[name]).map((name) => COUNTABLE[name]);
  const not = `${sayAnd([...outside, 'tips'])} do not count`;
  if (inside.length === 0) return `${capital(not)}.`;
  return `${capital(sayAnd(inside))} count too; ${not}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The most a member can earn. */
export function sayCaps({ caps }: ProgramDefinition): readonly Rule[] {
  return CAPPED.flatMap(({ cap, words }) => {
    const most = caps[cap];
    return most === null ? [] : [rule(`caps.${cap}`, `${words} ${number(most)} points.`)];
  });
}

const CAPPED = [
  { cap: 'order', words: 'One order earns at most' },
  { cap: 'day', words: 'In one day you earn at most' },
  { cap: 'month', words: 'In one calendar month you earn at most' },
  { cap: 'member', words: 'In all you can earn at most' },
] as const;

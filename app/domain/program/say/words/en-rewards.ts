/** What points buy, in English: offers, who may take them and when, what a code is good for. */
import type { RewardTimes } from '../../program.ts';
import { count, money, number, sayAnd, sayOr, sayPoints } from '../say-count.ts';
import type { Amount } from './amounts.ts';
import { sayOften } from './en-often.ts';

/** One choice of an offer: its points, and what they give in the words of its kind. */
export type SaidChoice = { readonly cost: number; readonly gives: string };
export type DiscountClassNamed = 'order' | 'product' | 'shipping';
/** How points are spent that were reserved: by a code, by what is handed over, or either. */
export type Spending = 'code' | 'hand-over' | 'either';

export const rewardTerms = {
  none: () => 'There are no rewards to spend points on yet.',
  fixed: (name: string, { cost, gives }: SaidChoice) =>
    `${sayPoints(cost)} ${cost === 1 ? 'buys' : 'buy'} ${named(name, gives)}.`,
  stepped: (name: string, steps: readonly SaidChoice[]) =>
    `For “${name}” you choose ` +
    `${sayOr(steps.map(({ cost, gives }) => `${sayPoints(cost)} for ${gives}`))}.`,
  /** `least` and `most` are points. */
  sliding: (name: string, { cost, gives }: SaidChoice, least: number, most: number) =>
    `For “${name}” ${cost === 1 ? 'every point buys' : `every ${sayPoints(cost)} buy`} ${gives}, ` +
    `from ${number(least)} to ${sayPoints(most)} at once.`,
  auto: (name: string, { cost, gives }: SaidChoice) =>
    `As soon as you have ${sayPoints(cost)} to spend, ${cost === 1 ? 'it is' : 'they are'} ` +
    `spent for you on ${named(name, gives)}.`,
  autoFirst: () => 'Where you have the points for several of these, the first of them is taken.',

  /** Who may take it, when and how often: the parts of one sentence. */
  limits: (name: string, parts: readonly string[]) => `“${name}” can be taken ${parts.join(', ')}.`,
  by: (tiers: readonly string[], segments: number) =>
    [
      `by ${tiers.length === 0 ? 'customers' : `${sayOr(tiers)} members`}`,
      ...(segments === 0
        ? []
        : [segments === 1 ? 'in one chosen group' : `in one of ${segments} chosen groups`]),
    ].join(' '),
  times: (times: RewardTimes) => {
    if (times.kind === 'per') return `at most ${sayOften(times.times, times.period)}`;
    return times.times === 1 ? 'only once' : `at most ${count(times.times, 'time')}`;
  },
  stock: (name: string, many: number) =>
    `“${name}” is given out ${count(many, 'time')} in all, to whoever takes it first.`,

  /** What its code is good for; `goods` is what conditions say. */
  worksOn: (name: string, least: Amount | null, goods: string) =>
    `The code of “${name}” works only ` +
    `${sayAnd([
      ...(least === null ? [] : [`on orders of ${money(least)} or more`]),
      ...(goods === '' ? [] : [goods]),
    ])}.`,
  /** Which other discounts the codes of these may stand beside; all codes where none is named. */
  combines: (
    names: readonly string[],
    beside: readonly DiscountClassNamed[],
    not: readonly DiscountClassNamed[],
  ) => {
    const code = `The code of ${names.length === 0 ? 'a reward' : sayOr(names.map(quoted))}`;
    if (beside.length === 0) return `${code} cannot be combined with other discounts.`;
    if (not.length === 0) return `${code} can be combined with all other discounts.`;
    return (
      `${code} can be combined with other discounts ${sayAnd(beside.map(sayClass))}, ` +
      `but not with those ${sayOr(not.map(sayClass))}.`
    );
  },

  spending: (how: Spending) => `Points are reserved when you take a reward and ${SPENT[how]}.`,
  worksOnce: () => 'The code of a reward works once, for one order.',
  lapses: () => 'If you do not use the code of a reward in time, its points come back to you.',
};

const SPENT: Readonly<Record<Spending, string>> = {
  code: 'spent when the order that uses it is paid',
  'hand-over': 'spent once you have it',
  either: 'spent when the order that uses it is paid, or once you have what needs no order',
};

/** A reward by its name, and what it gives where the name does not say it. */
function named(name: string, gives: string): string {
  return name.toLowerCase() === gives.toLowerCase() ? quoted(name) : `${quoted(name)}: ${gives}`;
}

function quoted(name: string): string {
  return `“${name}”`;
}

function sayClass(of: DiscountClassNamed): string {
  return { order: 'on whole orders', product: 'on products', shipping: 'on shipping' }[of];
}

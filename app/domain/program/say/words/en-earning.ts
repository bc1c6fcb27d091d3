/** What orders earn, in English: rates, what counts, what multiplies, caps, the wait. */
import type { Caps, Rounding, Stacking } from '../../program.ts';
import { count, money, number, sayAnd, sayPoints, sayTimes } from '../say-count.ts';
import type { Amount } from './amounts.ts';

/** So many points for so much money. */
export type SaidRate = { readonly points: number; readonly per: Amount };
/** What can count beside goods. */
export type Countable = 'giftCards' | 'shipping' | 'tax';
/** What an order counts for: what it earns, or a tier where orders earn nothing. */
export type Towards = 'points' | 'tier';

/** `when` is what conditions say, all of them; empty where nothing is asked. */
export const earningTerms = {
  rate: ({ points, per }: SaidRate) => `${sayPoints(points)} for every ${money(per)}`,
  base: (rate: string) => `You earn ${rate} you spend, after discounts.`,
  eligible: (when: string, towards: Towards) =>
    towards === 'tier'
      ? `What you buy counts towards your tier only ${when}.`
      : `Points are earned only ${when}.`,
  counts: (inside: readonly Countable[], outside: readonly Countable[], towards: Towards) => {
    const what = TOWARDS[towards];
    const not = `${sayAnd([...outside.map((each) => COUNTABLE[each]), 'tips'])} do not count`;
    if (inside.length === 0) return `${capital(not)}${what}.`;
    return `${capital(sayAnd(inside.map((each) => COUNTABLE[each])))} count${what} too; ${not}.`;
  },
  paidWithCredit: (towards: Towards) =>
    `What you pay for with gift cards or store credit does not count${TOWARDS[towards]}.`,
  /** Instead of the base rule; where that gives nothing, there is nothing to be instead of. */
  ownRate: (rate: string, when: string, isInstead: boolean) =>
    `You earn ${rate}${after(when)}${isInstead ? ' instead' : ''}.`,
  rounding: (rounding: Rounding, hasRates: boolean) =>
    `Points are counted once for the whole order${hasRates ? ' at each of these rates' : ''} ` +
    `and ${ROUNDED[rounding]}.`,
  rounded: (rounding: Rounding) => ROUNDED[rounding],

  campaign: (name: string, gives: string) => `“${name}” gives ${gives}.`,
  multiplier: (percent: number, when: string) => `${sayTimes(percent)} the points${after(when)}`,
  /** More than what orders earn by amount; where that is nothing, just so many. */
  bonus: (bonus: { points: number; isMore: boolean; isOnce: boolean }, when: string) =>
    `${sayPoints(bonus.points)}${bonus.isMore ? ' more' : ''}${after(when)}` +
    `${bonus.isOnce ? ', for one order only' : ''}`,
  stacking: (stacking: Stacking) => STACKED[stacking],

  cap: (cap: keyof Caps, points: number) => `${CAPPED[cap]} ${number(points)} points.`,

  /** From when it is paid, or from when all of it was sent. */
  wait: (days: number, from: 'paid' | 'fulfilled') => {
    const when = days === 0 ? 'as soon as' : `${count(days, 'day')} after`;
    return `You can spend the points of an order ${when} ${WAITED[from]}.`;
  },
};

const COUNTABLE: Readonly<Record<Countable, string>> = {
  giftCards: 'gift cards',
  shipping: 'shipping',
  tax: 'taxes',
};

// Where it is for points, the sentences before have said so.
const TOWARDS: Readonly<Record<Towards, string>> = { points: '', tier: ' towards your tier' };

const ROUNDED: Readonly<Record<Rounding, string>> = {
  floor: 'rounded down',
  nearest: 'rounded to the nearest whole point, halves up',
  ceiling: 'rounded up',
};

const STACKED: Readonly<Record<Stacking, string>> = {
  best: 'Where several of these multiply your points, the highest one counts.',
  add: 'Where several of these multiply your points, what each gives on top is added up.',
  multiply: 'Where several of these multiply your points, they are multiplied with each other.',
};

const CAPPED: Readonly<Record<keyof Caps, string>> = {
  order: 'One order earns at most',
  day: 'In one day you earn at most',
  month: 'In one calendar month you earn at most',
  member: 'In all you can earn at most',
};

const WAITED = { paid: 'it is paid', fulfilled: 'all of it has been sent' } as const;

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function after(when: string): string {
  return when === '' ? '' : ` ${when}`;
}

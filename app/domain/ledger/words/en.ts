/**
 * Every text about a member's movements, in British English, by message key. A language is one such
 * file: functions from the numbers of an explanation to a sentence, with its own plurals, amounts
 * and dates. Which messages make up a sentence is decided in `say-movement.ts` and its neighbours.
 */
import type { Rounding } from '../../program/program.ts';
import { sayActivity } from '../../program/say/say-activities.ts';
import type { CapKind, LeftOut } from '../explanation.ts';
import { type Amount, count, date, factor, money, number, type On, points } from './en-amounts.ts';
import { rewardWords } from './en-rewards.ts';

export const english = {
  erased: (amount: number) => `${points(amount)}: the details were erased on request.`,
  undone: (sentence: string) => `Undone, as we know more by now: ${sentence}`,

  lot: {
    order: (name: string) => `order ${name}`,
    orderGone: () => 'an order that is no longer theirs',
    gift: () => 'a gift from the shop',
    reward: (name: string) => `“${name}”`,
    activity: (activity: string) => `what ${done(activity)} earned`,
    imported: (source: string) => `what came from ${source}`,
    entry: (tier: string) => `what reaching “${tier}” earned`,
  },

  order: {
    earned: (of: Earned) => `${points(of.points)} for order ${of.order}: ${worked(of)}.`,
    earnedInAll: (of: Earned & { readonly inAll: number }) =>
      `${points(of.points)} for order ${of.order}: ${worked(of)}, ${points(of.inAll)} in all.`,
    bonus: (of: { points: number; order: string; name: string }) =>
      `${points(of.points)} for order ${of.order}: the bonus “${of.name}”.`,
    won: () => 'It counts again, as the bank decided for the shop.',
    cancelled: (of: { points: number; order: string }) =>
      `${points(of.points)} taken back: order ${of.order} was cancelled.`,
    chargedBack: (of: { points: number; order: string }) =>
      `${points(of.points)} taken back: the payment of order ${of.order} was charged back.`,
    returnedAll: (of: { points: number; order: string }) =>
      `${points(of.points)} taken back from order ${of.order}: ` +
      'after the return nothing of it counts.',
    otherRule: (of: { points: number; order: string }) =>
      `${points(of.points)} taken back from order ${of.order}: ` +
      'after the return it earns by another rule.',
    returned: (of: Earned & { readonly worth: number }) =>
      `${points(of.points)} taken back from order ${of.order}: after the return ` +
      `${money(of.counted)} counts, at ${rate(of)}${of.times.join('')}` +
      `${of.times.length > 0 ? ',' : ''} worth ${points(of.worth)}, ${ROUNDED[of.rounding]}.`,
    bonusLost: (of: { points: number; order: string; name: string }) =>
      `${points(of.points)} taken back from order ${of.order}: ` +
      `the bonus “${of.name}” is no longer due after the return.`,
    bonusLess: (of: { points: number; order: string; name: string; worth: number }) =>
      `${points(of.points)} taken back from order ${of.order}: ` +
      `of the bonus “${of.name}” ${points(of.worth)} ${of.worth === 1 ? 'is' : 'are'} left.`,
  },

  /** What all of it was multiplied by, or some of it, by one after another. */
  times: {
    all: (factors: readonly Factor[]) => `, ${times(factors)}`,
    some: (amount: Amount, factors: readonly Factor[]) =>
      `, ${money(amount)} of it ${times(factors)}`,
  },

  leftOut: (why: LeftOut['why'], amount: Amount) => LEFT_OUT[why](money(amount)),

  capped: (given: number, uncapped: number, by: CapKind) =>
    `Capped: ${number(given)} of ${number(uncapped)}, as ${CAPPED_BY[by]}.`,

  spend: {
    atOnce: (amount: number) => `${they(amount)} can be spent at once.`,
    from: (amount: number, on: On) => `${they(amount)} can be spent from ${date(on)}.`,
    onFulfilment: (amount: number) =>
      `${they(amount)} can be spent once the whole order is fulfilled.`,
    afterFulfilment: (amount: number, days: number) =>
      `${they(amount)} can be spent ${count(days, 'day')} after the whole order is fulfilled.`,
  },
  expires: (amount: number, on: On) =>
    amount === 1 ? `It expires on ${date(on)}.` : `They expire on ${date(on)}.`,

  due: {
    waited: (amount: number, lot: string, days: number) =>
      `${points(amount)} of ${lot} can be spent: the wait of ${count(days, 'day')} is over.`,
    fulfilled: (amount: number, lot: string) =>
      `${points(amount)} of ${lot} can be spent: it is fulfilled.`,
  },

  activity: (amount: number, activity: string) => `${points(amount)} for ${done(activity)}.`,
  entry: (amount: number, tier: string) => `${points(amount)} for reaching “${tier}”.`,
  imported: (amount: number, source: string, on: On) =>
    `${points(amount)} brought from ${source}, earned there on ${date(on)}.`,

  expired: {
    unspent: (amount: number, lot: string, months: number) =>
      `${points(amount)} of ${lot} expired: not spent within ${count(months, 'month')}.`,
    onDate: (amount: number, lot: string, on: On) =>
      `${points(amount)} of ${lot} expired: not spent by ${date(on)}.`,
    inactive: (amount: number, lot: string, months: number) =>
      `${points(amount)} of ${lot} expired: ` +
      `nothing was bought, taken or done for ${count(months, 'month')}.`,
    grace: (amount: number, days: number, on: On) =>
      `${amount === 1 ? 'It was' : 'They were'} kept ${count(days, 'day')} longer ` +
      `than until ${date(on)}, as told.`,
  },

  forgiven: (amount: number, lot: string) =>
    `${points(amount)} owed on ${lot} forgiven: ` +
    (amount === 1
      ? 'it had been spent before it was taken back.'
      : 'they had been spent before they were taken back.'),
  whyNot: {
    notPaid: (order: string) => `Order ${order} is not paid yet.`,
    test: (order: string) => `Order ${order} is a test, and tests earn nothing.`,
    otherCurrency: (order: string, currency: string, ours: string) =>
      `Order ${order} was paid in ${currency}, and points are for ${ours}.`,
    noVersion: (order: string) => `Order ${order} was placed before the program began.`,
    notTakingPart: (order: string) =>
      `Order ${order} was placed while its customer did not take part.`,
    paused: (order: string) => `Order ${order} was placed while the program was paused.`,
    cancelled: (order: string) => `Order ${order} was cancelled.`,
    chargedBack: (order: string) => `The payment of order ${order} was charged back.`,
    returnedAll: (order: string) => `Everything of order ${order} was returned.`,
    free: (order: string) =>
      `Nothing that counts was paid for order ${order}: it was free, or paid with gift cards or ` +
      'store credit.',
    nothingCounts: (order: string) => `Nothing of order ${order} counts.`,
    noRule: (order: string) => `No rule of the program gives points for order ${order}.`,
    givenElsewhere: (order: string, bonus: string) =>
      `Order ${order} gets nothing for “${bonus}”: that is for one order only, and another one ` +
      'has it.',
    belowAPoint: (of: Omit<Earned, 'points'>) =>
      `Order ${of.order} comes to less than a point: ${worked(of)}.`,
    capped: (order: string, uncapped: number, by: CapKind) =>
      `Order ${order} is worth ${points(uncapped)}, but ${CAPPED_BY[by]}.`,
  },

  repaid: (amount: number, payer: string, debt: string) =>
    `${points(amount)} of ${payer} paid a debt on ${debt}: ` +
    'points that were taken back or charged after they had been spent.',

  transfer: {
    gave: (amount: number, what: Transferred) =>
      `${TRANSFERRED[what](points(amount))} went to the account that this one was joined with.`,
    took: (amount: number, what: Transferred) =>
      `${TRANSFERRED[what](points(amount))} came from an account that was joined with this one.`,
  },

  adjusted: {
    given: (amount: number, reason: string) => `${points(amount)} given by the shop: “${reason}”.`,
    taken: (amount: number, reason: string) => `${points(amount)} taken by the shop: “${reason}”.`,
    givenUndone: (amount: number, reason: string) =>
      `${points(amount)} taken again: the shop had given them for “${reason}”.`,
    takenUndone: (amount: number, reason: string) =>
      `${points(amount)} given again: the shop had taken them for “${reason}”.`,
    why: (reason: string) => `Its reason: “${reason}”.`,
  },

  reward: rewardWords,
};

/** What another language has to say. */
export type Words = typeof english;

/** So many per cent, thanks to campaigns and tiers of these names. */
export type Factor = { readonly percent: number; readonly names: readonly string[] };

type Earned = {
  readonly points: number;
  readonly order: string;
  readonly counted: Amount;
  readonly ratePoints: number;
  readonly per: Amount;
  /** Clauses of `times`. */
  readonly times: readonly string[];
  readonly rounding: Rounding;
};

const ROUNDED: Readonly<Record<Rounding, string>> = {
  floor: 'rounded down',
  nearest: 'rounded to the nearest',
  ceiling: 'rounded up',
};

const LEFT_OUT: Readonly<Record<LeftOut['why'], (amount: string) => string>> = {
  'gift-cards': (amount) => `Gift cards for ${amount} earn nothing themselves.`,
  shipping: (amount) => `Shipping for ${amount} does not count.`,
  tax: (amount) => `Tax of ${amount} does not count.`,
  credit: (amount) => `${amount} was paid with gift cards or store credit, which earns nothing.`,
  'not-eligible': (amount) => `${amount} of the order does not count.`,
  'other-rule': (amount) => `${amount} of the order earns by another rule.`,
};

const CAPPED_BY: Readonly<Record<CapKind, string>> = {
  order: 'one order earns no more',
  day: 'no more can be earned in one day',
  month: 'no more can be earned in one calendar month',
  member: 'no more can be earned in all',
};

const TRANSFERRED = {
  pending: (amount: string) => `${amount} still waiting`,
  available: (amount: string) => amount,
  held: (amount: string) => `${amount} reserved for a reward`,
  debt: (amount: string) => `A debt of ${amount}`,
} as const;
type Transferred = keyof typeof TRANSFERRED;

function worked(of: Omit<Earned, 'points'>): string {
  return `${money(of.counted)} counts at ${rate(of)}${of.times.join('')}, ${ROUNDED[of.rounding]}`;
}

function rate({ ratePoints, per }: Pick<Earned, 'ratePoints' | 'per'>): string {
  return `${points(ratePoints)} per ${money(per)}`;
}

function times(factors: readonly Factor[]): string {
  return factors
    .map(({ percent, names }) => `times ${factor(percent)} for ${names.map(quoted).join(' and ')}`)
    .join(' and ');
}

function they(amount: number): string {
  return amount === 1 ? 'It' : 'They';
}

function quoted(name: string): string {
  return `“${name}”`;
}

function done(activity: string): string {
  return sayActivity({ activity });
}

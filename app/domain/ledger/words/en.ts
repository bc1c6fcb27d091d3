/**
 * Every text about a member's movements, in British English, by message key. A language is one such
 * file: functions from the numbers of an explanation to a sentence, with its own plurals, amounts
 * and dates. Which messages make up a sentence is decided in `say-movement.ts` and its neighbours.
 */
import type { Rounding } from '../../program/program.ts';
import { sayActivity } from '../../program/say/say-activities.ts';
import type { CapKind, LeftOut } from '../explanation.ts';
import { type Amount, count, date, factor, money, number, type On, points } from './en-amounts.ts';

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
      `of the bonus “${of.name}” ${points(of.worth)} are left.`,
  },

  /** What all of it was multiplied by, or some of it, by one after another. */
  times: {
    all: (factors: readonly Factor[]) => `, ${times(factors)}`,
    some: (amount: Amount, factors: readonly Factor[]) =>
      `, ${money(amount)} of it ${times(factors)}`,
  },

  leftOut: (why: LeftOut['why'], amount: Amount) => LEFT_OUT[why](money(amount)),

  capped: (given: number, uncapped: number, by: CapKind) =>
    `Capped: ${number(given)} of ${number(uncapped)}, ` +
    `as the limit for ${CAPPED_BY[by]} is reached.`,

  spend: {
    atOnce: () => 'They can be spent at once.',
    from: (on: On) => `They can be spent from ${date(on)}.`,
    onFulfilment: () => 'They can be spent once the whole order is fulfilled.',
    afterFulfilment: (days: number) =>
      `They can be spent ${count(days, 'day')} after the whole order is fulfilled.`,
  },
  expires: (on: On) => `They expire on ${date(on)}.`,

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
    grace: (days: number, on: On) =>
      `They were kept ${count(days, 'day')} longer than until ${date(on)}, as told.`,
  },

  forgiven: (amount: number, lot: string) =>
    `${points(amount)} owed on ${lot} forgiven: they had been spent before they were taken back.`,
  whyNot: {
    notPaid: (order: string) => `Order ${order} is not paid yet.`,
    test: (order: string) => `Order ${order} is a test, and tests earn nothing.`,
    otherCurrency: (order: string, currency: string, ours: string) =>
      `Order ${order} was paid in ${currency}, and points are for ${ours}.`,
    noVersion: (order: string) => `Order ${order} was placed before the program began.`,
    notTakingPart: (order: string) =>
      `Order ${order} was placed while its customer did not take part.`,
    cancelled: (order: string) => `Order ${order} was cancelled.`,
    chargedBack: (order: string) => `The payment of order ${order} was charged back.`,
    returnedAll: (order: string) => `Everything of order ${order} was returned.`,
    free: (order: string) => `Order ${order} cost nothing, so there is nothing that counts.`,
    nothingCounts: (order: string) => `Nothing of order ${order} counts.`,
    belowAPoint: (of: Omit<Earned, 'points'>) =>
      `Order ${of.order} comes to less than a point: ${worked(of)}.`,
    capped: (order: string, uncapped: number, by: CapKind) =>
      `Order ${order} is worth ${points(uncapped)}, but the limit for ${CAPPED_BY[by]} is reached.`,
  },

  repaid: (amount: number, payer: string, debt: string) =>
    `${points(amount)} of ${payer} paid a debt on ${debt}: ` +
    'points that were taken back or charged after they had been spent.',

  adjusted: {
    given: (amount: number, reason: string) => `${points(amount)} given by the shop: “${reason}”.`,
    taken: (amount: number, reason: string) => `${points(amount)} taken by the shop: “${reason}”.`,
    givenUndone: (amount: number, reason: string) =>
      `${points(amount)} taken again: the shop had given them for “${reason}”.`,
    takenUndone: (amount: number, reason: string) =>
      `${points(amount)} given again: the shop had taken them for “${reason}”.`,
    why: (reason: string) => `Its reason: “${reason}”.`,
  },

  reward: {
    reserved: (amount: number, reward: string) => `${points(amount)} reserved for “${reward}”.`,
    spent: (amount: number, reward: string, order: string) =>
      `${points(amount)} spent on “${reward}” with order ${order}.`,
    released: (amount: number, reward: string) =>
      `${points(amount)} came back: “${reward}” was not used.`,
    charged: (amount: number, reward: string, why: ChargedWhy, order: string) =>
      `${points(amount)} spent on “${reward}”: ${CHARGED[why](order)}.`,
    reservedToCharge: (amount: number, reward: string, why: ChargedWhy, order: string) =>
      `${points(amount)} reserved for “${reward}”: ${CHARGED[why](order)}.`,
    cancelled: (amount: number, reward: string, order: string) =>
      `${points(amount)} came back: order ${order}, which used “${reward}”, was cancelled.`,
    returnedAll: (amount: number, reward: string, order: string) =>
      `${points(amount)} came back: order ${order}, which used “${reward}”, was returned in full.`,
    returned: (of: Returned) =>
      `${points(of.points)} came back: of the ${money(of.total)} that “${of.reward}” took off ` +
      `order ${of.order}, ${money(of.kept)} is left after the return, ` +
      `so ${points(of.back)} of its ${number(of.cost)} are back in all, rounded down.`,
  },
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

type Returned = {
  readonly points: number;
  readonly reward: string;
  readonly order: string;
  readonly total: Amount;
  readonly kept: Amount;
  readonly back: number;
  readonly cost: number;
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
  'not-eligible': (amount) => `${amount} of the order does not count.`,
  'other-rule': (amount) => `${amount} of the order earns by another rule.`,
};

const CAPPED_BY: Readonly<Record<CapKind, string>> = {
  order: 'an order',
  day: 'a day',
  month: 'a month',
  member: 'a member',
};

const CHARGED = {
  'after-release': (order: string) => `order ${order} used its code after its points had come back`,
  'second-order': (order: string) => `order ${order} used its code once more`,
  'never-issued': (order: string) => `order ${order} used a code of it that nobody had been given`,
} as const;
type ChargedWhy = keyof typeof CHARGED;

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

function quoted(name: string): string {
  return `“${name}”`;
}

function done(activity: string): string {
  return sayActivity({ activity });
}

/**
 * A program's terms as sentences a shopper understands: what earns, when it can be spent, what it
 * buys, what a return does, what expires, what is owed. Law: every sentence follows from the
 * definition and from nothing else, so that the terms shown are the terms in force.
 *
 * Example: 1 per 100 pence → “You earn 1 point for every £1 you spend, after discounts.”
 */
import type { ProgramDefinition } from './program.ts';
import { sayMoney } from './say-money.ts';

type Reward = ProgramDefinition['rewards'][number];

/** The terms in English, in the order in which a shopper meets them; plain text, no markup. */
export function plainRules(definition: ProgramDefinition): readonly string[] {
  return [
    ...sayEarning(definition),
    sayWait(definition.pendingDays),
    ...sayRewards(definition),
    ...ON_RETURN,
    EXPIRY[definition.expiry.kind],
    DEBT[definition.debt],
  ];
}

function sayEarning({ earning, currency }: ProgramDefinition): string[] {
  const rate = `${sayPoints(earning.points)} for every ${sayMoney(earning.perMinor, currency)}`;
  return [
    `You earn ${rate} you spend, after discounts. ` +
      'Gift cards, shipping, taxes and tips do not count.',
    'Points are counted once for the whole order and rounded down.',
  ];
}

function sayWait(pendingDays: number): string {
  if (pendingDays === 0) return 'You can spend the points of an order as soon as it is paid.';
  return `You can spend the points of an order ${count(pendingDays, 'day')} after it is paid.`;
}

function sayRewards({ rewards, currency }: ProgramDefinition): string[] {
  if (rewards.length === 0) return ['There are no rewards to spend points on yet.'];
  return [
    ...rewards.map((reward) => sayReward(reward, currency)),
    'Points are reserved when you take a reward and spent when the order that uses it is paid. ' +
      'A reward you do not use gives its points back, once its code has lapsed.',
  ];
}

function sayReward({ name, cost, gives }: Reward, currency: string): string {
  const buy = `${sayPoints(cost)} ${cost === 1 ? 'buys' : 'buy'} “${name}”`;
  switch (gives.kind) {
    case 'amount-off':
      return `${buy}: ${sayMoney(gives.amountMinor, currency)} off one order.`;
    case 'free-shipping':
      return `${buy}: one order is shipped for free.`;
  }
}

const ON_RETURN: readonly string[] = [
  'When you return something, or an order is cancelled, the points it earned are taken back.',
  'Points you spent on what you return come back to you in the same proportion.',
];

const EXPIRY: Readonly<Record<ProgramDefinition['expiry']['kind'], string>> = {
  none: 'Your points never expire.',
};

const DEBT: Readonly<Record<ProgramDefinition['debt'], string>> = {
  'allow-negative':
    'If points that are taken back were already spent, your balance goes below zero, and what ' +
    'you earn next fills it up first.',
};

function sayPoints(points: number): string {
  return count(points, 'point');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
}

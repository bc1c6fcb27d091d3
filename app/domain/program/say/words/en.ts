/**
 * Every text of a program's terms, in British English. A language is one such value of type
 * `Terms`: functions from what a definition says to words, with its own plurals, amounts and lists.
 * Which of them make up the terms is decided in the files beside this folder.
 *
 * What belongs to a kind (of condition, expiry, reward) is said in English by the kind's own file;
 * another language says all kinds in its own.
 */
import { CONDITIONS } from '../../../earning/conditions/registry.ts';
import { EXPIRIES } from '../../../expiry/registry.ts';
import { REWARD_KINDS } from '../../../rewards/kinds/registry.ts';
import { count, money, sayAnd } from '../say-count.ts';
import { activityTerms } from './en-activities.ts';
import { earningTerms } from './en-earning.ts';
import { losingTerms } from './en-losing.ts';
import { rewardTerms } from './en-rewards.ts';
import { tierTerms } from './en-tiers.ts';

const ownWords = {
  money,
  all: sayAnd,

  paused: () => 'The program is paused: what you order or do now earns no points.',
  pausedMeanwhile: (hasTiers: boolean) =>
    'Points you have can still be spent, and expire as ever' +
    `${hasTiers ? ', and what you order still counts for your tier' : ''}.`,
  guests: {
    anyTime: () =>
      'Orders you placed as a guest count too, once you join with the same e-mail address.',
    within: (days: number) =>
      `Orders you placed as a guest within ${count(days, 'day')} before you join count too, ` +
      'if you join with the same e-mail address.',
    never: () => 'Orders you place as a guest before you join do not count.',
  },

  earning: earningTerms,
  activities: activityTerms,
  tiers: tierTerms,
  rewards: rewardTerms,
  losing: losingTerms,
};

type KindsSaid = {
  readonly conditions: {
    readonly [Name in keyof typeof CONDITIONS]: Pick<(typeof CONDITIONS)[Name], 'say' | 'sayNot'>;
  };
  readonly expiries: {
    readonly [Name in keyof typeof EXPIRIES]: Pick<(typeof EXPIRIES)[Name], 'say'>;
  };
  readonly gives: {
    readonly [Name in keyof typeof REWARD_KINDS]: Pick<(typeof REWARD_KINDS)[Name], 'say'>;
  };
};

/** What another language has to say. */
export type Terms = typeof ownWords & KindsSaid;

export const englishTerms: Terms = {
  ...ownWords,
  conditions: CONDITIONS,
  expiries: EXPIRIES,
  gives: REWARD_KINDS,
};

/** When points end and what a return takes, in English. */
import type { DebtPolicy } from '../../program.ts';
import { count } from '../say-count.ts';

export const losingTerms = {
  /** What a model says of itself, without a full stop, and the days of grace. */
  expiry: (said: string, graceDays: number) =>
    graceDays === 0 ? said : `${said}; you have ${count(graceDays, 'day')} more to spend them`,
  sentence: (expiry: string) => `${expiry}.`,
  onReturn: (debt: DebtPolicy) =>
    'When you return something, or an order is cancelled, the points it earned are taken back' +
    `${debt === 'pending-only' ? ' as far as they still wait' : ''}.`,
  /** Where there are no points to take back, a return is felt in the tier. */
  tierOnReturn: (basis: 'spend' | 'orders') =>
    basis === 'orders'
      ? 'An order that is cancelled, or returned in full, no longer counts towards your tier.'
      : 'What you return, or what is cancelled, no longer counts towards your tier.',
  spentComesBack: () =>
    'Points you spent on what you return come back to you in the same proportion.',
  debt: {
    'allow-negative': () =>
      'If points that are taken back were already spent, your balance goes below zero, and what ' +
      'you earn next fills it up first.',
    'stop-at-zero': () =>
      'If points that are taken back were already spent, your balance stops at zero and the rest ' +
      'is forgiven.',
  },
};

import { sayExpiry } from '../../expiry/registry.ts';
import type { DebtPolicy, ProgramDefinition } from '../program.ts';
import { type Rule, rule } from './rule.ts';

/** When points end, and what a return takes. */
export function sayLosing({ expiry, debt }: ProgramDefinition): readonly Rule[] {
  return [
    ...(debt === 'pending-only' ? ON_RETURN_PENDING : ON_RETURN).map((words) =>
      rule('debt', words),
    ),
    rule('expiry', `${sayExpiry(expiry)}.`),
    ...DEBT[debt].map((words) => rule('debt', words)),
  ];
}

const SPENT_COMES_BACK =
  'Points you spent on what you return come back to you in the same proportion.';

const ON_RETURN: readonly string[] = [
  'When you return something, or an order is cancelled, the points it earned are taken back.',
  SPENT_COMES_BACK,
];

const ON_RETURN_PENDING: readonly string[] = [
  'When you return something, or an order is cancelled, the points it earned are taken back as ' +
    'far as they still wait.',
  SPENT_COMES_BACK,
];

const DEBT: Readonly<Record<DebtPolicy, readonly string[]>> = {
  'allow-negative': [
    'If points that are taken back were already spent, your balance goes below zero, and what ' +
      'you earn next fills it up first.',
  ],
  'stop-at-zero': [
    'If points that are taken back were already spent, your balance stops at zero and the rest ' +
      'is forgiven.',
  ],
  'pending-only': [],
};

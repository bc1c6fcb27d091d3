import { numbersOf } from '../../expiry/registry.ts';
import type { DebtPolicy } from '../program.ts';
import { sayExpiry } from '../say/say-expiry.ts';
import { type Change, whereFelt } from './change.ts';

/** When points end, and what happens where more is taken back than there is. */
export const losingChanges: readonly Change[] = [
  whereFelt(
    ({ expiry }) => [expiry.kind, numbersOf(expiry)],
    ({ expiry }, { expiry: was }) =>
      `For points earned from now on: “${sayExpiry(expiry)}” instead of “${sayExpiry(was)}”.`,
  ),
  whereFelt(
    ({ debt }) => debt,
    ({ debt }) => DEBT[debt],
  ),
];

const DEBT: Readonly<Record<DebtPolicy, string>> = {
  'allow-negative':
    'Where points that are taken back were already spent, the balance goes below zero.',
  'stop-at-zero': 'Where points that are taken back were already spent, the balance stops at zero.',
  'pending-only': 'Points are taken back only while they wait.',
};

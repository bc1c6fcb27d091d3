/**
 * A lot from which more was taken back than was left in it is below zero, and whatever else can be
 * spent pays for it at once, in burn order. What is then still missing waits for the next points to
 * become available. Where the policy in force stops at zero it is forgiven, older debts too, but
 * only as more is taken back: a debt from before that policy waits as it would have. Law 4: a
 * balance below zero is exactly such a debt.
 */
import type { Instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import type { Lot } from './lot.ts';
import type { Working } from './working.ts';

export function repayDebts(working: Working, at: Instant): void {
  const fellShort = working.takeShortfall();
  if (working.state.owing === 0) return;
  // What could pay has paid: a debt that lasts costs nothing until something becomes spendable.
  const { debts, payers } = working.debtQueues();
  for (let debt = debts.first(); debt; debt = debts.first()) {
    const payer = payers.first();
    if (!payer) break;
    repay(working, { debt, payer }, at);
  }
  if (!fellShort) return;
  const inForce = working.versionAt(at);
  if (inForce?.definition.debt !== 'stop-at-zero') return;
  const { version } = inForce;
  for (let debt = debts.first(); debt; debt = debts.first())
    forgive(working, { debt, version }, at);
}

function forgive(
  working: Working,
  { debt, version }: { debt: Lot; version: number },
  at: Instant,
): void {
  const { id: lotId, label } = debt;
  const amount = points(-debt.available);
  working.move(
    debt,
    'forgive',
    { from: 'adjusted', to: 'available', points: amount },
    {
      at,
      cause: `${lotId}:forgiven:${at}`,
      explanation: { type: 'forgive', lotId, label, version },
    },
  );
}

function repay(working: Working, { debt, payer }: { debt: Lot; payer: Lot }, at: Instant): void {
  const amount = points(Math.min(-debt.available, payer.available));
  const why = {
    at,
    cause: `${debt.id}:repaid-by:${payer.id}`,
    explanation: {
      type: 'repay',
      debtLotId: debt.id,
      debtLabel: debt.label,
      payingLotId: payer.id,
      payingLabel: payer.label,
      version: payer.version,
    },
  } as const;
  working.move(payer, 'repay', { from: 'available', to: 'repaid', points: amount }, why);
  working.move(debt, 'repay', { from: 'repaid', to: 'available', points: amount }, why);
}

import type { Instant } from '../kernel/instant.ts';
import { repayDebts } from './repay-debts.ts';
import type { Working } from './working.ts';

/**
 * Lets time pass up to `by`: every lot whose waiting time is over moves from pending to available,
 * at its own instant and in the order of those instants. Points due at an instant can be spent at
 * that instant.
 */
export function matureLots(working: Working, by: Instant): void {
  for (let lot = working.takeDue(by); lot; lot = working.takeDue(by)) {
    if (lot.pending <= 0 || lot.maturesAt === null) continue;
    const { version, definition } = working.version(lot.version);
    working.move(
      lot,
      'mature',
      { from: 'pending', to: 'available', points: lot.pending },
      {
        at: lot.maturesAt,
        cause: `${lot.id}:due`,
        explanation: {
          type: 'due',
          orderName: lot.label,
          pendingDays: definition.pendingDays,
          version,
        },
      },
    );
    repayDebts(working, lot.maturesAt);
    working.reach(lot.maturesAt);
  }
}

import { toldExpiry, toldInactivityEnd } from '../expiry/registry.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ExpireExplanation } from './explanation.ts';
import { lastActivityOf } from './lot-ends.ts';
import type { Lot } from './lot.ts';
import { repayDebts } from './repay-debts.ts';
import type { Working } from './working.ts';

/**
 * Lets time pass up to `by`: every lot whose waiting time is over moves from pending to available,
 * every one whose end has come loses what could be spent, each at its own instant and in the order
 * of those instants. Points due at an instant can be spent at that instant; points that end at an
 * instant cannot.
 */
export function passTime(working: Working, by: Instant): void {
  for (;;) {
    const due = working.nextDueAt();
    const end = working.nextEndAt();
    if (due !== null && due <= by && (end === null || due <= end)) {
      for (const lot of working.takeDue(due)) {
        mature(working, lot, due);
        repayDebts(working, due);
      }
      working.reach(due);
    } else if (end !== null && end <= by) {
      for (const lot of working.takeEnded(end)) expire(working, lot, end);
      working.reach(end);
    } else break;
  }
  const { tiers } = working.progress;
  if (!tiers) return;
  tiers.pass(by, working.versions);
  const changedAt = tiers.lastChangeAt();
  if (changedAt !== null) working.reach(changedAt);
}

function mature(working: Working, lot: Lot, at: Instant): void {
  const { version, definition } = working.version(lot.version);
  const { pendingDays, activityPendingDays } = definition;
  working.move(
    lot,
    'mature',
    { from: 'pending', to: 'available', points: lot.pending },
    {
      at,
      cause: `${lot.id}:due`,
      explanation: {
        type: 'due',
        lotId: lot.id,
        orderName: lot.label,
        pendingDays: lot.id.startsWith('activity:') ? activityPendingDays : pendingDays,
        version,
      },
    },
  );
}

function expire(working: Working, lot: Lot, at: Instant): void {
  const explanation = explainEnd(working, lot, at);
  const route = { from: 'available', to: 'expired', points: lot.available } as const;
  working.move(lot, 'expire', route, { at, cause: `${lot.id}:end:${at}`, explanation });
}

function explainEnd(working: Working, lot: Lot, at: Instant): ExpireExplanation {
  const { id: lotId, label, version } = lot;
  const definition = working.versions.find((one) => one.version === version)?.definition;
  const expiry = definition?.expiry ?? { kind: 'none' };
  const named = { type: 'expire', lotId, label, version } as const;
  // Only an import has a date that no model gave it, as long as absence did not end it first.
  const isBrought = lotId.startsWith('import:') && lot.expiresAt !== null;
  if (!definition || expiry.kind === 'none' || isBrought) {
    return { ...named, model: 'imported', months: 0, toldAt: at, graceDays: 0 };
  }
  const lastActivityAt = lastActivityOf(working, lot);
  const { zone } = definition;
  const told =
    toldExpiry(expiry, lot.earnedAt, zone) ??
    (lastActivityAt === null ? null : toldInactivityEnd(expiry, lastActivityAt, zone));
  const months = 'months' in expiry ? expiry.months : 0;
  const { kind: model, graceDays } = expiry;
  // Who came back since is told a later date for everything else: what came too late has its own.
  if (told === null || told > at) return { ...named, model, months, toldAt: at, graceDays: 0 };
  return { ...named, model, months, toldAt: told, graceDays };
}

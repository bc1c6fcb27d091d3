/**
 * Points that a decision gives by itself: brought from another program, given for a level reached;
 * and an adjustment undone.
 */
import { lotExpiry, toldExpiry } from '../expiry/registry.ts';
import type { EntryDecision, ImportDecision, UndoDecision } from '../facts/decision.ts';
import { invariant } from '../kernel/invariant.ts';
import { points } from '../kernel/points.ts';
import { versionInForce } from '../program/program.ts';
import { noteGiven } from './lot-ends.ts';
import type { LotNamed } from './lot.ts';
import type { Working } from './working.ts';

/** A lot with the dates it had where it came from. */
export function applyImport(working: Working, brought: ImportDecision): void {
  const { id, at, points: amount, source, earnedAt, expiresAt } = brought;
  const version = versionInForce(working.versions, at)?.version ?? 0;
  const lot = working.open(`import:${id}`, {
    label: source,
    version,
    earnedAt,
    maturesAt: null,
    expiresAt,
  });
  noteGiven(working, lot, at);
  working.move(
    lot,
    'import',
    { from: 'issued', to: 'available', points: amount },
    { at, cause: lot.id, explanation: { type: 'import', source, earnedAt, expiresAt } },
  );
}

/**
 * Points for a level, spendable at once, expiring as earned ones do. A second decision for a level
 * does nothing: two members merged may each have been given it.
 */
export function applyEntry(working: Working, entry: EntryDecision): void {
  const { levelId, levelName, at, points: amount, version } = entry;
  const { progress } = working;
  if (progress.entered.has(levelId)) return;
  progress.entered.add(levelId);
  progress.wished.delete(levelId);
  const { expiry, zone } = working.version(version).definition;
  const id = `entry:${levelId}`;
  const named: LotNamed = {
    label: levelName,
    version,
    earnedAt: at,
    maturesAt: null,
    expiresAt: lotExpiry(expiry, at, zone),
  };
  // Who was one with a member once may owe on what that member had for the level.
  const known = working.lots.get(id);
  if (known) working.rename(known, named);
  const lot = known ?? working.open(id, named);
  noteGiven(working, lot, at);
  working.move(
    lot,
    'award',
    { from: 'issued', to: 'available', points: amount },
    {
      at,
      cause: lot.id,
      explanation: {
        type: 'entry',
        tierId: levelId,
        tierName: levelName,
        version,
        expiresAt: toldExpiry(expiry, at, zone),
      },
    },
  );
}

/** The very points of the adjustment, the other way. */
export function applyUndo(working: Working, undo: UndoDecision): void {
  const { id, of, at, reason: undoReason } = undo;
  const adjust = working.progress.adjusts.get(of);
  invariant(adjust, `Adjustment ${of} was made before it is undone, and is undone once.`);
  working.progress.adjusts.delete(of);
  const { points: moved, reason, takes } = adjust;
  const why = {
    at,
    cause: `undo:${id}`,
    explanation: { type: 'undo', points: moved, reason, undoReason },
  } as const;
  const back = moved > 0 ? [{ lotId: `adjust:${of}`, points: moved }] : takes;
  const route =
    moved > 0
      ? ({ from: 'available', to: 'adjusted' } as const)
      : ({ from: 'adjusted', to: 'available' } as const);
  for (const { lotId, points: amount } of back) {
    const lot = working.lots.get(lotId);
    invariant(lot, `Lot ${lotId} is known, as the adjustment moved points of it.`);
    working.move(lot, 'adjust', { ...route, points: points(amount) }, why);
  }
}

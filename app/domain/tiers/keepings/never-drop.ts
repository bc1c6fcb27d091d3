import type { KeepingKind } from './keeping.ts';

/** A tier once reached is kept. */
export const neverDrop: KeepingKind<'never-drop'> = { kind: 'never-drop', keptUntil: () => null };

/** Every kind of keeping, by its name in a ladder. A new kind is one more line here. */
import type { Instant } from '../../kernel/instant.ts';
import type { Zone } from '../../kernel/zone.ts';
import type { TierKeeping } from '../../program/program.ts';
import { days } from './days.ts';
import type { KeepingKind } from './keeping.ts';
import { neverDrop } from './never-drop.ts';
import { periodEnd } from './period-end.ts';

export const KEEPINGS: { readonly [Name in TierKeeping['kind']]: KeepingKind<Name> } = {
  'never-drop': neverDrop,
  days,
  'period-end': periodEnd,
};

/** When a level last met at an instant is kept no more; null: never. */
export function keptUntil(keeping: TierKeeping, lastMetAt: Instant, zone: Zone): Instant | null {
  // The line found by a keeping's name is the one written for that keeping.
  const found = KEEPINGS[keeping.kind] as { keptUntil: (...given: unknown[]) => Instant | null };
  return found.keptUntil(keeping, lastMetAt, zone);
}

/**
 * What a keeping is made of: how long a level is kept after it was last met. A kind of keeping is
 * one file in this folder and one line in `registry.ts`.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Zone } from '../../kernel/zone.ts';
import type { TierKeeping } from '../../program/program.ts';

export type KeepingOf<Name extends TierKeeping['kind']> = Extract<TierKeeping, { kind: Name }>;

export type KeepingKind<Name extends TierKeeping['kind']> = {
  readonly kind: Name;
  /**
   * The first instant at which it is kept no more; null: never. Never before `lastMetAt`, and later
   * for what was met later.
   */
  readonly keptUntil: (keeping: KeepingOf<Name>, lastMetAt: Instant, zone: Zone) => Instant | null;
};

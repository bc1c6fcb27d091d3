/**
 * What a window is made of: when what came into a member's progress leaves it again. A kind of
 * window is one file in this folder and one line in `registry.ts`.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Zone } from '../../kernel/zone.ts';
import type { TierWindow } from '../../program/program.ts';

export type WindowOf<Name extends TierWindow['kind']> = Extract<TierWindow, { kind: Name }>;

export type WindowKind<Name extends TierWindow['kind']> = {
  readonly kind: Name;
  /** The first instant at which it counts no more; null: never. Never before `inAt`. */
  readonly leavesAt: (window: WindowOf<Name>, inAt: Instant, zone: Zone) => Instant | null;
};

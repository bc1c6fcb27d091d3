/**
 * What a window is made of: when what came into a member's progress leaves it again. A kind of
 * window is one file in this folder and one line in `registry.ts`.
 */
import type { Instant } from '../../kernel/instant.ts';
import type { Zone } from '../../kernel/zone.ts';
import type { TierWindow } from '../../program/program.ts';

export type WindowOf<Name extends TierWindow['kind']> = Extract<TierWindow, { kind: Name }>;

/** A contribution, by its instants. */
export type CameIn = {
  /** When it was first known of: an order's payment, an activity. */
  readonly inAt: Instant;
  /** When the order was created or the activity done. */
  readonly since: Instant;
  /** When the customer first joined, as far as that has happened; null: they have not. */
  readonly joinedAt: Instant | null;
};

export type WindowKind<Name extends TierWindow['kind']> = {
  readonly kind: Name;
  /**
   * The first instant at which it counts no more; null: never by time alone. What is not after
   * `inAt` has never counted.
   */
  readonly leavesAt: (window: WindowOf<Name>, cameIn: CameIn, zone: Zone) => Instant | null;
  /** Whether what was created or done before the customer first joins is out from then on. */
  readonly beginsAtJoining: boolean;
};

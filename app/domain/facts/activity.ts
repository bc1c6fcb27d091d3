/** Something a member did without buying; observed once, with an id that its source repeats. */
import type { Instant } from '../kernel/instant.ts';

export type ActivityFact = {
  readonly id: string;
  /** What was done, in the words of the rules: `join`, `birthday`, `review`, … */
  readonly activity: string;
  readonly at: Instant;
};

/** The customer began to take part, or asked to be left out. */
export type StandingFact = {
  readonly id: string;
  readonly kind: 'join' | 'leave';
  readonly at: Instant;
};

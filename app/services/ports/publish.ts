import type { PublishedVersion } from '../../contracts/program.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';

export type NewVersion = {
  readonly programId: number;
  readonly definition: ProgramDefinition;
  readonly effectiveAt: Instant;
  readonly publishedAt: Instant;
};

/**
 * What became of a version offered to the books. Refusals: `unknown_program`,
 * `effective_in_the_past` (it would apply before it is published, and it is not the first).
 */
export type AppendedVersion =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly reason: 'unknown_program' | 'effective_in_the_past' };

/** A version nobody of the staff published; it may not stand on one they published meanwhile. */
export type BudgetsVersion = NewVersion & {
  /** The newest version it was decided on. */
  readonly after: number;
  readonly byBudget: boolean;
};

export type VersionStore = {
  /** Numbers and stores a version under the program's publishing lock, in one transaction. */
  append(version: NewVersion): Promise<AppendedVersion>;
  /** As `append`; null where there is a version after `after` by now, and nothing is stored. */
  appendForBudget(version: BudgetsVersion): Promise<AppendedVersion | null>;
  /** Every version of a program, oldest first. */
  list(programId: number): Promise<PublishedVersion[]>;
};

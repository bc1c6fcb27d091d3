/**
 * Publishing a program: a definition becomes the next version, numbered 1, 2, 3 … without a gap,
 * and is never changed afterwards. A version is in force from its `effectiveAt` on and never
 * before it was published, so that nobody's past is judged by rules they could not know.
 *
 * One exception: a program's *first* version may take effect earlier. A shop that brings its
 * history (an import, the demo) publishes the rules that history is to be judged by, and nobody
 * had been promised others.
 */
import { parseProgram, type FieldProblem } from '../contracts/program.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { otherCurrency } from '../domain/program/other-currency.ts';
import { cannotBeGiven } from './cannot-be-given.ts';
import type { AppendedVersion, VersionStore } from './ports/publish.ts';

/**
 * Refusals in precedence: `bad_definition` (every bad field named), `cannot_be_given` (every part
 * named that a shop cannot give out), then those of the store.
 */
type PublishOutcome =
  | AppendedVersion
  | {
      readonly ok: false;
      readonly reason: 'bad_definition' | 'cannot_be_given';
      readonly problems: readonly FieldProblem[];
    };

/** Publishes `definition` (untrusted JSON) as the program's next version. */
export async function publishProgram(
  store: Pick<VersionStore, 'append' | 'list'>,
  offer: {
    readonly programId: number;
    readonly definition: unknown;
    readonly effectiveAt: Instant;
    readonly publishedAt: Instant;
  },
): Promise<PublishOutcome> {
  const parsed = parseProgram(offer.definition);
  if (!parsed.ok) return { ok: false, reason: 'bad_definition', problems: parsed.problems };
  const other = otherCurrency(parsed.definition, await store.list(offer.programId));
  if (other.length > 0) return { ok: false, reason: 'bad_definition', problems: other };
  const missing = cannotBeGiven(parsed.definition);
  if (missing.length > 0) return { ok: false, reason: 'cannot_be_given', problems: missing };
  return store.append({ ...offer, definition: parsed.definition });
}

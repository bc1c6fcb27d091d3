/**
 * A member of the trade, folded as the pipeline would have it in the end: points for reaching a
 * tier are decided as soon as they are wished for, as the drain does.
 */
import type { EntryDecision } from '../../app/domain/facts/decision.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { foldMember, type FoldOutcome } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { invariant } from '../../app/domain/kernel/invariant.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';

/** All that became of a member's orders by `asOf`. */
export function foldMemberOfTrade(
  orders: readonly OrderFact[],
  version: ProgramVersion,
  asOf: Instant,
): FoldOutcome {
  const decisions: EntryDecision[] = [];
  const levels = version.definition.tiers?.levels.length ?? 0;
  for (let round = 0; round <= levels; round += 1) {
    const outcome = foldMember({ orders, decisions, uses: [] }, [version], asOf);
    // The earliest alone: what it gives may be why another is wished for differently.
    const [wish] = [...outcome.wishes].sort((a, b) => a.at - b.at);
    if (!wish) return outcome;
    const { levelId, levelName, points } = wish;
    // Two decisions of one member never share an instant, and these come after what brought them.
    const at = instant(Math.max(wish.at, (decisions.at(-1)?.at ?? wish.at - 1) + 1));
    if (at > asOf) return outcome;
    decisions.push({
      ...{ kind: 'entry', levelId, levelName, points },
      ...{ at, version: version.version },
    });
  }
  invariant(false, 'Points for a tier are wished for once.');
}

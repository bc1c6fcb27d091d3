/** Law 5 again: what comes back goes where it came from, in the order in which it was taken. */
import { expect, test } from 'vitest';
import type { CodeUse } from '../../app/domain/facts/code-use.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { holds } from './holds.ts';
import { liveThrough } from './live-through.ts';

test('law 5: points come back in the order of taking, and never more than were taken', () => {
  let returned = 0;
  holds((life) => {
    const { books } = liveThrough(life, 'touched');
    for (const id of books.members.keys()) {
      const { decisions, uses } = books.factsOf(id);
      const { movements } = books.fromScratch(id, instant(life.endsAt));
      for (const use of uses) {
        const cause = `redemption:${use.redemptionId}:return:${use.orderId}:`;
        const back = new Map<string, number>();
        for (const one of movements) {
          if (!one.cause.startsWith(cause)) continue;
          expect([one.kind, one.from, one.to]).toEqual(['return', 'spent', 'available']);
          back.set(one.lotId, (back.get(one.lotId) ?? 0) + one.points);
          returned += 1;
        }
        const takes = takesOf(decisions, use);
        // Each lot is made whole before the next gets anything.
        for (const [place, take] of takes.entries()) {
          const got = back.get(take.lotId) ?? 0;
          expect(got).toBeLessThanOrEqual(take.points);
          const next = takes[place + 1];
          if (got < take.points && next) expect(back.get(next.lotId) ?? 0).toBe(0);
        }
        const isAllBack = use.steps.at(-1)?.isAllBack && takes.length > 0;
        const sum = (amounts: Iterable<number>) => [...amounts].reduce((a, b) => a + b, 0);
        if (isAllBack) expect(sum(back.values())).toBe(sum(takes.map(({ points }) => points)));
      }
    }
  }, 500);
  expect(returned).toBeGreaterThan(100);
});

/** What was spent on that order: by its charge, or by the hold that it settled. */
function takesOf(decisions: readonly Decision[], { redemptionId, orderId }: CodeUse) {
  for (const one of decisions) {
    if (one.kind !== 'settle' && one.kind !== 'charge') continue;
    if (one.redemptionId !== redemptionId || one.orderId !== orderId) continue;
    if (one.kind === 'charge') return one.takes;
    const hold = decisions.find(
      (held) => held.kind === 'hold' && held.redemptionId === redemptionId,
    );
    return hold?.kind === 'hold' ? hold.takes : [];
  }
  return [];
}

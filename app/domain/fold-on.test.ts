/** What of a member's tier is kept to go on from, and what their books alone can say by it. */
import { expect, test } from 'vitest';
import { ladder, left, orderOf, paid, saying } from '../../tests/simulation/language-words.ts';
import { day } from '../../tests/simulation/order-words.ts';
import type { GrantDecision } from './facts/decision.ts';
import type { OrderFact } from './facts/order-fact.ts';
import { foldOn, tierMemoryOf, type ToldOrder } from './fold-on.ts';
import { foldMember } from './fold.ts';
import { points } from './kernel/points.ts';
import type { ProgramVersion } from './program/program.ts';
import { CONTRIBUTIONS_KEPT_MAX } from './tiers/tier-memory.ts';

const SILVER = ladder('Bronze 0, Silver 100 ×1.25', { window: { kind: 'days', days: 365 } });
const KEPT = saying({ tiers: SILVER });

/** What is kept after so many orders of so many pounds, a hundred a day. */
function keptAfter(
  count: number,
  pounds: number,
  { versions = [KEPT], on = 100 }: { versions?: readonly ProgramVersion[]; on?: number } = {},
) {
  const orders = Array.from({ length: count }, (_, place) =>
    orderOf(paid(`${place}`, 1 + place / 100, pounds)),
  );
  const { state } = foldMember({ orders, decisions: [], uses: [] }, versions, day(on));
  return { ...state, tierMemory: tierMemoryOf(state, versions) };
}

test('as much is kept as the highest level asks for, however many orders there were', () => {
  const [ten, many] = [keptAfter(10, 60), keptAfter(3_000, 60)];
  expect(ten.tierMemory?.track.newest).toHaveLength(2);
  expect(many.tierMemory?.track.newest).toHaveLength(2);
  expect(keptAfter(3_000, 0.5).tierMemory).toBeNull();
  expect(keptAfter(CONTRIBUTIONS_KEPT_MAX, 0.5).tierMemory).not.toBeNull();
});

test('what leaves together, or never, is kept as one', () => {
  const lifetime = saying({ tiers: { ...SILVER, window: { kind: 'lifetime' } } });
  expect(keptAfter(500, 0.1, { versions: [lifetime] }).tierMemory?.track.newest).toEqual([
    [null, 5_000],
  ]);
  const year = saying({ tiers: { ...SILVER, window: { kind: 'year' } } });
  const inYear = keptAfter(500, 0.1, { versions: [year], on: 6 });
  expect(inYear.tierMemory?.track.newest).toEqual([[expect.any(Number), 5_000]]);
});

// What is told of a member of Silver on day 100 | whether their books alone can say what it does
test.each<[string, ToldOrder, boolean]>([
  ['a new order', newly(orderOf(paid('N', 101, 10))), true],
  ['one created since they are Silver', newly(orderOf(paid('N', 101, 10, 3))), true],
  ['one created before', newly(orderOf(paid('N', 101, 10, 1))), false],
  ['a fulfilment', since(left('0', 101, 60, 'fulfilled')), true],
  ['a refund', since(left('0', 101, 59)), false],
])('%s', (_title, told, isKnown) => {
  const known = { ...keptAfter(10, 60), lots: [] };
  expect(foldOn(known, [told], [KEPT], day(102)) !== null).toBe(isKnown);
});

test('who is placed before a version is placed under the one before, whatever their level', () => {
  const more = ladder('Bronze 0, Silver 100 ×1.5', { window: { kind: 'days', days: 365 } });
  const versions = [KEPT, saying({ tiers: more }, { number: 2, from: 50 })];
  const known = { ...keptAfter(10, 60, { versions }), lots: [] };
  const placed = (on: number) => newly(orderOf(paid('N', 101, 100, on)));
  expect(foldOn(known, [placed(49)], versions, day(102))).toBeNull();
  expect(foldOn(known, [placed(51)], versions, day(102))?.movements[0]?.points).toBe(150);
});

test('nothing is kept of who was given a level, nor where more than tiers is remembered', () => {
  const facts = { orders: [orderOf(paid('A', 1, 60))], decisions: [], uses: [] };
  const grant: GrantDecision = {
    ...({ kind: 'grant', levelId: 'silver', reason: 'A friend' } as const),
    ...{ id: 'G', at: day(2), until: day(9) },
  };
  const given = foldMember({ ...facts, decisions: [grant] }, [KEPT], day(20));
  expect(tierMemoryOf(given.state, [KEPT])).toBeNull();
  const caps = { ...KEPT.definition.caps, day: points(50) };
  const capped = [saying({ tiers: SILVER, caps })];
  expect(tierMemoryOf(foldMember(facts, capped, day(20)).state, capped)).toBeNull();
});

function newly(now: OrderFact): ToldOrder {
  return { before: null, now, steps: now.steps };
}

/** A step of the first order of `keptAfter`. */
function since(step: ReturnType<typeof left>): ToldOrder {
  const before = orderOf(paid('0', 1, 60));
  return { before, now: orderOf(paid('0', 1, 60), step), steps: [step.step] };
}

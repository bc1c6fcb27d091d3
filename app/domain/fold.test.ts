import { expect, test } from 'vitest';
import { saying } from '../../tests/simulation/language-words.ts';
import { fold, tell, version } from '../../tests/simulation/ledger-story.ts';
import { day, dayOf } from '../../tests/simulation/order-words.ts';
import { decisionEvents, orderEvents } from './fold-events.ts';
import { resume } from './fold.ts';
import { minor, NO_MONEY } from './kernel/money.ts';
import { points } from './kernel/points.ts';
import { emptyState } from './ledger/member-state.ts';

// day | what we learn | lots afterwards: pending/available/held
test.each<[string, string, ReturnType<typeof version>[]?]>([
  [
    'an award waits, then matures at its own instant',
    `
    1     | A paid 87.45 | A 87/0/0
    14.99 |              | A 87/0/0
    15    |              | A 0/87/0
    `,
  ],
  [
    'a late order is awarded at its own instant and may be spendable at once',
    `
    1  | A paid 10           | A 10/0/0
    20 | late B paid 20 on 2 | A 0/10/0, B 0/20/0
    `,
  ],
  [
    'a fact stamped later than now waits for its instant',
    `
    1 | A paid 10 on 3 |
    2 |                |
    3 |                | A 10/0/0
    `,
  ],
])('%s', (_title, table, versions) => {
  const { given, told } = tell(table, versions);
  expect(told).toBe(given);
});

test('the state says when to look again: at the next maturing, and at the next fact', () => {
  const { story } = tell(`
    1 | A paid 10      | A 10/0/0
    2 | B paid 10      | A 10/0/0, B 10/0/0
    2 | C paid 10 on 9 | A 10/0/0, B 10/0/0
    2 | D paid 10 on 8 | A 10/0/0, B 10/0/0
  `);
  const { state } = fold(story, 3);
  expect(state.nextDueAt).toBe(day(15));
  expect(state.nextFactAt).toBe(day(8));
  expect(state.foldedTo).toBe(day(2));
  expect(fold(story, 15).state.nextDueAt).toBe(day(16));
  expect(fold(story, 15).state.foldedTo).toBe(day(15));
  expect(fold(story, 99).state).toMatchObject({ nextDueAt: null, nextFactAt: null });
});

test('a lot whose points were all taken back is not waited for', () => {
  const { outcome } = tell(`
    1 | A paid 10 | A 10/0/0
    2 | A cancel  | A 0/0/0
  `);
  expect(outcome.state.nextDueAt).toBeNull();
});

test('at one instant orders count first, then refunds, then decisions, however they came', () => {
  const { story } = tell(`
    1  | A paid 10       | A 10/0/0
    15 | hold R 10       | insufficient_points 0 of 10
    15 |                 | A 0/10/0
    15 | B paid 5        | A 0/10/0, B 5/0/0
    15 | hold R 10       | A 0/0/10, B 5/0/0
    15 | A left 4        | A 0/-6/10, B 5/0/0
  `);
  const { movements } = fold(story, 15);
  expect(movements.map(({ kind, lotId }) => `${kind} ${lotId}`)).toEqual([
    'award order:A',
    'mature order:A',
    'award order:B',
    'claw-back order:A',
    'hold order:A',
  ]);
});

test('resuming posts only what is new, and says whether a debt was met on the way', () => {
  const versions = [version(1, { from: 0, wait: 0 })];
  const { story } = tell(
    `
    1 | A paid 50 | A 0/50/0
    2 | B paid 50 | A 0/50/0, B 0/50/0
    3 | hold R 50 | A 0/0/50, B 0/50/0
    `,
    versions,
  );
  const [a, b] = [...story.orders.values()];
  if (!a || !b) throw new Error('The story has two orders.');
  const first = resume(
    emptyState(versions),
    [...orderEvents(a), ...orderEvents(b)],
    versions,
    day(2),
  );
  const then = resume(first.state, decisionEvents(story.decisions), versions, day(3));
  expect(then.movements.map(({ kind, at }) => `${dayOf(at)} ${kind}`)).toEqual(['3 hold']);
  expect(then.metDebt).toBe(false);

  const cancel = {
    kind: 'cancel',
    at: day(4),
    cause: 'cancel',
    ...worth(0),
  } as const;
  const repaid = resume(then.state, orderEvents(a, [cancel]), versions, day(4));
  expect(repaid.movements.map(({ kind }) => kind)).toEqual(['claw-back', 'repay', 'repay']);
  // B has paid, but who pays is only known where all lots are: such an outcome is not for
  // appending.
  expect(repaid.metDebt).toBe(true);
});

test('a version whose rules remember more than the state is no matter of going on', () => {
  const plain = saying({});
  const caps = { order: null, day: points(50), month: null, member: null };
  const versions = [plain, saying({ caps }, { number: 2, from: 5 })];
  const { state } = resume(emptyState([plain], false), [], [plain], day(3));
  expect(() => resume(state, [], versions, day(4))).toThrow('folded from scratch');
  expect(resume(emptyState(versions, false), [], versions, day(4)).movements).toEqual([]);
});

test('a lot that was emptied before it is due still matures what it is found worth later', () => {
  const versions = [version(1, { from: 0 })];
  const { story } = tell('1 | A paid 0.50 |');
  const [a] = [...story.orders.values()];
  if (!a) throw new Error('The story has an order.');
  const step = (on: number, left: number) =>
    orderEvents(a, [{ kind: 'refund', at: day(on), cause: `refund:${on}`, ...worth(left) }]);
  const opened = resume(
    emptyState(versions, false),
    [...step(2, 300), ...step(3, 99)],
    versions,
    day(3),
  );
  const { state } = resume(opened.state, step(4, 100), versions, day(4));
  expect(state.nextDueAt).toBe(day(15));
  resume(state, [], versions, day(15));
  expect(state.lots.get('order:A')).toMatchObject({ pending: 0, available: points(1) });
});

/** What an order of one line is worth: so many pence of goods. */
function worth(pence: number) {
  const eligibleMinor = minor(pence);
  return {
    eligibleMinor,
    linesMinor: [eligibleMinor],
    shippingMinor: NO_MONEY,
    taxMinor: NO_MONEY,
  };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  day,
  refund,
  snapshot,
  type SnapshotWords,
} from '../../../tests/simulation/order-words.ts';
import { minor } from '../kernel/money.ts';
import {
  type ObservedOrder,
  type ObservedRefund,
  observeRefund,
  observeSnapshot,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from './observed-order.ts';

type Observation = { snapshot: OrderSnapshot } | { refund: ObservedRefund };

// Few distinct values, so that ties, repeats and contradicting versions of one refund are common.
const refunds = fc
  .record({ id: fc.constantFrom('r1', 'r2'), on: fc.integer({ min: 1, max: 3 }), off: fc.nat(2) })
  .map(({ id, on, off }) => ({ ...refund(`${id} day ${on}: 1 a`), beyondLinesMinor: minor(off) }));
const observations: fc.Arbitrary<Observation> = fc.oneof(
  refunds.map((one) => ({ refund: one })),
  fc
    .record({
      on: fc.integer({ min: 1, max: 3 }),
      paid: fc.boolean(),
      left: fc.nat(3),
      seen: fc.array(refunds, { maxLength: 2 }),
    })
    .map(({ on, paid, left, seen }) => ({
      snapshot: {
        ...snapshot({ day: on, paid, lines: [`a 3/${left} × 10`] }),
        refunds: seen,
        digest: JSON.stringify([paid, left, seen]),
      },
    })),
);
const several = fc.array(observations, { maxLength: 6 });

test('law: the order of deliveries does not matter', () => {
  const shuffled = several.chain((seen) =>
    fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length })),
  );
  fc.assert(
    fc.property(shuffled, ([seen, other]) => {
      expect(merge(other)).toEqual(merge(seen));
    }),
    { numRuns: 1_000 },
  );
});

test('law: a repeated delivery changes nothing', () => {
  fc.assert(
    fc.property(several, several, (seen, more) => {
      expect(merge([...seen, ...more, ...seen])).toEqual(merge([...seen, ...more]));
    }),
    { numRuns: 500 },
  );
});

test('law: an order read back from the database merges as the one that was written', () => {
  fc.assert(
    fc.property(several, several, (seen, more) => {
      const stored = keysReversed(merge(seen)) as ObservedOrder;
      expect(merge(more, stored)).toEqual(merge([...seen, ...more]));
    }),
    { numRuns: 500 },
  );
});

test('a refund that arrives before its order waits on a stub', () => {
  const early = observeRefund(UNSEEN_ORDER, refund('r1 day 3: 1 a'));
  expect(early.latest).toBeNull();
  const seen = observeSnapshot(early, snapshot({ day: 1, lines: ['a 3 × 10'] }));
  expect(Object.keys(seen.refunds)).toEqual(['r1']);
  expect(seen.latest?.updatedAt).toBe(day(1));
});

test('newer knowledge replaces older, whichever comes first', () => {
  const older = snapshot({ day: 2, lines: ['a 3 × 10'] });
  const newer = snapshot({ day: 4, lines: ['a 3/1 × 10'] });
  for (const seen of [
    [older, newer],
    [newer, older],
  ]) {
    const { latest, paidAt } = merge(seen.map((one) => ({ snapshot: one })));
    expect(latest).toEqual(newer);
    expect(paidAt).toBe(day(2));
  }
});

test('an unpaid edit is the latest state, but not the covered one', () => {
  const paid = snapshot({ day: 1, lines: ['a 1 × 10'] });
  const edited = snapshot({ day: 2, paid: false, lines: ['a 1 × 10', 'b 1 × 5'] });
  const seen = merge([{ snapshot: edited }, { snapshot: paid }]);
  expect(seen.latest).toEqual(edited);
  expect(seen.covered).toEqual(paid);
});

function merge(seen: readonly Observation[], from: ObservedOrder = UNSEEN_ORDER): ObservedOrder {
  return seen.reduce(
    (known, one) =>
      'refund' in one ? observeRefund(known, one.refund) : observeSnapshot(known, one.snapshot),
    from,
  );
}

/** PostgreSQL's jsonb keeps keys in an order of its own. */
function keysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysReversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, keysReversed(inner)] as const);
  return Object.fromEntries(entries.reverse());
}

// Shopify's updated_at has whole seconds: the state that can only have come later wins the tie.
test.each<[string, Omit<SnapshotWords, 'day'>, Omit<SnapshotWords, 'day'>]>([
  ['cancelled', { lines: ['a 3 × 10'] }, { lines: ['a 3 × 10'], cancelledAt: day(2) }],
  ['edited down', { lines: ['a 3 × 10'] }, { lines: ['a 3/1 × 10'] }],
  ['paid', { lines: ['a 3 × 10'], paid: false }, { lines: ['a 3 × 10'] }],
  ['given its customer', { lines: ['a 3 × 10'], customerId: null }, { lines: ['a 3 × 10'] }],
])('of two states at one instant the one %s is the later', (_title, before, after) => {
  const [older, newer] = [snapshot({ day: 2, ...before }), snapshot({ day: 2, ...after })];
  for (const [low, high] of [
    ['0', '1'],
    ['1', '0'],
  ] as const) {
    const seen = [
      { snapshot: { ...newer, digest: low } },
      { snapshot: { ...older, digest: high } },
    ];
    expect(merge(seen).latest).toEqual({ ...newer, digest: low });
    expect(merge(seen.reverse()).latest).toEqual({ ...newer, digest: low });
  }
});

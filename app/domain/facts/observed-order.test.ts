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
  observeChargeback,
  type ObservedChargeback,
  type ObservedOrder,
  type ObservedRefund,
  observeRefund,
  observeSnapshot,
  type OrderSnapshot,
  UNSEEN_ORDER,
} from './observed-order.ts';

type Observation =
  { snapshot: OrderSnapshot } | { refund: ObservedRefund } | { chargeback: ObservedChargeback };

// Few distinct values, so that ties, repeats and contradicting versions of one refund are common.
const refunds = fc
  .record({
    id: fc.constantFrom('r1', 'r2'),
    on: fc.integer({ min: 1, max: 3 }),
    off: fc.nat(2),
    shipping: fc.nat(1),
    shippingTax: fc.nat(1),
  })
  .map(({ id, on, off, shipping, shippingTax }) => ({
    ...refund(`${id} day ${on}: 1 a`),
    beyondLinesMinor: minor(off),
    shippingMinor: minor(shipping),
    shippingTaxMinor: minor(shippingTax),
  }));
const instants = fc.integer({ min: 1, max: 3 }).map(day);
const chargebacks = fc.record({
  id: fc.constantFrom('c1', 'c2'),
  openedAt: instants,
  wonAt: fc.option(instants),
});
const observations: fc.Arbitrary<Observation> = fc.oneof(
  refunds.map((one) => ({ refund: one })),
  chargebacks.map((one) => ({ chargeback: one })),
  fc
    .record({
      on: fc.integer({ min: 1, max: 3 }),
      paid: fc.boolean(),
      left: fc.nat(3),
      seen: fc.array(refunds, { maxLength: 2 }),
      fulfilledAt: fc.option(instants),
      tags: fc.option(fc.subarray(['artist', 'vip'])),
    })
    .map(({ on, paid, left, seen, fulfilledAt, tags }) => ({
      snapshot: {
        ...snapshot({ day: on, paid, lines: [`a 3/${left} × 10`] }),
        refunds: seen,
        fulfilledAt,
        customerTags: tags,
        digest: JSON.stringify([paid, left, seen, fulfilledAt, tags]),
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

test('a repeated refund or charge-back leaves the very same records', () => {
  const known = merge([
    { refund: refund('r1 day 3: 1 a') },
    { chargeback: { id: 'c1', openedAt: day(2), wonAt: null } },
  ]);
  const again = merge(
    [
      { refund: refund('r1 day 3: 1 a') },
      { chargeback: { id: 'c1', openedAt: day(2), wonAt: null } },
    ],
    known,
  );
  expect(again.refunds).toBe(known.refunds);
  expect(again.chargebacks).toBe(known.chargebacks);
});

test('the earliest instants count: of sending, and of a charge-back', () => {
  const seen = merge([
    { snapshot: snapshot({ day: 5, lines: ['a 1 × 1'], fulfilledAt: day(4) }) },
    { snapshot: snapshot({ day: 3, lines: ['a 1 × 1'], fulfilledAt: day(2) }) },
    { snapshot: snapshot({ day: 6, lines: ['a 1 × 1', 'b 1 × 1'] }) },
    { chargeback: { id: 'c1', openedAt: day(7), wonAt: null } },
    { chargeback: { id: 'c1', openedAt: day(6), wonAt: day(9) } },
    { chargeback: { id: 'c1', openedAt: day(8), wonAt: null } },
  ]);
  expect(seen.fulfilledAt).toBe(day(2));
  expect(seen.chargebacks).toEqual({ c1: { id: 'c1', openedAt: day(6), wonAt: day(9) } });
});

test('a buyer has the tags of the first snapshot that speaks of them', () => {
  const lines = ['a 1 × 1'];
  const seen = [
    { snapshot: snapshot({ day: 1, lines, customerTags: null }) },
    { snapshot: snapshot({ day: 2, lines, customerTags: [] }) },
    { snapshot: snapshot({ day: 3, lines, customerTags: ['vip'] }) },
  ];
  expect(merge(seen).tags).toEqual({ seenAt: day(2), tags: [] });
  expect(merge(seen.slice(2)).tags).toEqual({ seenAt: day(3), tags: ['vip'] });
  expect(merge(seen.slice(0, 1)).tags).toBeNull();
});

function merge(seen: readonly Observation[], from: ObservedOrder = UNSEEN_ORDER): ObservedOrder {
  return seen.reduce((known, one) => {
    if ('refund' in one) return observeRefund(known, one.refund);
    if ('chargeback' in one) return observeChargeback(known, one.chargeback);
    return observeSnapshot(known, one.snapshot);
  }, from);
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

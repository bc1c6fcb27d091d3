import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tell, version } from '../../../tests/simulation/ledger-story.ts';
import { instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import type { Movement, PostedMovement } from './movement.ts';
import { plainPosting, postDifference, type Posting } from './post-difference.ts';

const MOVES: readonly Pick<Movement, 'kind' | 'from' | 'to'>[] = [
  { kind: 'award', from: 'issued', to: 'pending' },
  { kind: 'award', from: 'issued', to: 'available' },
  { kind: 'mature', from: 'pending', to: 'available' },
  { kind: 'claw-back', from: 'pending', to: 'revoked' },
  { kind: 'repay', from: 'available', to: 'repaid' },
  { kind: 'repay', from: 'repaid', to: 'available' },
];

const movements = fc.array(
  fc
    .record({
      move: fc.constantFrom(...MOVES),
      lot: fc.constantFrom('A', 'B'),
      cause: fc.constantFrom('x', 'y'),
      amount: fc.integer({ min: 1, max: 9 }),
      at: fc.nat(9),
    })
    .map(({ move, lot, cause, amount, at }) =>
      movement({ ...move, lotId: lot, cause, points: points(amount), at: instant(at) }),
    ),
  { maxLength: 8 },
);

test('law: after posting, the books say what the target says, target after target', () => {
  fc.assert(
    fc.property(fc.array(movements, { minLength: 1, maxLength: 4 }), (targets) => {
      let books: PostedMovement[] = [];
      for (const target of targets) {
        books = post(books, postDifference(books, target));
        expect(netOf(books)).toEqual(netOf(target.map(plainPosting)));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('law: posting a second time posts nothing', () => {
  fc.assert(
    fc.property(movements, movements, (before, target) => {
      const books = post(post([], before.map(plainPosting)), postDifference([], []));
      const after = post(books, postDifference(books, target));
      expect(postDifference(after, target)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('law: reversals come first, name what they correct, and turn its direction round', () => {
  fc.assert(
    fc.property(movements, movements, (before, target) => {
      const books = post([], before.map(plainPosting));
      const postings = postDifference(books, target);
      const kinds = postings.map(({ reversed }) => reversed);
      expect([...kinds].sort((a, b) => Number(b) - Number(a))).toEqual(kinds);
      for (const { reversed, corrects, kind, lotId, from, to, cause } of postings) {
        if (!reversed) continue;
        expect(books.find(({ seq }) => seq === corrects)).toMatchObject({
          ...{ kind, lotId, cause },
          ...{ from: to, to: from },
        });
      }
    }),
    { numRuns: 500 },
  );
});

test('the example: posted mature 100, target mature 70, so 30 are reversed', () => {
  const mature = { kind: 'mature', from: 'pending', to: 'available' } as const;
  const books = post([], [plainPosting(movement({ ...mature, points: points(100) }))]);
  expect(postDifference(books, [movement({ ...mature, points: points(70) })])).toEqual([
    {
      ...movement({ ...mature, points: points(30) }),
      ...{ from: 'available', to: 'pending', reversed: true, corrects: 1 },
    },
  ]);
});

test('a late refund rewrites nothing: the books append what it changes', () => {
  // Given books posted on day 20, before the refund of day 3 was known
  const { story } = tell(`
    1  | A paid 50 | A 50/0/0
    20 | hold R 40 | A 0/10/40
  `);
  const before = post([], postDifference([], fold(story, 20).movements));
  // When it is learnt
  const order = story.orders.get('A');
  const paid = order?.steps[0];
  if (!order || !paid) throw new Error('The story has a paid order.');
  const late = { ...paid, kind: 'refund', cause: 'refund:1', at: instant(paid.at + 1) } as const;
  const steps = [paid, { ...late, eligibleMinor: 500 as never }];
  story.orders.set('A', { ...order, steps });
  // Then what matured too much is reversed, and the claw-back appended
  const postings = postDifference(before, fold(story, 20).movements);
  expect(postings.map(say)).toEqual([
    'mature 45 of A available→pending, undoing 2',
    'claw-back 45 of A pending→revoked',
  ]);
});

test('an award that turns out to have been spendable at once is moved, not added to', () => {
  const { story } = tell('1 | A paid 50 | A 50/0/0');
  const books = post([], postDifference([], fold(story, 1).movements));
  const target = fold({ ...story, versions: [version(1, { from: 0, wait: 0 })] }, 1).movements;
  expect(postDifference(books, target).map(say)).toEqual([
    'award 50 of A pending→issued, undoing 1',
    'award 50 of A issued→available',
  ]);
});

function movement(
  given: Partial<Movement> & Pick<Movement, 'kind' | 'from' | 'to' | 'points'>,
): Movement {
  const explanation = {
    type: 'due',
    lotId: 'order:1',
    orderName: '#1',
    pendingDays: 14,
    version: 1,
  } as const;
  return { lotId: 'A', at: instant(0), cause: 'x', explanation, ...given };
}

function post(books: readonly PostedMovement[], postings: readonly Posting[]): PostedMovement[] {
  return [...books, ...postings.map((one, place) => ({ ...one, seq: books.length + place + 1 }))];
}

/** The net of every (kind, lot, from, to, cause), zeros left out. */
function netOf(postings: readonly Posting[]): Record<string, number> {
  const net: Record<string, number> = {};
  for (const { kind, lotId, from, to, cause, reversed, points: amount } of postings) {
    const key = [kind, lotId, ...(reversed ? [to, from] : [from, to]), cause].join(' ');
    net[key] = (net[key] ?? 0) + (reversed ? -amount : amount);
  }
  return Object.fromEntries(Object.entries(net).filter(([, amount]) => amount !== 0));
}

function say({ kind, points: amount, lotId, from, to, reversed, corrects }: Posting): string {
  const undoing = reversed ? `, undoing ${corrects}` : '';
  return `${kind} ${amount} of ${lotId.replace('order:', '')} ${from}→${to}${undoing}`;
}

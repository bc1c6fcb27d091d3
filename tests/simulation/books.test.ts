import { expect, test } from 'vitest';
import { adjust } from './books-desk.ts';
import { Books } from './books.ts';
import { version } from './ledger-story.ts';
import type { Heard } from './order-life.ts';
import { day, snapshot } from './order-words.ts';

const versions = [version(1, { from: 0, wait: 1 })];

test('a debt met in a batch is paid by the oldest lot, loaded or not', () => {
  // Given three lots, the first of them spent
  const books = new Books(versions, 'touched');
  books.hear([paid('A', 1, 50), paid('C', 2, 50), paid('B', 3, 50)], day(3));
  const wish = { what: 'adjust', member: '7', id: 'T', points: -50, at: day(9) } as const;
  expect(adjust(books, wish).ok).toBe(true);
  // When part of it is taken back in one batch with a return of the last, so that both are loaded
  books.hear([paid('A', 11, 40), paid('B', 11, 49)], day(11));
  // Then it is the second that pays
  expect(lotsOf(books)).toBe('order:A 0, order:B 49, order:C 40');
});

test('the lot that matures next is known even when the one before it is emptied', () => {
  const books = new Books(versions, 'touched');
  books.hear([paid('A', 1, 50), paid('B', 1.5, 50)], day(1.5));
  books.hear([paid('A', 1.6, 0)], day(1.6));
  expect(books.member('7').state.nextDueAt).toBe(day(2.5));
});

/** Order `id` as it stands that day: one pound a unit, paid, so many units left of fifty. */
function paid(id: string, on: number, left: number): Heard {
  const refunds = left === 50 ? [] : [`r day ${on}: ${50 - left} a`];
  const seen = snapshot({ day: on, createdAt: day(1), lines: [`a 50/${left} × 1`], refunds });
  return { at: day(on), orderId: id, snapshot: seen };
}

function lotsOf(books: Books): string {
  return [...books.member('7').state.lots.values()]
    .map(({ id, available }) => `${id} ${available}`)
    .sort()
    .join(', ');
}

import { expect, it } from 'vitest';
import { type BooksRow, flowRows, stockRows } from './books-rows.ts';

const PLAIN = {
  ...{ awarded: 104_931, clawedBack: 791, pending: 60_000, available: 43_640, held: 500 },
  ...{ imported: 0, adjusted: 0, forgiven: 0, spent: 0, expired: 0 },
};
const ALL = {
  ...{ awarded: 1000, imported: 200, adjusted: -30, forgiven: 7 },
  ...{ clawedBack: 100, spent: 300, expired: 50, pending: 400, available: 227, held: 100 },
};

const sum = (rows: readonly BooksRow[]) => rows.reduce((total, [, value]) => total + value, 0);

it.each([
  ['a program of orders alone', PLAIN],
  ['one that knows every kind of movement', ALL],
])('what is shown of %s adds up', (_which, books) => {
  expect(sum(flowRows(books))).toBe(sum(stockRows(books)));
});

it('tells what never happened only where every program knows it', () => {
  expect(flowRows(PLAIN).map(([name]) => name)).toEqual(['Points awarded', 'Taken back', 'Spent']);
  expect(flowRows(ALL)).toHaveLength(7);
});

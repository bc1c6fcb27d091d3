/** The books as rows that add up: what came in and went out, and what members have of it. */
import type { BooksView } from '../../contracts/status.ts';

type Sums = Omit<BooksView, 'members' | 'unbalancedMembers' | 'summedAt'>;
export type BooksRow = readonly [name: string, value: number];

/** Signed, so that they sum to what members have. What few programs know is told where it is. */
export function flowRows(books: Sums): readonly BooksRow[] {
  return [
    ['Points awarded', books.awarded],
    ...known('Brought in', books.imported),
    ...known('Given by staff', books.adjusted),
    ...known('Debts forgiven', books.forgiven),
    ['Taken back', -books.clawedBack],
    ['Spent', -books.spent],
    ...known('Expired', -books.expired),
  ];
}

/** Their sum is all the points there are. */
export function stockRows(books: Sums): readonly BooksRow[] {
  return [
    ['Pending', books.pending],
    ['Available', books.available],
    ['Held for rewards', books.held],
  ];
}

const known = (name: string, value: number): BooksRow[] => (value === 0 ? [] : [[name, value]]);

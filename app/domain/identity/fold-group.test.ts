import { describe, expect, test } from 'vitest';
import { type GroupStory, tellOfGroup } from '../../../tests/simulation/group-story.ts';
import { version } from '../../../tests/simulation/ledger-story.ts';
import { day, dayOf } from '../../../tests/simulation/order-words.ts';
import type { Movement } from '../ledger/movement.ts';
import { foldGroup } from './fold-group.ts';

const AT_ONCE = [version(1, { from: 0, wait: 0 })];
const FOURTEEN_DAYS = [version(1, { from: 0 })];

test('the example of docs/language.md §13, figure for figure', () => {
  const { given, told, story } = tellOfGroup(
    `
    1 | ann: A paid 100   | ann: A 0/100/0
    2 | bea: B paid 30    | ann: A 0/100/0; bea: B 0/30/0
    3 | ann into bea as M | bea: A 0/100/0, B 0/30/0
    4 | bea: hold R 60    | bea: A 0/40/60, B 0/30/0
    `,
    AT_ONCE,
  );
  expect(told).toBe(given);
  // Ann's book says what she earned and that it went; Bea's that it came, and what she took of it
  expect(sayBooks(story, 4)).toEqual({
    ann: ['1 award A 100 issued→available', '3 transfer A 100 available→transferred'],
    bea: [
      '2 award B 30 issued→available',
      '3 transfer A 100 transferred→available',
      '4 hold A 60 available→held',
    ],
  });
  // Un-merged Ann has 100 again; Bea's 30 pay half of what she owes, her next points the rest
  story.tell('M was a mistake', 5);
  expect(story.say()).toBe('ann: A 0/100/0; bea: A 0/-30/60');
  story.tell('bea: C paid 50', 6);
  expect(story.say()).toBe('ann: A 0/100/0; bea: A 0/0/60, C 0/20/0');
});

test.each<[string, string, typeof AT_ONCE]>([
  [
    'a reward in her hands goes with who was merged, is used after it, and comes back with her',
    `
    1 | ann: A paid 100   | ann: A 0/100/0
    2 | ann: hold R 60    | ann: A 0/40/60
    3 | ann into bea as M | bea: A 0/40/60
    4 | ann: settle R by X | bea: A 0/40/0
    5 | M was a mistake   | ann: A 0/40/0
    `,
    AT_ONCE,
  ],
  [
    'what still waits is handed on waiting, and matures in the book of who has it',
    `
    1  | ann: A paid 100   | ann: A 100/0/0
    10 | ann into bea as M | bea: A 100/0/0
    15 |                   | bea: A 0/100/0
    16 | M was a mistake   | ann: A 0/100/0
    `,
    FOURTEEN_DAYS,
  ],
  [
    'a debt goes with who owes it, and the next points of both repay it',
    `
    1 | ann: A paid 100   | ann: A 0/100/0
    2 | ann: hold R 60    | ann: A 0/40/60
    3 | ann: A left 20    | ann: A 0/-40/60
    4 | ann into bea as M | bea: A 0/-40/60
    5 | bea: B paid 50    | bea: A 0/0/60, B 0/10/0
    6 | M was a mistake   | ann: A 0/-40/60; bea: B 0/50/0
    `,
    AT_ONCE,
  ],
  [
    'what the other had before pays an old debt, as if they had always been one',
    `
    1 | ann: A paid 100   | ann: A 0/100/0
    2 | ann: hold R 60    | ann: A 0/40/60
    2 | bea: B paid 50    | ann: A 0/40/60; bea: B 0/50/0
    3 | ann: A left 20    | ann: A 0/-40/60; bea: B 0/50/0
    4 | ann into bea as M | bea: A 0/0/60, B 0/10/0
    `,
    AT_ONCE,
  ],
  [
    'merging again after a mistake: what she had taken of the other’s points was rightly hers',
    `
    1 | ann: A paid 100   | ann: A 0/100/0
    2 | ann into bea as M | bea: A 0/100/0
    3 | bea: hold R 60    | bea: A 0/40/60
    4 | M was a mistake   | ann: A 0/100/0; bea: A 0/-60/60
    5 | bea: B paid 20    | ann: A 0/100/0; bea: A 0/-40/60
    6 | ann: A left 90    | ann: A 0/90/0; bea: A 0/-40/60
    7 | ann into bea as N | bea: A 0/30/60, B 0/20/0
    8 | bea: release R    | bea: A 0/90/0, B 0/20/0
    9 | N was a mistake   | ann: A 0/90/0; bea: A 0/20/0
    `,
    AT_ONCE,
  ],
  [
    'what is learnt late of who was merged is known to who has everything',
    `
    1 | ann: A paid 100          | ann: A 0/100/0
    2 | ann into bea as M        | bea: A 0/100/0
    3 | bea: hold R 100          | bea: A 0/0/100
    4 | ann: late A left 70 on 1.5 | bea: A 0/-30/100
    5 | ann: C paid 40           | bea: A 0/0/100, C 0/10/0
    6 | M was a mistake          | ann: A 0/70/0, C 0/40/0; bea: A 0/-100/100
    `,
    AT_ONCE,
  ],
  [
    'through a chain everything comes to its end, whichever link was made first',
    `
    1 | cid: C paid 10    | cid: C 0/10/0
    1 | bea: B paid 20    | bea: B 0/20/0; cid: C 0/10/0
    1 | ann: A paid 30    | ann: A 0/30/0; bea: B 0/20/0; cid: C 0/10/0
    2 | bea into ann as N | ann: A 0/30/0, B 0/20/0; cid: C 0/10/0
    3 | cid into bea as M | ann: A 0/30/0, B 0/20/0, C 0/10/0
    4 | N was a mistake   | ann: A 0/30/0; bea: B 0/20/0, C 0/10/0
    5 | M was a mistake   | ann: A 0/30/0; bea: B 0/20/0; cid: C 0/10/0
    6 | cid into bea as O | ann: A 0/30/0; bea: B 0/20/0, C 0/10/0
    7 | bea into ann as P | ann: A 0/30/0, B 0/20/0, C 0/10/0
    `,
    AT_ONCE,
  ],
  [
    'who is merged already is not merged again, nor a member into themselves or into their own',
    `
    1 | ann: A paid 10    | ann: A 0/10/0
    2 | ann into bea as M | bea: A 0/10/0
    3 | ann into cid as N | already_merged
    3 | ann into ann as N | same_member
    3 | bea into ann as N | merged_the_other_way
    4 | M was a mistake   | ann: A 0/10/0
    5 | bea into ann as N | ann: A 0/10/0
    `,
    AT_ONCE,
  ],
])('%s', (_title, table, versions) => {
  const { given, told } = tellOfGroup(table, versions);
  expect(told).toBe(given);
});

describe('at the very instant of a merge', () => {
  test('the transfer comes first: what is earned then is earned by who has everything', () => {
    const { story } = tellOfGroup(
      `
      1 | ann: A paid 10    |
      3 | ann into bea as M |
      3 | ann: C paid 5     |
      `,
      AT_ONCE,
    );
    expect(sayBooks(story, 3)).toEqual({
      ann: ['1 award A 10 issued→available', '3 transfer A 10 available→transferred'],
      bea: ['3 transfer A 10 transferred→available', '3 award C 5 issued→available'],
    });
  });

  test('what matures then is handed on waiting', () => {
    const { story } = tellOfGroup(
      `
      1  | ann: A paid 10    |
      15 | ann into bea as M |
      `,
      FOURTEEN_DAYS,
    );
    expect(sayBooks(story, 15).ann).toContain('15 transfer A 10 pending→transferred');
    expect(sayBooks(story, 15).bea).toEqual([
      '15 transfer A 10 transferred→pending',
      '15 mature A 10 pending→available',
    ]);
  });

  test('merges of one instant come about together: the end of the chain is handed both', () => {
    const { story } = tellOfGroup(
      `
      1 | cid: C paid 10    |
      1 | bea: B paid 20    |
      2 | cid into bea as M |
      2 | bea into ann as N |
      `,
      AT_ONCE,
    );
    expect(sayBooks(story, 2)).toEqual({
      ann: ['2 transfer C 10 transferred→available', '2 transfer B 20 transferred→available'],
      bea: ['1 award B 20 issued→available', '2 transfer B 20 available→transferred'],
      cid: ['1 award C 10 issued→available', '2 transfer C 10 available→transferred'],
    });
  });
});

test('a debt is handed on the other way round: who gives it is given points', () => {
  const { story } = tellOfGroup(
    `
    1 | ann: A paid 100   |
    2 | ann: hold R 60    |
    3 | ann: A left 20    |
    4 | ann into bea as M |
    `,
    AT_ONCE,
  );
  expect(sayBooks(story, 4).ann?.slice(-2)).toEqual([
    '4 transfer A 40 transferred→available',
    '4 transfer A 60 held→transferred',
  ]);
  expect(sayBooks(story, 4).bea).toEqual([
    '4 transfer A 40 available→transferred',
    '4 transfer A 60 transferred→held',
  ]);
});

test('a merge still to come hands nothing on, and is the next fact', () => {
  const { story } = tellOfGroup('1 | ann: A paid 10 |', AT_ONCE);
  story.tell('ann into bea as M on 9', 2);
  const { outcome, books } = foldGroup(story.members(), story.merges, AT_ONCE, day(2));
  expect(outcome.state.nextFactAt).toBe(day(9));
  expect(books.get('ann')?.lots.get('order:A')).toMatchObject({ available: 10, awarded: 10 });
  story.tell('', 9);
  expect(story.say()).toBe('bea: A 0/10/0');
});

test('what a lot is worth goes with it, so that its order goes on where it is', () => {
  const { story } = tellOfGroup(
    `
    1 | ann: A paid 10    |
    2 | ann into bea as M |
    `,
    AT_ONCE,
  );
  const { root, books } = foldGroup(story.members(), story.merges, AT_ONCE, day(2));
  expect(root).toBe('bea');
  expect(books.get('bea')?.lots.get('order:A')).toMatchObject({ available: 10, awarded: 10 });
  expect(books.get('ann')?.lots.get('order:A')).toMatchObject({ available: 0, awarded: 0 });
});

test('only a whole group can be folded', () => {
  const { story } = tellOfGroup('1 | ann into bea as M |', AT_ONCE);
  const [ann] = story.members();
  expect(() => foldGroup(ann ? [ann] : [], story.merges, AT_ONCE, day(2))).toThrow(
    'The group of bea is folded whole.',
  );
});

/** Everybody's movements, as they ought to be posted. */
function sayBooks(story: GroupStory, on: number): Record<string, string[]> {
  const { books } = foldGroup(story.members(), story.merges, story.books.versions, day(on));
  const said = [...books].map(([id, book]) => [id, book.movements.map(say)] as const);
  return Object.fromEntries(said);
}

function say({ at, kind, lotId, points: moved, from, to }: Movement): string {
  return `${dayOf(at)} ${kind} ${lotId.replace(/^\w+:/, '')} ${moved} ${from}→${to}`;
}

/**
 * The laws of members who are merged and parted, over made-up lives (`merged-lives.ts`) and over
 * those of whole shops. A counterexample is a tape of numbers, or the seed of a life.
 */
import { expect, test } from 'vitest';
import { foldMember, type MemberFacts } from '../../app/domain/fold.ts';
import { foldGroup, type GroupMember } from '../../app/domain/identity/fold-group.ts';
import type { Merge } from '../../app/domain/identity/merge.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { randomProgram } from '../support/random-program.ts';
import { type Dice, seededDice } from './dice.ts';
import { holds } from './holds.ts';
import { liveThrough, positionsOf } from './live-through.ts';
import { MergedBooks } from './merged-books.ts';
import { liveMerged, type MergedLife } from './merged-lives.ts';
import { DAY_MS } from './order-life.ts';
import { day } from './order-words.ts';
import type { ShopLife } from './shop-life.ts';

const LIVES = 100;
const MOST = 1_000;
const FIRST = Number(process.env.LAUREL_SEED ?? 1);

test('law: whatever is merged and parted, every book is right, and nothing is lost between', () => {
  const counts = new Map<string, number>();
  const isRare = () => HAPPENED.some((what) => (counts.get(what) ?? 0) < 100);
  let again = 0;
  everyLife((life) => {
    const books = new MergedBooks(life.versions);
    for (const { at, members, merges } of life.moments) {
      books.post(members, merges, at);
    }
    const last = life.moments.at(-1);
    if (last) again += books.post(last.members, last.merges, last.at);
    for (const [what, times] of life.counts) counts.set(what, (counts.get(what) ?? 0) + times);
  }, isRare);
  // Posting a second time posts nothing
  expect(again).toBe(0);
  expect(isRare()).toBe(false);
});

const HAPPENED = [
  ...['buy', 'return', 'do', 'standing', 'hold', 'settle', 'release', 'adjust', 'undo', 'entry'],
  ...['merge', 'part', 'chain or two into one', 'of another’s points'],
];

test('law 8: whatever was merged and known before, the books end as if told at once', () => {
  everyLife((life, dice) => {
    const last = life.moments.at(-1);
    if (!last) return;
    const told = new MergedBooks(life.versions);
    for (const moment of shuffled(dice, life.moments).slice(0, 6)) {
      told.post(moment.members, moment.merges, later(moment.at, last.at));
    }
    told.post(shuffled(dice, last.members).map(shuffledFacts(dice)), last.merges, last.at);
    const atOnce = new MergedBooks(life.versions);
    atOnce.post(last.members, last.merges, last.at);
    expect(ended(told)).toEqual(ended(atOnce));
  });
});

test('law: un-merged, the books say what they would, had there never been a merge', () => {
  everyLife((life) => {
    const last = life.moments.at(-1);
    if (!last) return;
    const books = new MergedBooks(life.versions);
    for (const [place, { at, members, merges }] of life.moments.entries()) {
      if (place % 3 === 0 || merges.length > 1) books.post(members, merges, at);
    }
    books.post(last.members, [], last.at);
    const never = new MergedBooks(life.versions);
    never.post(last.members, [], last.at);
    expect(ended(books)).toEqual(ended(never));
    for (const { memberId, facts } of last.members) {
      const { movements } = foldMember(facts, life.versions, last.at);
      expect(positionsOf(books.posted.get(memberId) ?? [])).toEqual(positionsOf(movements));
    }
  });
});

test('law: a chain of merges leaves its end with what direct ones do', () => {
  everyLife((life) => {
    const last = life.moments.at(-1);
    if (!last) return;
    const { members, at } = last;
    const chain = [merge('cid', 'bea', day(20)), merge('bea', 'ann', day(40))];
    const backwards = [merge('cid', 'bea', day(40)), merge('bea', 'ann', day(20))];
    const direct = [merge('cid', 'ann', day(20)), merge('bea', 'ann', day(40))];
    const [wanted, ...others] = [direct, chain, backwards].map((merges) => {
      const { root, books, outcome } = foldGroup(
        members,
        merges,
        life.versions,
        later(at, day(41)),
      );
      expect(root).toBe('ann');
      return { lots: books.get('ann')?.lots, movements: outcome.movements };
    });
    for (const other of others) expect(other).toEqual(wanted);
  });
});

test('law: merging with somebody who never did anything changes nothing', () => {
  holds((life) => {
    const { books } = liveThrough(life, 'all');
    const asOf = instant(life.endsAt);
    const nobody = { memberId: 'nobody', facts: NO_FACTS };
    for (const memberId of books.members.keys()) {
      const facts = books.factsOf(memberId);
      const alone = foldMember(facts, life.versions, asOf);
      const member = { memberId, facts };
      const at = instant(life.endsAt - 60 * DAY_MS);
      const into = foldGroup(
        [nobody, member],
        [merge('nobody', memberId, at)],
        life.versions,
        asOf,
      );
      expect(into.outcome.movements).toEqual(alone.movements);
      expect(into.books.get(memberId)?.movements).toEqual(alone.movements);
      expect(into.books.get('nobody')?.movements).toEqual([]);
      const from = foldGroup(
        [member, nobody],
        [merge(memberId, 'nobody', at)],
        life.versions,
        asOf,
      );
      expect(from.outcome.movements).toEqual(alone.movements);
      expect(from.books.get('nobody')?.lots).toEqual(alone.state.lots);
    }
  }, 100);
});

test('law: of one from the beginning, it does not matter which of them did what', () => {
  holds((life) => {
    const { all, asOf } = annAndBob(life);
    const dice = seededDice(life.happenings.length);
    const toAnn = new Map<string, boolean>();
    const isOf = (memberId: string, { id }: { readonly id: string }) => {
      if (!toAnn.has(id)) toAnn.set(id, dice.oneIn(2));
      return toAnn.get(id) === (memberId === 'ann');
    };
    const orders = all.flatMap(({ facts }) => facts.orders);
    const activities = all.flatMap(({ facts }) => facts.activities);
    const split = all.map(({ memberId, facts }) => {
      const theirs = {
        orders: orders.filter((one) => isOf(memberId, one)),
        activities: activities.filter((one) => isOf(memberId, one)),
      };
      return { memberId, facts: { ...facts, ...theirs } };
    });
    const merges = [merge('bob', 'ann', instant(0))];
    const before = foldGroup(all, merges, life.versions, asOf);
    const after = foldGroup(split, merges, life.versions, asOf);
    expect(after.outcome.movements).toEqual(before.outcome.movements);
    expect(after.books.get('ann')).toEqual(before.books.get('ann'));
    expect(after.books.get('bob')?.movements).toEqual([]);
  }, 100);
});

test('law: in whole shops too, where rewards are used, returned and charged', () => {
  const kinds = new Map<string, number>();
  holds((life) => {
    const { all, asOf } = annAndBob(life);
    const startAt = Math.min(...life.happenings.map(({ at }) => at));
    const middle = instant(Math.floor((startAt + asOf) / 2));
    const books = new MergedBooks(life.versions);
    books.post(all, [], asOf);
    const before = ended(books);
    books.post(all, [merge('bob', 'ann', middle)], asOf);
    for (const { kind } of [...books.posted.values()].flat()) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    books.post(all, [merge('ann', 'bob', middle)], asOf);
    books.post(all, [], asOf);
    expect(ended(books)).toEqual(before);
  }, 400);
  for (const kind of ['transfer', 'return', 'settle', 'repay', 'expire', 'mature']) {
    expect(kinds.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(50);
  }
});

function annAndBob(life: ShopLife) {
  const { books } = liveThrough(life, 'all');
  const all = ['ann', 'bob'].map((memberId) => ({ memberId, facts: books.factsOf(memberId) }));
  return { all, asOf: instant(life.endsAt) };
}

const NO_FACTS: MemberFacts = { orders: [], decisions: [], uses: [] };

/** A hundred lives, and more where something has not happened often enough. */
function everyLife(
  law: (life: MergedLife, dice: Dice) => void,
  isRare: () => boolean = () => false,
): void {
  for (let lives = 0; lives < LIVES || (isRare() && lives < MOST); lives += 1) {
    const seed = FIRST + lives;
    const dice = seededDice(seed);
    const program = { currency: 'GBP', zone: 'Europe/London', around: day(20) };
    const versions = [1, 2].map((version) => {
      const definition = randomProgram(dice, program);
      return { version, effectiveAt: day(version === 1 ? 0 : 15), definition };
    });
    const life = liveMerged(dice, versions.slice(0, 1 + dice.roll(2)), 30);
    try {
      law(life, dice);
    } catch (failure) {
      throw new Error(`The life of seed ${seed}`, { cause: failure });
    }
  }
}

/** Net points per member, lot and account; members without any are left out. */
function ended(books: MergedBooks) {
  const all = Object.entries(books.positions());
  return Object.fromEntries(all.filter(([, net]) => Object.keys(net).length > 0));
}

function merge(from: string, into: string, at: Instant): Merge {
  return { id: `${from} into ${into}`, from, into, at };
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function shuffledFacts(dice: Dice) {
  return ({ memberId, facts }: GroupMember): GroupMember => ({
    memberId,
    facts: {
      ...facts,
      orders: shuffled(dice, facts.orders),
      decisions: shuffled(dice, facts.decisions),
      activities: shuffled(dice, facts.activities ?? []),
    },
  });
}

function shuffled<T>(dice: Dice, items: readonly T[]): T[] {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(dice.roll(rest.length), 1));
  return result;
}

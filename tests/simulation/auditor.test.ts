import { expect, test } from 'vitest';
import { audit, auditHold } from './auditor.ts';
import type { Books } from './books.ts';
import { seededDice } from './dice.ts';
import { liveThrough, type Redeemed } from './live-through.ts';
import type { Heard } from './order-life.ts';
import { countRareThings, RARE_THINGS } from './rare-things.ts';
import { liveShop, type ShopLife } from './shop-life.ts';

// LAUREL_SEED and LAUREL_LIVES choose other lives, and more of them.
const FIRST_SEED = Number(process.env.LAUREL_SEED ?? 1);
const LIVES = Number(process.env.LAUREL_LIVES ?? 4_000);
const RUN = 'npx vitest run --project simulation auditor';
const ENOUGH_LIVES_TO_COUNT = 2_000;

test('an auditor who shares no code with the domain agrees on thousands of lives', () => {
  const seen = new Map<string, number>();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed += 1) {
    try {
      auditLife(liveShop(seededDice(seed)), seen);
    } catch (cause) {
      const again = `LAUREL_SEED=${seed} LAUREL_LIVES=1 ${RUN}`;
      throw new Error(`Seed ${seed}: ${(cause as Error).message}\nAgain: ${again}`, { cause });
    }
  }
  if (LIVES < ENOUGH_LIVES_TO_COUNT) return;
  // The agreement is worth only as much as what happened in those lives.
  const counts = RARE_THINGS.map((what) => [what, seen.get(what) ?? 0] as const);
  expect(
    counts.filter(([, count]) => count < 100),
    JSON.stringify(Object.fromEntries(counts)),
  ).toEqual([]);
});

test('the same seed lives the same life', () => {
  for (const seed of [1, 7, 1234]) {
    const members = () => [...liveThrough(liveShop(seededDice(seed)), 'touched').books.members];
    expect(members()).toEqual(members());
  }
});

function auditLife(life: ShopLife, seen: Map<string, number>): void {
  let step = 0;
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  const { books, heard } = liveThrough(life, 'touched', {
    redeemed: (redeemed) => {
      auditRedemption(life, redeemed);
      count(redeemed.plan.ok ? 'held' : 'refused');
    },
    after: (now, at, known) => {
      step += 1;
      if (step % 8 === 0) auditBooks(life, now, known, at);
    },
  });
  auditBooks(life, books, heard, life.endsAt);
  countRareThings(life, books, { heard, count });
}

/**
 * Every balance of every lot, and with it what each order is worth, is what the auditor expects.
 */
function auditBooks(life: ShopLife, books: Books, heard: readonly Heard[], at: number): void {
  books.passTime(at);
  for (const [id, { state, decisions }] of books.members) {
    // A decision may be stamped a moment after the instant it was asked for.
    const asOf = Math.max(at, decisions.at(-1)?.at ?? at);
    const expected = audit(life, { heard, decisions }, id, asOf);
    const lots = [...state.lots.values()].map((lot) => ({
      ...{ id: lot.id, earnedAt: lot.earnedAt, maturesAt: lot.maturesAt, awarded: lot.awarded },
      ...{ pending: lot.pending, available: lot.available, held: lot.held },
    }));
    lots.sort((a, b) => a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1));
    expect(lots, `${id}’s lots on ${new Date(at).toISOString()}`).toEqual(expected);
  }
}

/** The decision was legal on what was known, and took the points the auditor would have taken. */
function auditRedemption(life: ShopLife, { books, wish, plan, heard }: Redeemed): void {
  const decided = books.member(wish.member).decisions;
  const decisions = plan.ok ? decided.slice(0, -1) : decided;
  const asOf = Math.max(wish.at, decided.at(-1)?.at ?? wish.at);
  const lots = audit(life, { heard, decisions }, wish.member, asOf);
  expect(plan.ok ? plan.takes : null, `Redemption ${wish.id}`).toEqual(auditHold(lots, wish.cost));
}

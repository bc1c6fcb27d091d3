import { expect, test } from 'vitest';
import { audit, auditHold } from './auditor.ts';
import type { Books } from './books.ts';
import { seededDice } from './dice.ts';
import { auditCharge, auditPayments } from './auditor-uses.ts';
import { type Adjusted, liveThrough, type Redeemed } from './live-through.ts';
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
  const audited = new Map<string, number>();
  const { books, heard } = liveThrough(life, 'touched', {
    redeemed: (redeemed) => {
      auditTaking(life, redeemed, redeemed.wish.cost);
      count(!redeemed.plan ? 'no code left' : redeemed.plan.ok ? 'held' : 'refused');
    },
    adjusted: (adjusted) => {
      const { wish, plan } = adjusted;
      if (wish.points < 0) auditTaking(life, adjusted, -wish.points);
      count(!plan.ok ? 'not taken' : wish.points > 0 ? 'given' : 'taken');
    },
    after: (now, at, known) => {
      step += 1;
      if (step % 8 === 0) auditBooks(life, now, known, at);
      auditCharges(life, { books: now, heard: known, at }, audited);
    },
  });
  auditBooks(life, books, heard, life.endsAt);
  auditUses(books, heard);
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
function auditTaking(life: ShopLife, taking: Redeemed | Adjusted, cost: number): void {
  const { books, wish, plan, heard } = taking;
  if (!plan) return;
  const decided = books.member(wish.member).decisions;
  const decisions = plan.ok ? decided.slice(0, -1) : decided;
  const asOf = Math.max(wish.at, decided.at(-1)?.at ?? wish.at);
  const lots = audit(life, { heard, decisions }, wish.member, asOf);
  expect(plan.ok ? plan.takes : null, `Wish ${wish.id}`).toEqual(auditHold(lots, cost));
}

/**
 * What was charged since the last look was taken from the lots the auditor would have chosen, of
 * what was posted when it was decided.
 */
function auditCharges(
  life: ShopLife,
  { books, heard, at }: { books: Books; heard: readonly Heard[]; at: number },
  audited: Map<string, number>,
): void {
  for (const [member, { decisions }] of books.members) {
    const before = decisions.slice(0, audited.get(member) ?? 0);
    const fresh = decisions.slice(before.length);
    audited.set(member, decisions.length);
    if (!fresh.some(({ kind }) => kind === 'charge')) continue;
    const lots = audit(life, { heard, decisions: before }, member, fresh[0]?.at ?? at);
    for (const charge of fresh) {
      if (charge.kind !== 'charge') continue;
      const { redemptionId } = charge;
      const hold = before.find((one) => one.kind === 'hold' && one.redemptionId === redemptionId);
      const held = hold?.kind === 'hold' ? hold.takes : [];
      const cost = charge.takes.reduce((sum, take) => sum + take.points, 0);
      const expected = auditCharge(lots, { cost, held, redemptionId });
      expect(charge.takes, `The charge of ${redemptionId}`).toEqual(expected);
      for (const { lotId, points } of expected) {
        const lot = lots.find(({ id }) => id === lotId);
        if (lot) lot.available -= points;
      }
    }
  }
}

/** Every paid order that carries a member's code was paid for in points, once. */
function auditUses(books: Books, heard: readonly Heard[]): void {
  for (const { decisions } of books.members.values()) {
    const codes = new Set(
      decisions.flatMap((one) => (one.kind === 'adjust' ? [] : [one.redemptionId])),
    );
    for (const code of codes) {
      const own = decisions.filter((one) => one.kind !== 'adjust' && one.redemptionId === code);
      const payments = auditPayments(heard, own, code);
      expect(payments.filter(({ paidWith }) => paidWith.length !== 1)).toEqual([]);
      const settled = payments.filter(({ paidWith }) => paidWith.includes('settle'));
      const isReleased = own.some(({ kind }) => kind === 'release');
      const isHeld = own.some(({ kind }) => kind === 'hold');
      expect(settled.length).toBe(isHeld && !isReleased && payments.length > 0 ? 1 : 0);
    }
  }
}

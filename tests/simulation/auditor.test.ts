import { expect, test } from 'vitest';
import type { Decision } from '../../app/domain/facts/decision.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { audit } from './auditor/audit.ts';
import type { MemberLog } from './auditor/book.ts';
import { auditCharge, auditPayments } from './auditor/charges.ts';
import { ordersOf, usesOf } from './auditor/facts.ts';
import { auditHold } from './auditor/lots.ts';
import { sayFacts, sayLots, sayStanding } from './audited.ts';
import type { Books } from './books.ts';
import { seededDice } from './dice.ts';
import { type Adjusted, liveThrough, type Redeemed } from './live-through.ts';
import type { Heard } from './order-life.ts';
import { countLanguage, LANGUAGE } from './rare-language.ts';
import { countRareThings, RARE_THINGS } from './rare-things.ts';
import { liveShop, type ShopLife } from './shop-life.ts';

// LAUREL_SEED and LAUREL_LIVES choose other lives, and more of them.
const FIRST_SEED = Number(process.env.LAUREL_SEED ?? 1);
const LIVES = Number(process.env.LAUREL_LIVES ?? 3_000);
const RUN = 'npx vitest run --project simulation auditor';
const ENOUGH_LIVES_TO_COUNT = 2_000;

test(
  'an auditor who shares no code with the domain agrees on thousands of lives',
  () => {
    const seen = new Map<string, number>();
    const failed: { seed: number; size: number; cause: Error }[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + LIVES; seed += 1) {
      const life = liveShop(seededDice(seed));
      try {
        auditLife(life, seen);
      } catch (cause) {
        failed.push({ seed, size: life.happenings.length, cause: cause as Error });
      }
    }
    // Of several the smallest life is the one to look at.
    const [worst] = failed.sort((a, b) => a.size - b.size);
    if (worst) {
      const { seed, cause, size } = worst;
      const again = `LAUREL_SEED=${seed} LAUREL_LIVES=1 ${RUN}`;
      const others = failed.map((one) => one.seed).join(' ');
      throw new Error(
        `Seed ${seed} of ${size} happenings: ${cause.message}\nAgain: ${again}\nSeeds: ${others}`,
        { cause },
      );
    }
    if (LIVES < ENOUGH_LIVES_TO_COUNT) return;
    // The agreement is worth only as much as what happened in those lives.
    const counts = [...RARE_THINGS, ...LANGUAGE].map(
      (what) => [what, seen.get(what) ?? 0] as const,
    );
    expect(
      counts.filter(([, count]) => count < 100),
      JSON.stringify(Object.fromEntries(counts)),
    ).toEqual([]);
  },
  Math.max(300_000, LIVES * 60),
);

test('the same seed lives the same life', () => {
  for (const seed of [1, 7, 1234]) {
    const members = () =>
      [...liveThrough(liveShop(seededDice(seed)), 'touched').books.members].map(
        ([id, { posted, decisions }]) => [id, posted, decisions],
      );
    expect(members()).toEqual(members());
  }
});

function auditLife(life: ShopLife, seen: Map<string, number>): void {
  let step = 0;
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  const audited = new Map<string, number>();
  const { books, heard } = liveThrough(life, 'touched', {
    redeemed: (redeemed) => {
      auditTaking(redeemed, redeemed.wish.cost);
      count(!redeemed.plan ? 'no code left' : redeemed.plan.ok ? 'held' : 'refused');
    },
    adjusted: (adjusted) => {
      const { wish, plan } = adjusted;
      if (wish.points < 0) auditTaking(adjusted, -wish.points);
      count(!plan.ok ? 'not taken' : wish.points > 0 ? 'given' : 'taken');
    },
    after: (now, at, known) => {
      step += 1;
      if (step % 10 === 0) auditBooks(now, known, at);
      auditDecisions({ books: now, heard: known, at }, audited);
    },
  });
  auditBooks(books, heard, life.endsAt);
  auditUses(books, heard);
  countRareThings(life, books, { heard, count });
  countLanguage(life, books, count);
}

/** What the auditor makes of everything heard and decided, without the domain's own facts. */
function logOf(books: Books, heard: readonly Heard[], member: string): MemberLog {
  const { decisions, activities, standing } = books.member(member);
  const codes = books.redemptions.codesOf(member);
  const uses = codes.flatMap((code) => usesOf(heard, code));
  return { orders: ordersOf(heard, member), decisions, activities, standing, uses };
}

/** Facts, every balance of every lot, what each order is worth by each rule, and the tier. */
function auditBooks(books: Books, heard: readonly Heard[], at: number): void {
  books.passTime(at);
  for (const [id, { state, decisions }] of books.members) {
    // A decision may be stamped a moment after the instant it was asked for.
    const asOf = Math.max(at, decisions.at(-1)?.at ?? at);
    const log = logOf(books, heard, id);
    const when = `on ${new Date(at).toISOString()}`;
    expect(sayFacts(books.factsOf(id)), `${id}’s orders ${when}`).toEqual(sayFacts(log));
    const expected = audit(books.versions, log, asOf);
    expect(sayLots(state.lots.values()), `${id}’s lots ${when}`).toEqual(sayLots(expected.lots));
    const { movements: _all, state: scratch } = books.fromScratch(id, instant(asOf));
    const { tierId, wishes } = expected;
    expect(sayStanding(scratch), `${id}’s tier ${when}`).toEqual({ tierId, wishes });
  }
}

/** The decision was legal on what was known, and took the points the auditor would have taken. */
function auditTaking({ books, wish, plan, heard }: Redeemed | Adjusted, cost: number): void {
  if (!plan) return;
  const log = logOf(books, heard, wish.member);
  const decisions = plan.ok ? log.decisions.slice(0, -1) : log.decisions;
  const asOf = Math.max(wish.at, log.decisions.at(-1)?.at ?? wish.at);
  const { lots } = audit(books.versions, { ...log, decisions }, asOf);
  expect(plan.ok ? plan.takes : null, `Wish ${wish.id}`).toEqual(auditHold(lots, cost));
}

/**
 * What was decided since the last look by nobody's wish was legal: a charge took the lots the
 * auditor would have chosen, and points for a level were due.
 */
function auditDecisions(
  { books, heard, at }: { books: Books; heard: readonly Heard[]; at: number },
  audited: Map<string, number>,
): void {
  for (const [member, { decisions }] of books.members) {
    const from = audited.get(member) ?? 0;
    audited.set(member, decisions.length);
    if (!decisions.slice(from).some(({ kind }) => kind === 'charge' || kind === 'entry')) continue;
    const log = logOf(books, heard, member);
    auditCharges({ ...log, decisions: decisions.slice(0, from) }, decisions.slice(from), books);
    for (let place = from; place < decisions.length; place += 1) {
      const entry = decisions[place];
      if (entry?.kind !== 'entry') continue;
      const before = { ...log, decisions: decisions.slice(0, place) };
      const { wishes } = audit(books.versions, before, Math.max(at, entry.at));
      const { levelId, points } = entry;
      expect(wishes, `${member}’s points for ${levelId}`).toContainEqual({ levelId, points });
    }
  }
}

function auditCharges(log: MemberLog, fresh: readonly Decision[], books: Books): void {
  const [first] = fresh;
  if (!first || !fresh.some(({ kind }) => kind === 'charge')) return;
  const { lots } = audit(books.versions, log, first.at);
  for (const charge of fresh) {
    if (charge.kind !== 'charge') continue;
    const { redemptionId } = charge;
    const hold = log.decisions.find(
      (one) => one.kind === 'hold' && one.redemptionId === redemptionId,
    );
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

/** Every paid order that carries a member's code was paid for in points, once. */
function auditUses(books: Books, heard: readonly Heard[]): void {
  for (const { decisions } of books.members.values()) {
    const redeemed = decisions.flatMap((one) => ('redemptionId' in one ? [one] : []));
    for (const code of new Set(redeemed.map((one) => one.redemptionId))) {
      const own = redeemed.filter((one) => one.redemptionId === code);
      const payments = auditPayments(heard, own, code);
      expect(payments.filter(({ paidWith }) => paidWith.length !== 1)).toEqual([]);
      const settled = payments.filter(({ paidWith }) => paidWith.includes('settle'));
      const isReleased = own.some(({ kind }) => kind === 'release');
      const isHeld = own.some(({ kind }) => kind === 'hold');
      expect(settled.length).toBe(isHeld && !isReleased && payments.length > 0 ? 1 : 0);
    }
  }
}

/** Lives a life through the books while the auditor looks at all of it, and counts it. */
import { expect } from 'vitest';
import { instant } from '../../app/domain/kernel/instant.ts';
import { auditTogether, type Person } from './auditor/together.ts';
import { sayFacts, sayLots, sayPositions, sayPosted, sayStanding } from './audited.ts';
import { peopleOf } from './audited-people.ts';
import {
  auditAuto,
  auditDecisions,
  auditRedeemed,
  auditTaking,
  auditUses,
} from './audit-decisions.ts';
import type { Books } from './books.ts';
import { liveThrough } from './live-through.ts';
import type { Heard } from './order-life.ts';
import { countLanguage } from './rare-language.ts';
import { countRewards } from './rare-rewards.ts';
import { countRareThings } from './rare-things.ts';
import { countTogether, Meetings } from './rare-together.ts';
import type { ShopLife } from './shop-life.ts';

export function auditLife(life: ShopLife, seen: Map<string, number>): void {
  let step = 0;
  let looks = 0;
  const meetings = new Meetings();
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  const audited = new Map<string, number>();
  const { books, heard } = liveThrough(life, 'touched', {
    redeemed: (redeemed) => auditRedeemed(life, redeemed, count),
    adjusted: (adjusted) => {
      const { wish, plan } = adjusted;
      if (wish.points < 0) auditTaking(adjusted);
      count(!plan.ok ? 'not taken' : wish.points > 0 ? 'given' : 'taken');
    },
    auto: (auto) => {
      // Where nothing is taken the same will be said again.
      looks += 1;
      if (auto.autos.length > 0 || looks % 10 === 0) auditAuto(life, auto, count);
    },
    happened: (what, now) => meetings.count(what, now, count),
    after: (now, at, known) => {
      step += 1;
      meetings.look(now);
      if (step % 12 === 0) auditBooks(now, known, at);
      auditDecisions({ books: now, heard: known, at }, audited);
    },
  });
  auditBooks(books, heard, life.endsAt);
  auditUses(books, heard);
  countRareThings(life, books, { heard, count });
  countLanguage(life, books, count);
  countRewards(life, books, count);
  countTogether(books, count);
}

/** Facts, every balance of every lot, what each order is worth by each rule, and the tier. */
function auditBooks(books: Books, heard: readonly Heard[], at: number): void {
  books.passTime(at);
  for (const id of books.members.keys()) {
    if (books.keeperOf(id).id === id) auditGroup(books, peopleOf(books, heard, id), { at, id });
  }
}

function auditGroup(
  books: Books,
  people: readonly Person[],
  { at, id }: { at: number; id: string },
): void {
  // A decision may be stamped a moment after the instant it was asked for, and so may a merge.
  const stamped = people.map(({ log }) => log.decisions.at(-1)?.at ?? at);
  const merged = books.merges.map((merge) => merge.at);
  const asOf = Math.max(at, ...stamped, ...merged);
  const when = `on ${new Date(at).toISOString()}`;
  for (const { id: person, log } of people) {
    expect(sayFacts(books.factsOf(person)), `${person}’s orders ${when}`).toEqual(sayFacts(log));
  }
  const { versions, merges } = books;
  const expected = auditTogether(versions, { people, merges }, asOf);
  const { state } = books.member(id);
  expect(sayLots(state.lots.values()), `${id}’s lots ${when}`).toEqual(sayLots(expected.lots));
  for (const { id: person } of people) {
    const has = person === id ? expected.lots : [];
    const { posted } = books.member(person);
    const positions = sayPositions(person, { lots: has, transferred: expected.transferred });
    expect(sayPosted(posted), `${person}’s book ${when}`).toEqual(positions);
  }
  const { tierId, wishes } = expected;
  if (!books.versions.some(({ definition }) => definition.tiers)) {
    return expect({ tierId, wishes }, `${id} without tiers`).toEqual({ tierId: null, wishes: [] });
  }
  const scratch = books.fromScratch(id, instant(asOf)).state;
  expect(sayStanding(scratch), `${id}’s tier ${when}`).toEqual({ tierId, wishes });
}

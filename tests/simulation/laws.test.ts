/**
 * The laws of the ledger over made-up lives. A counterexample is a tape of numbers: the life it
 * makes is what `liveShop(tapeDice(tape))` returns. Law 5 goes on in returns.test.ts, law 8 in
 * permutations.test.ts.
 */
import { expect, test } from 'vitest';
import { foldMember, resume } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { emptyState } from '../../app/domain/ledger/member-state.ts';
import type { Movement, PostedMovement } from '../../app/domain/ledger/movement.ts';
import { sayStanding, sayState } from './audited.ts';
import { eventsOf } from './books-news.ts';
import { holds } from './holds.ts';
import { liveThrough, positionsOf } from './live-through.ts';

const TRIPLES = [
  ...['award issued pending', 'award issued available', 'mature pending available'],
  ...['claw-back pending revoked', 'claw-back available revoked'],
  ...['hold available held', 'settle held spent', 'release held available'],
  ...['return spent available', 'adjust adjusted available', 'adjust available adjusted'],
  ...['repay available repaid', 'repay repaid available', 'forgive adjusted available'],
  ...['import issued available', 'expire available expired'],
];
const OWN_ACCOUNTS = ['pending', 'available', 'held'] as const;

test('law 1: only the listed moves are made, and what goes through `repaid` sums to zero', () => {
  holds((life) => {
    for (const { posted } of liveThrough(life, 'touched').books.members.values()) {
      for (const { kind, from, to, reversed } of posted) {
        expect(TRIPLES).toContain([kind, ...(reversed ? [to, from] : [from, to])].join(' '));
      }
      const through = posted.filter(({ kind }) => kind === 'repay');
      expect(sumOf(through, 'to', 'repaid')).toBe(sumOf(through, 'from', 'repaid'));
    }
  });
});

test('law 2: at every moment a balance is the sum of its movements and of its lots', () => {
  holds((life) => {
    liveThrough(life, 'touched', {
      after: (books) => {
        for (const { posted, state } of books.members.values()) {
          const net = positionsOf(posted);
          for (const lot of state.lots.values()) {
            for (const account of OWN_ACCOUNTS) {
              expect(lot[account]).toBe(net[`${lot.id} ${account}`] ?? 0);
            }
          }
          for (const account of OWN_ACCOUNTS) {
            const ofLots = [...state.lots.values()].reduce((sum, lot) => sum + lot[account], 0);
            expect(sumOf(posted, 'to', account) - sumOf(posted, 'from', account)).toBe(ofLots);
          }
        }
      },
    });
  }, 200);
});

test('law 3: held is what open redemptions reserved, lot by lot', () => {
  holds((life) => {
    liveThrough(life, 'touched', {
      after: (books) => {
        for (const { state, decisions } of books.members.values()) {
          const reserved = new Map<string, number>();
          const ended = new Set(
            decisions.flatMap((one) =>
              one.kind === 'settle' || one.kind === 'release' ? [one.redemptionId] : [],
            ),
          );
          for (const one of decisions) {
            if (one.kind !== 'hold' || ended.has(one.redemptionId)) continue;
            expect(state.holds.get(one.redemptionId)).toEqual(one);
            for (const { lotId, points } of one.takes) {
              reserved.set(lotId, (reserved.get(lotId) ?? 0) + points);
            }
          }
          for (const { id, held } of state.lots.values()) expect(held).toBe(reserved.get(id) ?? 0);
        }
      },
    });
  }, 200);
});

test('law 4: only a debt is below zero, a movement says why, and no other lot could pay it', () => {
  holds((life) => {
    const { books } = liveThrough(life, 'touched');
    for (const id of books.members.keys()) {
      const { movements, state } = books.fromScratch(id, instant(life.endsAt));
      const balance = new Map<string, number>();
      for (const { lotId, from, to, points, kind } of movements) {
        const left = (balance.get(`${lotId} ${from}`) ?? 0) - points;
        balance.set(`${lotId} ${from}`, left);
        balance.set(`${lotId} ${to}`, (balance.get(`${lotId} ${to}`) ?? 0) + points);
        if (from === 'pending' || from === 'held') expect(left).toBeGreaterThanOrEqual(0);
        if (from === 'available' && left < 0) {
          expect(['claw-back', 'hold', 'adjust']).toContain(kind);
        }
      }
      const lots = [...state.lots.values()];
      const isOwing = lots.some(({ available }) => available < 0);
      expect(isOwing && lots.some(({ available }) => available > 0)).toBe(false);
    }
  });
});

test('law 5: what ends soonest burns first, then the oldest; all comes back whence it came', () => {
  holds((life) => {
    const { books } = liveThrough(life, 'touched', {
      redeemed: ({ books: { members }, wish, plan }) => {
        if (!plan?.ok) return;
        const lots = [...(members.get(wish.member)?.state.lots.values() ?? [])];
        const age = (id: string) => {
          const lot = lots.find((one) => one.id === id);
          const end = lot?.expiresAt ? new Date(lot.expiresAt).toISOString() : 'never';
          return `${end} ${new Date(lot?.earnedAt ?? 0).toISOString()} ${id}`;
        };
        const ages = plan.takes.map(({ lotId }) => age(lotId));
        expect(ages).toEqual([...ages].sort());
        // After the hold nothing older than what it took last can still be spent.
        const newest = ages.at(-1) ?? '';
        const older = lots.filter((lot) => age(lot.id) < newest);
        expect(older.filter(({ available }) => available > 0)).toEqual([]);
      },
    });
    for (const { posted, decisions } of books.members.values()) {
      for (const hold of decisions) {
        if (hold.kind !== 'hold') continue;
        for (const kind of ['hold', 'settle', 'release'] as const) {
          const moved = posted
            .filter((one) => one.kind === kind && one.cause === `redemption:${hold.redemptionId}`)
            .map(({ lotId, points }) => ({ lotId, points }));
          // A decision is never decided again: each of its takes is moved once, or not yet.
          if (moved.length > 0) expect(moved).toEqual(hold.takes);
        }
      }
    }
  });
});

test('law 6: every award names one fact and one rule line, of the version the fact has', () => {
  holds((life) => {
    const { books } = liveThrough(life, 'touched');
    for (const [id, { posted, decisions }] of books.members) {
      const asOf = instant(Math.max(life.endsAt, decisions.at(-1)?.at ?? 0));
      const { movements } = books.fromScratch(id, asOf);
      const awards = movements.filter(({ kind }) => kind === 'award');
      expect(new Set(awards.map(({ cause }) => cause)).size).toBe(awards.length);
      for (const { cause, lotId, explanation } of [...awards, ...posted.filter(isAward)]) {
        expect(cause === lotId || cause.startsWith(`${lotId}:`)).toBe(true);
        const why = explanation;
        if (why.type === 'entry') expect(lotId).toBe(`entry:${why.tierId}`);
        else if (why.type === 'activity') expect(lotId).toMatch(/^activity:T\d+$/);
        else if (why.type === 'order') {
          const [, order = '', rule = 'orders'] = lotId.split(':');
          const createdAt = books.orders.get(order)?.latest?.createdAt ?? 0;
          const [version] = [...life.versions]
            .filter(({ effectiveAt }) => effectiveAt <= createdAt)
            .sort((a, b) => b.effectiveAt - a.effectiveAt || b.version - a.version);
          expect(why).toMatchObject({ rule, version: version?.version });
        } else expect.unreachable(`An award is not a ${why.type}.`);
      }
    }
  });
});

test('law 7: folding `a`, then `b` that follows it, is folding both, wherever the cut', () => {
  holds((life) => {
    const { books } = liveThrough(life, 'touched');
    const { versions } = life;
    for (const [id, { decisions }] of books.members) {
      const endsAt = instant(Math.max(life.endsAt, decisions.at(-1)?.at ?? 0));
      const facts = books.factsOf(id);
      const whole = foldMember(facts, versions, endsAt);
      const instants = [...whole.movements, ...whole.tierMoves].map(({ at }) => at);
      for (const cut of new Set(instants)) {
        const before = eventsOf(facts).filter(({ at }) => at <= cut);
        const after = eventsOf(facts).filter(({ at }) => at > cut);
        const first = resume(emptyState(versions), before, versions, cut);
        const { movements, tierMoves } = { ...first };
        const second = resume(first.state, after, versions, endsAt);
        expect([...movements, ...second.movements]).toEqual(whole.movements);
        expect([...tierMoves, ...second.tierMoves]).toEqual(whole.tierMoves);
        expect(sayState(second.state)).toEqual(sayState(whole.state));
      }
    }
  }, 100);
});

test('law 7: time that passes in steps is time that passes at once', () => {
  holds((life) => {
    const { books } = liveThrough(life, 'touched');
    const { versions } = life;
    for (const id of books.members.keys()) {
      const whole = books.fromScratch(id, instant(life.endsAt));
      for (const asOf of life.happenings.map(({ at }) => at)) {
        const early = books.fromScratch(id, instant(asOf));
        const isCut = early.state.nextFactAt === null;
        if (!isCut) continue;
        const late = resume(early.state, [], versions, instant(life.endsAt));
        expect([...early.movements, ...late.movements]).toEqual(whole.movements);
        expect(sayState(late.state)).toEqual(sayState(whole.state));
      }
    }
  }, 100);
});

test.each(['all', 'open', 'touched'] as const)(
  'law 7: books kept fact by fact with %s lots loaded are the books folded from scratch',
  (loads) => {
    holds((life) => {
      liveThrough(life, loads, {
        after: (books, at) => {
          books.passTime(at);
          for (const [id, { posted, state, decisions }] of books.members) {
            const asOf = instant(Math.max(at, decisions.at(-1)?.at ?? at));
            const scratch = books.fromScratch(id, asOf);
            expect(positionsOf(posted)).toEqual(positionsOf(scratch.movements));
            expect(new Map(state.lots)).toEqual(new Map(scratch.state.lots));
            expect(sayStanding(state)).toEqual(sayStanding(scratch.state));
            expect(new Map(state.holds)).toEqual(new Map(scratch.state.holds));
            expect(state.nextDueAt).toBe(scratch.state.nextDueAt);
            expect(isNoLater(state.nextFactAt, scratch.state.nextFactAt)).toBe(true);
          }
        },
      });
    });
  },
);

/** A member may be looked at too early, which finds nothing to do, but never too late. */
function isNoLater(stored: Instant | null, due: Instant | null): boolean {
  return due === null || (stored !== null && stored <= due);
}

function isAward({ kind, reversed }: PostedMovement): boolean {
  return kind === 'award' && !reversed;
}

function sumOf(movements: readonly Movement[], side: 'from' | 'to', account: string): number {
  let sum = 0;
  for (const movement of movements) if (movement[side] === account) sum += movement.points;
  return sum;
}

import { describe, expect, it } from 'vitest';
import type { Observation } from '../contracts/observation.ts';
import { UNSEEN_ORDER } from '../domain/facts/observed-order.ts';
import { instant } from '../domain/kernel/instant.ts';
import { drainInbox } from './drain-inbox.ts';
import type { Books, ClaimedRow, DrainNeeds, OpenBooks } from './ports/drain.ts';

const OTHER_PEOPLES = () => Promise.reject(new Error('not asked for'));

/** An inbox of so many rows about nothing new; each batch takes `batchMs` of a clock of our own. */
function inboxOf(count: number, options: { batchMs?: number; poison?: readonly number[] } = {}) {
  const { batchMs = 0, poison = [] } = options;
  const waiting = new Set(Array.from({ length: count }, (_, place) => place + 1));
  const parked: number[] = [];
  const claims: number[] = [];
  let now = 0;
  const open: Partial<OpenBooks> = {
    claimInbox: async (claim) => {
      now += batchMs;
      const named = 'inboxIds' in claim ? claim.inboxIds : [...waiting].slice(0, claim.atMost);
      const ids = named.filter((inboxId) => waiting.has(inboxId));
      claims.push(ids.length);
      return ids.map(rowOf);
    },
    lockOrders: async (names) => {
      if (names.some(({ orderId }) => poison.includes(Number(orderId)))) throw new TypeError('…');
      return names.map((name) => {
        return {
          ...name,
          orderKey: Number(name.orderId),
          memberId: null,
          observed: UNSEEN_ORDER,
        };
      });
    },
    writeBatch: async ({ doneInboxIds }) => {
      for (const inboxId of doneInboxIds) waiting.delete(inboxId);
    },
  };
  const books: Books = {
    inProgram: (_programId, work) => work(open as OpenBooks),
    parkRow: async (_programId, { inboxId }) => {
      parked.push(inboxId);
      return waiting.delete(inboxId);
    },
    listRefolds: OTHER_PEOPLES,
    postponeRefold: OTHER_PEOPLES,
    flagRefolds: OTHER_PEOPLES,
    programsAtWork: OTHER_PEOPLES,
    removeOutdated: OTHER_PEOPLES,
    isTransient: () => false,
  };
  const needs: DrainNeeds = {
    books,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    crypto: { randomBytes: (bytes) => new Uint8Array(bytes), sha256: () => '' },
    clock: () => instant(now),
    pause: async () => {},
  };
  return { needs, waiting, parked, claims };
}

function rowOf(inboxId: number): ClaimedRow {
  const refund = { id: '1', at: instant(0), units: [], beyondLinesMinor: 0 };
  const observation = {
    type: 'refund',
    orderId: String(inboxId),
    refund,
  } as unknown as Observation;
  return { inboxId, shopId: 1, deliveryId: `delivery-${inboxId}`, observation };
}

const BOUNDS = { rowsPerBatch: 10, batchesMax: 5, budgetMs: 1_000 };

describe('draining within bounds', () => {
  it('ends with a batch that was not full: nothing more waits', async () => {
    const { needs, claims } = inboxOf(25);
    expect(await drainInbox(needs, 1, BOUNDS)).toEqual({ rows: 25, parked: 0, more: false });
    expect(claims).toEqual([10, 10, 5]);
  });

  it('ends after so many batches, and says that more waits', async () => {
    const { needs, waiting } = inboxOf(60);
    expect(await drainInbox(needs, 1, BOUNDS)).toEqual({ rows: 50, parked: 0, more: true });
    expect(waiting.size).toBe(10);
  });

  it('ends when its time is up, but not before one batch', async () => {
    const { needs, claims } = inboxOf(60, { batchMs: 600 });
    expect(await drainInbox(needs, 1, BOUNDS)).toMatchObject({ rows: 20, more: true });
    expect(claims).toHaveLength(2);
    const slow = inboxOf(60, { batchMs: 5_000 });
    expect(await drainInbox(slow.needs, 1, BOUNDS)).toMatchObject({ rows: 10, more: true });
  });
});

describe('lanes', () => {
  /** Batches under way at once, at the most; a claim takes its rows out, as SKIP LOCKED does. */
  async function crowdOf(rows: number, lanes: number) {
    const inbox = inboxOf(rows);
    const { books } = inbox.needs;
    let [underWay, most] = [0, 0];
    const watched: Books = {
      ...books,
      inProgram: (programId, work) =>
        books.inProgram(programId, async (open) => {
          underWay += 1;
          most = Math.max(most, underWay);
          const claimInbox: OpenBooks['claimInbox'] = async (claim) => {
            const claimed = await open.claimInbox(claim);
            for (const { inboxId } of claimed) inbox.waiting.delete(inboxId);
            return claimed;
          };
          const result = await work({ ...open, claimInbox });
          underWay -= 1;
          return result;
        }),
    };
    const drained = await drainInbox({ ...inbox.needs, books: watched }, 1, { ...BOUNDS, lanes });
    return { drained, most, claims: inbox.claims };
  }

  it('drain a backlog side by side, within the same bounds', async () => {
    const { drained, most } = await crowdOf(80, 2);
    expect(most).toBe(2);
    expect(drained).toEqual({ rows: 50, parked: 0, more: true });
  });

  it('are opened by a full batch alone: a few deliveries cost one claim', async () => {
    const { drained, most, claims } = await crowdOf(9, 2);
    expect(most).toBe(1);
    expect(claims).toEqual([9]);
    expect(drained).toEqual({ rows: 9, parked: 0, more: false });
  });

  it('fail as one, once none is under way, though a later one fails first', async () => {
    const { needs, waiting } = inboxOf(25);
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', hear);
    const gone = new Error('The connection is gone.');
    let [lanes, isFirstDone] = [0, false];
    const books: Books = {
      ...needs.books,
      inProgram: async (programId, work) => {
        lanes += 1;
        if (lanes > 1) throw gone;
        const done = await needs.books.inProgram(programId, work);
        // Long enough for the other one to fail, and for nobody to have heard of it.
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        isFirstDone = true;
        return done;
      },
    };
    const draining = drainInbox({ ...needs, books }, 1, { ...BOUNDS, batchesMax: 2, lanes: 2 });
    await expect(draining).rejects.toMatchObject({ cause: gone });
    process.off('unhandledRejection', hear);
    expect(isFirstDone).toBe(true);
    expect(unheard).toEqual([]);
    expect(waiting.size).toBe(15);
  });
});

describe('rows to blame', () => {
  it('are found by halving, and parked alone', async () => {
    const { needs, parked, waiting } = inboxOf(20, { poison: [3, 17] });
    expect(await drainInbox(needs, 1, BOUNDS)).toEqual({ rows: 20, parked: 2, more: false });
    expect(parked).toEqual([3, 17]);
    expect(waiting.size).toBe(0);
  });

  it('cost their neighbours a handful of batches, not one each', async () => {
    const { needs, claims } = inboxOf(200, { poison: [123] });
    await drainInbox(needs, 1, { ...BOUNDS, rowsPerBatch: 200 });
    expect(claims.length).toBeLessThanOrEqual(1 + 2 * 8 + 1);
  });
});

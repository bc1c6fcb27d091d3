import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { openChores } from '../../app/adapters/postgres/chores.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { readChore } from '../../app/adapters/postgres/read-chore.server.ts';
import { workLocks } from '../../app/adapters/postgres/work-locks.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import type { ChoreHandler, ChoreKind } from '../../app/services/ports/chores.ts';
import { ShopifyUnavailable, type ShopRef } from '../../app/services/ports/shopify.ts';
import { type TendNeeds, tendShops } from '../../app/services/tend-shops.ts';
import { day, silentLog } from '../support/drain-shop.ts';
import { gate } from '../support/gate.ts';
import { openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';

const NOW = day(1);
const HOUR_MS = 3_600_000;

let shop: RedeemShop;
let ref: ShopRef;
beforeEach(async () => {
  shop = await openRedeemShop();
  ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  await shop.rows('UPDATE shops SET installed_at = $1', [new Date(day(0))]);
});
afterEach(() => shop.close());

const later = (ms: number): Instant => instant(NOW + ms);
const ask = (kind: ChoreKind, at: Instant = NOW) => askChore(shop.pool)(ref, kind, at);
const read = (kind: ChoreKind) => readChore(shop.pool)(ref, kind);

function tender(
  handlers: Partial<Record<ChoreKind, ChoreHandler>>,
  changes: Partial<TendNeeds> = {},
) {
  const idle: ChoreHandler = async () => ({ state: {}, again: null });
  const kinds = ['pool', 'renew', 'program-card', 'history', 'reconcile', 'budget'] as const;
  const all = Object.fromEntries(kinds.map((kind) => [kind, handlers[kind] ?? idle]));
  const made = tendShops({
    chores: openChores(shop.pool),
    tryLock: workLocks(shop.pool),
    log: silentLog,
    atOnceMax: 4,
    handlers: all as TendNeeds['handlers'],
    standing: { mirror: async () => {}, release: async () => {} },
    ...changes,
  });
  return {
    ...made,
    /** A whole round. */
    round: async (asOf: Instant): Promise<number> => {
      const begun = await made.begin(asOf);
      await made.settled();
      return begun;
    },
  };
}

describe('a chore', () => {
  it('runs when it is due, goes on with its state, and is gone when it is done', async () => {
    const states: unknown[] = [];
    const { round } = tender({
      history: async (_shop, state, asOf) => {
        states.push(state);
        const done = states.length === 2;
        return { state: { page: states.length }, again: done ? null : instant(asOf + 5_000) };
      },
    });
    await ask('history', later(1_000));
    expect(await round(NOW)).toBe(0);
    expect(await round(later(1_000))).toBe(1);
    expect(await round(later(2_000))).toBe(0);
    expect(await round(later(6_000))).toBe(1);
    expect(states).toEqual([{}, { page: 1 }]);
    expect(await read('history')).toBeNull();
  });

  it('may leave behind what became of it, and is due no more until it is asked for', async () => {
    const { round } = tender({
      history: async () => ({ state: { orders: 7 }, again: null, keep: true }),
    });
    await ask('history');
    await round(NOW);
    expect(await read('history')).toMatchObject({ state: { orders: 7 }, dueAt: null });
    expect(await round(day(4_000))).toBe(0);
    await ask('history', day(2));
    expect(await round(day(2))).toBe(1);
  });

  it('asked for twice is done once, at the earlier of the two', async () => {
    let runs = 0;
    const { round } = tender({
      pool: async () => {
        runs += 1;
        return { state: {}, again: null };
      },
    });
    await ask('pool', later(5_000));
    await ask('pool', later(1_000));
    await ask('pool', later(9_000));
    await round(later(1_000));
    await round(later(10_000));
    expect(runs).toBe(1);
  });

  it('asked for while it runs is done once more', async () => {
    let runs = 0;
    const { round } = tender({
      pool: async () => {
        runs += 1;
        if (runs === 1) await ask('pool', later(1));
        return { state: {}, again: null };
      },
    });
    await ask('pool');
    await round(NOW);
    await round(later(1_000));
    await round(later(2_000));
    expect(runs).toBe(2);
  });

  it('that fails says why and waits longer each time, an hour at most', async () => {
    const { round } = tender({
      pool: async () => {
        throw new ShopifyUnavailable('try_later', 'throttled');
      },
    });
    await ask('pool');
    const waits: number[] = [];
    let asOf: Instant = NOW;
    for (let tries = 0; tries < 14; tries += 1) {
      await round(asOf);
      const dueAt = (await read('pool'))?.dueAt ?? NOW;
      waits.push(dueAt - asOf);
      asOf = dueAt;
    }
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(HOUR_MS);
    expect(await read('pool')).toMatchObject({
      failures: 14,
      reason: 'Shopify: try_later (throttled)',
    });
  });

  it('of a shop that uninstalled us rests without a word', async () => {
    const { round } = tender({
      pool: async () => {
        throw new ShopifyUnavailable('uninstalled', 'no token');
      },
    });
    await ask('pool');
    await round(NOW);
    expect(await read('pool')).toMatchObject({
      failures: 0,
      reason: null,
      dueAt: later(HOUR_MS),
    });
    await shop.rows('UPDATE shops SET uninstalled_at = $1', [new Date(NOW)]);
    expect(await round(day(3))).toBe(0);
  });

  it('whose worker died begins again with the same state a minute later', async () => {
    await ask('history');
    await openChores(shop.pool).claim(ref, 'history', NOW);
    const states: unknown[] = [];
    const { round } = tender({
      history: async (_shop, state) => {
        states.push(state);
        return { state: {}, again: null };
      },
    });
    expect(await round(later(59_999))).toBe(0);
    expect(await round(later(60_000))).toBe(1);
    expect(states).toEqual([{}]);
  });
});

describe('chores beside each other', () => {
  it('one that takes long keeps neither the others nor the next round waiting', async () => {
    const long = gate();
    const done: string[] = [];
    const note = (kind: string): ChoreHandler => {
      return async () => {
        done.push(kind);
        return { state: {}, again: null };
      };
    };
    const { begin, settled } = tender({
      history: async () => {
        await long.pass();
        done.push('history');
        return { state: {}, again: null };
      },
      pool: note('pool'),
      renew: note('renew'),
    });
    await ask('history');
    await ask('pool');
    expect(await begin(NOW)).toBe(2);
    await ask('renew', later(1_000));
    expect(await begin(later(1_000))).toBe(1);
    await expect.poll(() => done.toSorted()).toEqual(['pool', 'renew']);
    long.open();
    await settled();
    expect(done.at(-1)).toBe('history');
  });

  it('of one kind and shop run once among all workers', async () => {
    const other = openPool({ url: shop.database.appUrl, max: 4, name: 'another-worker' });
    try {
      const hold = gate();
      let runs = 0;
      const handler: ChoreHandler = async () => {
        runs += 1;
        await hold.pass();
        return { state: {}, again: null };
      };
      const first = tender({ pool: handler });
      const second = tender(
        { pool: handler },
        { chores: openChores(other), tryLock: workLocks(other) },
      );
      await ask('pool');
      await first.begin(NOW);
      await hold.arrived;
      // Past the lease the row is due again, and the lock still says that somebody is at it.
      await second.begin(later(120_000));
      await second.settled();
      expect(runs).toBe(1);
      hold.open();
      await first.settled();
    } finally {
      await other.end();
    }
  });

  it('are bounded, and whoever waited longest comes first', async () => {
    const order: string[] = [];
    const handlers = Object.fromEntries(
      (['pool', 'renew', 'history'] as const).map((kind) => [
        kind,
        async (_shop: ShopRef, _state: unknown, asOf: Instant) => {
          order.push(kind);
          return { state: {}, again: asOf };
        },
      ]),
    );
    const { round } = tender(handlers, { atOnceMax: 1 });
    for (const kind of ['pool', 'renew', 'history'] as const) await ask(kind);
    for (let rounds = 0; rounds < 6; rounds += 1) expect(await round(later(rounds))).toBe(1);
    expect(order.slice(3)).toEqual(order.slice(0, 3));
    expect(new Set(order).size).toBe(3);
  });

  it('leave no connection behind, and no lock', async () => {
    const { round } = tender({});
    for (const kind of ['pool', 'renew', 'history'] as const) await ask(kind);
    await round(NOW);
    const locks = await shop.rows("SELECT * FROM pg_locks WHERE locktype = 'advisory'");
    expect(locks).toEqual([]);
    expect(shop.pool.idleCount).toBe(shop.pool.totalCount);
  });
});

describe('work that comes of itself', () => {
  it('is done while the outbox or a redemption waits, and put off with a reason', async () => {
    await shop.feed([]);
    await shop.rows(
      `INSERT INTO outbox (program_id, topic, key, seq, changed_at)
       VALUES ($1, 'member', '1', 1, $2)`,
      [shop.programId, new Date(NOW)],
    );
    let tries = 0;
    const standing = {
      release: async () => {},
      mirror: async () => {
        tries += 1;
        if (tries === 1) throw new ShopifyUnavailable('unknown_outcome', 'setMetafields');
      },
    };
    const { round } = tender({}, { standing });
    await round(NOW);
    const rows = () => shop.rows('SELECT kind, failures, reason FROM chores');
    expect(await rows()).toEqual([
      { kind: 'mirror', failures: 1, reason: 'Shopify: unknown_outcome (setMetafields)' },
    ]);
    expect(await round(later(1_000))).toBe(0);
    expect(await round(later(2_000))).toBe(1);
    expect(await rows()).toEqual([]);
  });
});

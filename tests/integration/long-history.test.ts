/**
 * A long history in a little memory: counted is what of its file has been read and is not in the
 * inbox yet, which is all that is ever held, and how much of the file is read more than once.
 */
import { expect, it } from 'vitest';
import { readHistory } from '../../app/adapters/shopify/admin/read-history.server.ts';
import { parseImportState } from '../../app/contracts/import-state.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { importHistory, type ImportNeeds } from '../../app/services/import-history.ts';
import { ShopifyUnavailable } from '../../app/services/ports/shopify.ts';
import { day, silentLog } from '../support/drain-shop.ts';
import { longHistory } from '../support/long-history.ts';

const SHOP = { programId: 1, shopId: 2, domain: 'long.myshopify.com' };
const ORDERS = 20_000;
/** A batch on its way into the inbox, and what the stream has ready behind it. */
const HELD_MAX = 100 + 4 * 16;

/** An inbox that is drained whole whenever reading rests, and dies now and then. */
function openStage() {
  const file = longHistory({ orders: ORDERS, customers: 500, endsAt: day(0) });
  const stored = new Set<string>();
  const seen = { heldMax: 0, repeated: 0, taken: 0, waiting: 0, inserts: 0 };
  const insert: ImportNeeds['insert'] = async (deliveries) => {
    seen.inserts += 1;
    if (seen.inserts % 37 === 0) return { ok: false, outcome: 'unavailable', detail: '57P01' };
    for (const { deliveryId } of deliveries) {
      if (stored.has(deliveryId)) seen.repeated += 1;
      stored.add(deliveryId);
    }
    seen.taken += deliveries.length;
    seen.waiting += deliveries.length;
    const outcome = { outcome: 'stored', programId: SHOP.programId } as const;
    return { ok: true, each: deliveries.map(() => outcome) };
  };
  const hashing = { emailHash: (email: string) => email, digest: () => 'digest' };
  const read = readHistory(file.fetch, hashing);
  const needs: ImportNeeds = {
    shopify: {
      startHistory: async () => ({ ok: true, bulkId: 'gid://shopify/BulkOperation/1' }),
      readBulk: async () => {
        return {
          status: 'completed',
          objects: ORDERS,
          url: 'https://files.example',
          problem: null,
        };
      },
      fetchOrders: async () => {
        throw new ShopifyUnavailable('try_later', 'nothing is fetched one by one');
      },
      readHistory: async function* (url, from) {
        const [given, taken] = [file.given(), seen.taken];
        for await (const part of read(url, from)) {
          seen.heldMax = Math.max(seen.heldMax, file.given() - given - (seen.taken - taken));
          yield part;
        }
      },
    },
    store: { countWaiting: async () => seen.waiting },
    insert,
    keyHash: ({ id }) => `hash ${id}`,
    wake: async () => undefined,
    log: silentLog,
    clock: () => day(1),
  };
  return { file, stored, seen, work: importHistory(needs) };
}

it('reads a file of twenty thousand orders once, and never holds more than a batch', async () => {
  const { file, stored, seen, work } = openStage();
  let state: unknown = {};
  let again: Instant | null = day(0);
  const progress: number[] = [];
  let deaths = 0;
  for (let steps = 0; again !== null; steps += 1) {
    expect(steps).toBeLessThan(200);
    try {
      const outcome = await work(SHOP, state, instant(again));
      state = JSON.parse(JSON.stringify(outcome.state)) as unknown;
      again = outcome.again;
      progress.push(parseImportState(state)?.read ?? 0);
    } catch {
      deaths += 1;
    }
    seen.waiting = 0;
  }
  expect(parseImportState(state)).toMatchObject({
    ...{ phase: 'done', read: ORDERS, failed: 0, offset: file.size, problem: null },
  });
  expect(stored.size).toBe(ORDERS);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(deaths).toBeGreaterThan(2);
  expect(seen.heldMax).toBeLessThanOrEqual(HELD_MAX);
  // Who dies reads again what the step it died in had read, two thousand orders at most.
  expect(file.given()).toBeLessThan(ORDERS + (deaths + progress.length) * HELD_MAX + seen.repeated);
  expect(seen.repeated).toBeLessThanOrEqual(deaths * 2_000);
});

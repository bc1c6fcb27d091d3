/** Imports a made-up history and drains it, and says at the end how much memory that took. */
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { inboxInsert } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { intakeStore } from '../../app/adapters/postgres/intake-store.server.ts';
import { inProgram, openPool } from '../../app/adapters/postgres/pool.server.ts';
import { readHistory } from '../../app/adapters/shopify/admin/read-history.server.ts';
import { parseImportState } from '../../app/contracts/import-state.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { importHistory } from '../../app/services/import-history.ts';
import { longHistory } from '../../tests/support/long-history.ts';
import { z } from 'zod';

const asked = z
  .object({
    url: z.string(),
    shop: z.object({ programId: z.number(), shopId: z.number(), domain: z.string() }),
    orders: z.number(),
    customers: z.number(),
  })
  .parse(JSON.parse(await text(process.stdin)));

const SAID_EVERY = 100_000;
const { shop, orders, customers } = asked;
const pool = openPool({ url: asked.url, max: 6, name: 'bench' });
const file = longHistory({ orders, customers, endsAt: Date.now() - 60 * 86_400_000 });
const clock = () => instant(Date.now());
const log = { info: () => {}, warn: () => {}, error: console.error };
const keyHash = ({ id }: { readonly id: string }) => chainCrypto.sha256(id);
const hashing = { emailHash: keyHashOf, digest: chainCrypto.sha256 };

const work = importHistory({
  shopify: {
    startHistory: async () => ({ ok: true, bulkId: 'gid://shopify/BulkOperation/1' }),
    readBulk: async () => {
      return { status: 'completed', objects: orders, url: 'https://files.example', problem: null };
    },
    fetchOrders: async () => [],
    readHistory: readHistory(file.fetch, hashing),
  },
  store: intakeStore(pool),
  insert: inboxInsert(pool),
  keyHash,
  wake: async () => undefined,
  log,
  clock,
});

const began = performance.now();
const seen = { steps: 0, heap: 0 };
let state: unknown = {};
for (let again: Instant | null = clock(); again !== null;) {
  const outcome = await work(shop, state, clock());
  const before = parseImportState(state)?.read ?? 0;
  ({ state, again } = outcome);
  const { read } = parseImportState(state) ?? { read: 0 };
  if (Math.floor(read / SAID_EVERY) > Math.floor(before / SAID_EVERY)) {
    console.log(`${read.toLocaleString('en-GB')} read`);
  }
  await drainAll();
  seen.steps += 1;
  seen.heap = Math.max(seen.heap, process.memoryUsage().heapUsed);
}
const seconds = (performance.now() - began) / 1_000;
const awards = await inProgram(pool, shop.programId, async (client) => {
  const { rows } = await client.query<{ awards: number }>(
    "SELECT count(*) AS awards FROM movements WHERE program_id = $1 AND kind = 'award'",
    [shop.programId],
  );
  return rows[0]?.awards ?? 0;
});
await pool.end();
console.log(
  JSON.stringify({
    ...{ orders: parseImportState(state)?.read ?? 0, awards, seconds, steps: seen.steps },
    rssMb: process.resourceUsage().maxRSS / 1_024,
    heapMb: seen.heap / 1_048_576,
    readTwice: file.given() - orders,
  }),
);

async function drainAll(): Promise<void> {
  const books = openBooks(pool, keyHash);
  const needs = { books, log, crypto: chainCrypto, clock, pause: (ms: number) => sleep(ms) };
  const bounds = { rowsPerBatch: 200, batchesMax: 50, budgetMs: 5_000 };
  while ((await drainProgram(needs, shop.programId, bounds)).more);
}

function keyHashOf(email: string): string {
  return chainCrypto.sha256(email);
}

/** The history and the comparison, against a whole twin and through the client for Shopify. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { openChores } from '../../app/adapters/postgres/chores.server.ts';
import { readChore } from '../../app/adapters/postgres/read-chore.server.ts';
import { composeIntake, composeIntakePages } from '../../app/composition/intake.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { products } from '../../twin/model/kinds.ts';
import { orders } from '../../twin/model/order-kind.ts';
import { placeOrder } from '../../twin/trade/place-order.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, DAY_MS, silentLog } from '../support/drain-shop.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { DATA_KEY } from '../support/webhooks.ts';

const clock = (): Instant => instant(Date.now());

let stage: PlatformAtTwin;
let shop: ShopRef;

beforeAll(async () => {
  stage = await startPlatformAtTwin({ hasHistory: true });
  shop = await stage.open();
}, 60_000);

afterAll(() => stage.stop());

function laurel() {
  const { pool, platform } = stage;
  const vault = openVault(DATA_KEY);
  const wake = async () => undefined;
  const intake = composeIntake({
    ...{ pool, clock, vault, wake, log: silentLog },
    shopify: platform.shopify,
  });
  const chores = openChores(pool);
  const books = openBooks(pool, vault.keyHash);
  return {
    ...composeIntakePages({ pool, clock }),
    /** Does a chore as its runner would, waiting where it waits. */
    work: async (kind: 'history' | 'reconcile'): Promise<void> => {
      for (;;) {
        const dueAt = (await readChore(pool)(shop, kind))?.dueAt ?? null;
        if (dueAt === null || dueAt > clock() + 60_000) return;
        await sleep(Math.max(0, dueAt - clock()));
        const claimed = await chores.claim(shop, kind, clock());
        if (!claimed) continue;
        const outcome = await intake.handlers[kind](shop, claimed.state, clock());
        await chores.finish(shop, claimed, outcome);
        await drain();
      }
    },
  };

  async function drain(): Promise<void> {
    const needs = { books, log: silentLog, crypto: chainCrypto, clock, pause: () => sleep(5) };
    await drainProgram({ ...needs, notices: intake.notices }, shop.programId, BOUNDS);
  }
}

async function ordersInBooks(): Promise<string[]> {
  return connected(stage.database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ order_id: string }>(
      "SELECT order_id FROM orders WHERE observed->'latest' IS NOT NULL",
    );
    return rows.map(({ order_id: orderId }) => orderId).sort();
  });
}

/** Without `read_all_orders` an app sees sixty days. */
const ordersShown = (): string[] =>
  [...stage.twin.rooms.world.store.each(orders, stage.shop.id)]
    .filter(({ createdAt }) => createdAt >= stage.twin.rooms.world.clock.now() - 60 * DAY_MS)
    .map(({ id }) => String(id))
    .sort();

describe('a shop of the twin', () => {
  it('brings the whole of its history into books that balance', async () => {
    const { work, intake } = laurel();
    await work('history');
    const view = await intake.readImport(shop);
    expect(view).toMatchObject({ status: 'done', failed: 0, limitedTo60Days: true });
    expect(view.read).toBe(ordersShown().length);
    expect(view.read).toBeGreaterThan(100);
    expect(await ordersInBooks()).toEqual(ordersShown());
    await assertBooksBalance(stage.database.ownerUrl);
  }, 120_000);

  it('whose webhooks never came is repaired by the comparison', async () => {
    const { work, intake } = laurel();
    const { world } = stage.twin.rooms;
    const [sold] = world.store.each(products, stage.shop.id);
    const placed = placeOrder(world, stage.shop.id, {
      email: 'ada@example.com',
      lines: [{ variantId: sold?.variants[0]?.id ?? 0, quantity: 1 }],
      takesStock: false,
    });
    expect(placed).toMatchObject({ ok: true });
    await intake.askReconcile(shop);
    await work('reconcile');
    const { last } = await intake.readReconciliation(shop);
    expect(last).toMatchObject({ missing: 1, repaired: 1 });
    expect(await ordersInBooks()).toEqual(ordersShown());
    await assertBooksBalance(stage.database.ownerUrl);
  }, 60_000);
});

/** A shop with its webhook entry, its drain and its chores, over a Shopify that remembers. */
import type pg from 'pg';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { openChores } from '../../app/adapters/postgres/chores.server.ts';
import { noteInstalled } from '../../app/adapters/postgres/note-installed.server.ts';
import { readChore } from '../../app/adapters/postgres/read-chore.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { composeIntake, composeIntakePages } from '../../app/composition/intake.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { drainProgram, type ProgramDrained } from '../../app/services/drain-program.ts';
import type { ChoreKind } from '../../app/services/ports/chores.ts';
import { freshDatabase } from './database.ts';
import { BOUNDS, day, openDrainShop, silentLog } from './drain-shop.ts';
import { rememberingShopify, type RememberingShopify } from './remembering-shopify.ts';
import { DATA_KEY, openGate } from './webhooks.ts';

type Step = Extract<ChoreKind, 'history' | 'reconcile'>;

export type IntakeShop = Awaited<ReturnType<typeof openIntakeShop>>;

const FACTS = {
  shopifyId: '548380009',
  name: 'Super Toys',
  currency: 'GBP',
  zone: 'Europe/London',
  scopes: 'read_orders,read_all_orders',
};

/** Opens the shop, installed on day 0. `now` is the clock of everything in it. */
export async function openIntakeShop() {
  const database = await freshDatabase();
  const shop = await openDrainShop(database);
  const owner = openPool({ url: database.ownerUrl, max: 2, name: 'intake-owner' });
  const gate = await openGate(shop.pool);
  const vault = openVault(DATA_KEY);
  const world: RememberingShopify = rememberingShopify();
  const time: { now: Instant } = { now: day(0) };
  const clock = () => time.now;
  const { pool, programId, shopId, domain } = shop;
  const ref = { programId, shopId, domain };
  const intake = composeIntake({
    ...{ pool, clock, shopify: world.shopify, vault, log: silentLog },
    wake: async () => undefined,
  });
  const install = (at: Instant) => noteInstalled(pool)(ref, { ...FACTS, at });
  await install(day(0));
  const chores = openChores(pool);
  const needs = () => ({
    ...shop.needs(time.now, { books: openBooks(pool, vault.keyHash) }),
    notices: intake.notices,
  });

  const stepOf = async (kind: Step): Promise<boolean> => {
    const claimed = await chores.claim(ref, kind, time.now);
    if (!claimed) return false;
    const outcome = await intake.handlers[kind](ref, claimed.state, time.now);
    await chores.finish(ref, claimed, outcome);
    return true;
  };

  return {
    ...{ database, pool, owner, ref, time, world, vault, install, needs },
    ...composeIntakePages({ pool, clock }),
    /** A delivery as Shopify makes it; answers the status. */
    async send(topic: string, body: Buffer, sent: { at?: Instant; deliveryId?: string } = {}) {
      const at = new Date(sent.at ?? time.now).toISOString();
      const { status } = await gate.post({
        ...{ topic, body, shop: domain, headers: { 'x-shopify-triggered-at': at } },
        ...(sent.deliveryId === undefined ? {} : { deliveryId: sent.deliveryId }),
      });
      return status;
    },
    drain: (): Promise<ProgramDrained> => drainProgram(needs(), programId, BOUNDS),
    /** One step of a chore that is due; false where it is not. */
    step: stepOf,
    /** Steps of a chore until it rests for more than a minute; the clock goes on with them. */
    async work(kind: Step): Promise<void> {
      for (let steps = 0; steps < 200; steps += 1) {
        const dueAt = (await readChore(pool)(ref, kind))?.dueAt ?? null;
        if (dueAt === null || dueAt > time.now + 60_000) return;
        time.now = instant(Math.max(time.now, dueAt));
        await stepOf(kind);
      }
      throw new Error(`${kind} does not come to its end`);
    },
    async close() {
      await gate.close();
      await owner.end();
      await shop.close();
      await database.drop();
    },
  };
}

/** Every row of every table, as text: what somebody with the database's files could read. */
export async function dumpOf(owner: pg.Pool): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND table_name <> '_prisma_migrations'
     ORDER BY 1`,
  );
  const dumps = await Promise.all(
    rows.map(async ({ name }) => {
      const all = await owner.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`);
      return all.rows.map(({ row }) => `${name} ${row}`).join('\n');
    }),
  );
  return dumps.join('\n');
}

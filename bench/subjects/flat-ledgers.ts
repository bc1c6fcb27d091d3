/**
 * Two ledgers of one shape in one database: a small one that the drain wrote, and a large one that
 * is the small one many times over, under other names and with chains of its own.
 */
import type pg from 'pg';
import { digestText } from '../../app/domain/ledger/chain.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { type BenchShop, openBenchShop } from './bench-shop.ts';
import { benchDrain, ROWS_PER_BATCH } from './bench-drain.ts';
import { baseOf, COPY, templateOf } from './flat-copies.ts';
import { type OrderMaker, storeDeliveries } from './made-orders.ts';

/** 500 members with ten orders, each awarded and matured. */
export const SMALL_MEMBERS = 500;
const ORDERS_EACH = 10;
export const SMALL_ENTRIES = SMALL_MEMBERS * ORDERS_EACH * 2;
const FIRST_CUSTOMER = 1_000_000_000;
/** Copies a statement makes: two hundred thousand movements. */
const COPIES_AT_ONCE = 20;

const DAY_MS = 86_400_000;
const OLDEST_DAYS = 40;
/** All have matured when the bench begins. */
const YOUNGEST_DAYS = 15;

export type Ledger = {
  readonly shop: BenchShop;
  readonly members: number;
  readonly customerId: (place: number) => string;
  readonly memberId: (place: number) => number;
};

/** The small ledger, order by order through the inbox and the drain, as time went. */
export async function drainLedger(
  { admin, pool }: { readonly admin: pg.Client; readonly pool: pg.Pool },
  of: { domain: string; definition: ProgramDefinition; make: OrderMaker; startsAt: number },
): Promise<Ledger> {
  const shop = await openBenchShop(admin, of.domain, of.definition);
  const drain = benchDrain(pool, shop);
  const count = SMALL_MEMBERS * ORDERS_EACH;
  const everyMs = ((OLDEST_DAYS - YOUNGEST_DAYS) * DAY_MS) / count;
  const made = Array.from({ length: count }, (_, place) => ({
    ...{ place, customerId: String(FIRST_CUSTOMER + (place % SMALL_MEMBERS)) },
    at: Math.round(of.startsAt - OLDEST_DAYS * DAY_MS + place * everyMs),
  }));
  for (let from = 0; from < count; from += ROWS_PER_BATCH) {
    const some = made.slice(from, from + ROWS_PER_BATCH);
    await storeDeliveries(
      pool,
      some.map((one) => of.make(shop, one)),
    );
    await drain.batch(some.at(-1)?.at ?? 0, some.length);
  }
  await drain.all(of.startsAt);
  return ledgerOf(admin, shop);
}

/** The large one: copies of the small one until there are so many entries. */
export async function copyLedger(
  admin: pg.Client,
  of: {
    readonly domain: string;
    readonly definition: ProgramDefinition;
    readonly small: Ledger;
    readonly entries: number;
    readonly say: (sentence: string) => void;
  },
): Promise<Ledger> {
  const shop = await openBenchShop(admin, of.domain, of.definition);
  const copies = Math.ceil(of.entries / SMALL_ENTRIES);
  await makeTemplate(admin, of.small.shop);
  await admin.query(baseOf(shop));
  const many = (count: number): string => (count * SMALL_ENTRIES).toLocaleString('en-GB');
  for (let from = 0; from < copies; from += COPIES_AT_ONCE) {
    const to = Math.min(copies, from + COPIES_AT_ONCE) - 1;
    for (const text of COPY) await admin.query(text, [from, to]);
    if ((from / COPIES_AT_ONCE) % 10 === 9) of.say(`${many(to + 1)} of ${many(copies)} entries`);
  }
  return ledgerOf(admin, shop);
}

/** What the copies are made of. A digest's text is said by the product's own code. */
async function makeTemplate(admin: pg.Client, { programId }: BenchShop): Promise<void> {
  for (const text of templateOf(programId)) await admin.query(text);
  const { rows } = await admin.query<{ place: number; cause: string; explanation: object }>(
    'SELECT place::int, cause, explanation FROM flat_movements',
  );
  const tails = rows.map(({ cause, explanation }) =>
    digestText({ cause, explanation } as Parameters<typeof digestText>[0]).slice(
      JSON.stringify([cause]).length - 1,
    ),
  );
  await admin.query(
    `UPDATE flat_movements t SET tail = said.tail
     FROM unnest($1::int[], $2::text[]) AS said (place, tail) WHERE t.place = said.place`,
    [rows.map(({ place }) => place), tails],
  );
  await admin.query('ANALYZE flat_members, flat_orders, flat_movements, flat_lots, flat_inbox');
}

async function ledgerOf(admin: pg.Client, shop: BenchShop): Promise<Ledger> {
  const { rows } = await admin.query<{ id: number }>(
    `SELECT member_id::int AS id FROM members WHERE program_id = $1 ORDER BY customer_id`,
    [shop.programId],
  );
  const ids = Int32Array.from(rows, ({ id }) => id);
  return {
    shop,
    members: ids.length,
    customerId: (place) => String(FIRST_CUSTOMER + place),
    memberId: (place) => ids[place] as number,
  };
}

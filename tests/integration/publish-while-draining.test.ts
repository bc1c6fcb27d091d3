/** Publishing meets orders on their way into the books: what was folded before is folded again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { openPrisma } from '../../app/db.server.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { publishProgram } from '../../app/services/publish-program.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, day, type DrainShop, openDrainShop, seenOrder } from '../support/drain-shop.ts';

const PRESET = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const DOUBLE = { ...PRESET, earning: { ...PRESET.earning, points: points(2) } };

describe('publishing while orders come in', () => {
  let shop: DrainShop;
  let prisma: ReturnType<typeof openPrisma>;

  beforeEach(async () => {
    shop = await openDrainShop();
    prisma = openPrisma(shop.database.appUrl);
  });
  afterEach(async () => {
    await prisma.$disconnect();
    await shop.close();
  });

  const publish = (at: ReturnType<typeof day>) =>
    publishProgram(versionStore(prisma), {
      programId: shop.programId,
      definition: DOUBLE,
      effectiveAt: at,
      publishedAt: at,
    });

  const pending = () =>
    connected(shop.database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ pending: number; refold: boolean }>(
        'SELECT pending::int, refold FROM members ORDER BY member_id',
      );
      return rows;
    });

  it('folds again by the new version what came since it is in force, nothing older', async () => {
    await shop.feed([
      seenOrder('1', { createdAt: day(0), customerId: 'early' }),
      seenOrder('2', { createdAt: day(2), customerId: 'late' }),
    ]);
    await drainProgram(shop.needs(day(2)), shop.programId, BOUNDS);
    expect(await publish(day(1))).toEqual({ ok: true, version: 2 });
    expect(await pending()).toEqual([
      { pending: 100, refold: false },
      { pending: 100, refold: true },
    ]);
    await drainProgram(shop.needs(day(2)), shop.programId, BOUNDS);
    expect(await pending()).toEqual([
      { pending: 100, refold: false },
      { pending: 200, refold: false },
    ]);
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it('waits for a batch that read the old versions, then folds its members again', async () => {
    await shop.feed([seenOrder('1', { createdAt: day(2) })]);
    let published: ReturnType<typeof publish> | undefined;
    const needs = shop.needs(day(2));
    await drainBatch(
      {
        ...needs,
        books: {
          ...needs.books,
          inProgram: (programId, work) =>
            needs.books.inProgram(programId, (open) =>
              work({
                ...open,
                writeBatch: async (write) => {
                  published = publish(day(1));
                  await someoneWaitsForALock(shop);
                  await open.writeBatch(write);
                },
              }),
            ),
        },
      },
      { programId: shop.programId, claim: { atMost: 200 }, asOf: day(2) },
    );
    expect(await published).toEqual({ ok: true, version: 2 });
    expect(await pending()).toEqual([{ pending: 100, refold: true }]);
    await drainProgram(needs, shop.programId, BOUNDS);
    expect(await pending()).toEqual([{ pending: 200, refold: false }]);
    await assertBooksBalance(shop.database.ownerUrl);
  });

  it('stands in line briefly and comes again: a long batch holds up nobody else', async () => {
    const held = await shop.pool.connect();
    await held.query('BEGIN');
    await held.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
      `publish:${shop.programId}`,
    ]);
    const published = publish(day(1));
    await someoneWaitsForALock(shop);
    // This batch waits behind the publisher and gets its turn while the long one still runs.
    await shop.feed([seenOrder('1', { createdAt: day(2) })]);
    await drainProgram(shop.needs(day(2)), shop.programId, BOUNDS);
    await held.query('COMMIT');
    held.release();
    expect(await published).toEqual({ ok: true, version: 2 });
    expect(await pending()).toEqual([{ pending: 100, refold: true }]);
  });
});

/** Resolves once a connection stands in line for an advisory lock. */
function someoneWaitsForALock(shop: DrainShop): Promise<void> {
  return connected(shop.database.adminUrl, async (client) => {
    for (let looks = 0; looks < 2_000; looks += 1) {
      const { rowCount } = await client.query(
        `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`,
      );
      if (rowCount) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('Nobody came to wait for the lock.');
  });
}

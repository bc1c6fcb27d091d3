import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readVersions } from '../../app/adapters/postgres/read-versions.server.ts';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { openPrisma } from '../../app/db.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { publishProgram } from '../../app/services/publish-program.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const definition = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const now = instant(Date.UTC(2026, 10, 23, 12));
const before = instant(now - 1);
const later = instant(now + 86_400_000);

describe('publishing program versions', () => {
  let database: TestDatabase;
  let prisma: ReturnType<typeof openPrisma>;
  let store: ReturnType<typeof versionStore>;
  let programId: number;
  let shops = 0;

  beforeAll(async () => {
    database = await freshDatabase();
    prisma = openPrisma(database.appUrl);
    store = versionStore(prisma);
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });
  beforeEach(async () => {
    shops += 1;
    programId = await openShop(`shop-${shops}.myshopify.com`);
  });

  async function openShop(domain: string): Promise<number> {
    const { rows } = await connected(database.appUrl, (client) =>
      client.query<{ id: number }>('SELECT program_id::int AS id FROM open_shop($1)', [domain]),
    );
    return rows[0]?.id ?? 0;
  }

  const publish = (effectiveAt = now, changes = {}) =>
    publishProgram(store, {
      programId,
      definition: { ...definition, ...changes },
      effectiveAt,
      publishedAt: now,
    });

  it('reads what was published before a program could say more as what it meant then', async () => {
    const { preset, currency, zone, earning, pendingDays, expiry, debt } = definition;
    const rewards = [
      {
        ...{ id: 'amount-off-5', name: '£5 off', cost: 500 },
        gives: { kind: 'amount-off', amountMinor: 500 },
      },
      { id: 'free-shipping', name: 'Free shipping', cost: 300, gives: { kind: 'free-shipping' } },
    ];
    const old = { preset, currency, zone, earning, pendingDays, expiry, debt, rewards };
    const name = `SELECT set_config('laurel.program_id', '${programId}', true)`;
    const read = await connected(database.appUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(name);
      await client.query(
        `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
         VALUES ($1, 1, $2, $2, $3)`,
        [programId, new Date(now), JSON.stringify(old)],
      );
      const versions = await readVersions(client, programId);
      await client.query('COMMIT');
      return versions;
    });
    // Nobody had been told that orders from before one joins would count.
    const meant = { version: 1, definition: { ...definition, lookBackDays: 0 } };
    expect(read).toMatchObject([meant]);
    expect(await store.list(programId)).toMatchObject([meant]);
  });

  it('asks for the card and the codes wherever it is installed, whoever publishes', async () => {
    const chores = () =>
      connected(database.ownerUrl, async (owner) => {
        const { rows } = await owner.query<{ kind: string; due: Date }>(
          'SELECT kind, due_at AS due FROM chores WHERE program_id = $1 ORDER BY kind',
          [programId],
        );
        return rows.map(({ kind, due }) => [kind, due.getTime()]);
      });
    await publish();
    expect(await chores()).toEqual([]);
    await connected(database.ownerUrl, (owner) =>
      owner.query('UPDATE shops SET installed_at = $2 WHERE program_id = $1', [
        programId,
        new Date(before),
      ]),
    );
    const budget = { monthPoints: points(1_000_000), warnAtPercent: 80 };
    await publish(later, { pendingDays: 7, budget });
    expect(await chores()).toEqual([
      ['budget', now],
      ['pool', now],
      ['program-card', now],
    ]);
  });

  it('numbers them 1, 2, 3 and keeps them as they were published', async () => {
    await publish();
    await publish(later, { pendingDays: 30 });
    await publish(now, { pendingDays: 7 });
    expect(await store.list(programId)).toEqual([
      { version: 1, effectiveAt: now, publishedAt: now, byBudget: false, definition },
      {
        version: 2,
        effectiveAt: later,
        publishedAt: now,
        byBudget: false,
        definition: { ...definition, pendingDays: 30 },
      },
      {
        version: 3,
        effectiveAt: now,
        publishedAt: now,
        byBudget: false,
        definition: { ...definition, pendingDays: 7 },
      },
    ]);
  });

  it('lets the first one judge the history a shop brings, and no later one', async () => {
    expect(await publish(before)).toEqual({ ok: true, version: 1 });
    expect(await publish(before)).toEqual({ ok: false, reason: 'effective_in_the_past' });
    expect(await publish(now)).toEqual({ ok: true, version: 2 });
  });

  it('gives ten publishers at once ten numbers without a gap', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => publish()));
    const numbers = outcomes.map((outcome) => (outcome.ok ? outcome.version : null));
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('refuses a program there is none of', async () => {
    programId = 999_999;
    expect(await publish()).toEqual({ ok: false, reason: 'unknown_program' });
  });

  it('shows no program the versions of another', async () => {
    await publish();
    const other = programId;
    expect(await store.list(await openShop('another-shop.myshopify.com'))).toEqual([]);
    expect(await store.list(other)).toHaveLength(1);
  });
});

/** The month's budget over real books: told, paused, gone on with, and nobody's version undone. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openChores } from '../../app/adapters/postgres/chores.server.ts';
import { readChore } from '../../app/adapters/postgres/read-chore.server.ts';
import { earnedSum } from '../../app/adapters/postgres/sum-earned.server.ts';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { workLocks } from '../../app/adapters/postgres/work-locks.server.ts';
import { openPrisma } from '../../app/db.server.ts';
import { type Instant, parseInstant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { versionInForce } from '../../app/domain/program/program.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { ChoreHandler } from '../../app/services/ports/chores.ts';
import { readBudget } from '../../app/services/read-budget.ts';
import { tendShops } from '../../app/services/tend-shops.ts';
import { watchBudget } from '../../app/services/watch-budget.ts';
import {
  BOUNDS,
  type DrainShop,
  openDrainShop,
  seenOrder,
  seenRefund,
  silentLog,
} from '../support/drain-shop.ts';
import { type LanguageShop, openLanguageShop } from '../support/language-shop.ts';

const POINTS = pointsPreset({ currency: 'GBP', zone: 'America/New_York' });
const PROGRAM = { ...POINTS, budget: { monthPoints: points(100), warnAtPercent: 80 } };
const MONTH_ENDS = at('2026-12-01T00:00-05:00');

let shop: LanguageShop;
let prisma: ReturnType<typeof openPrisma>;
beforeEach(async () => {
  shop = await openLanguageShop(POINTS);
  prisma = openPrisma(shop.database.appUrl);
  await shop.rows('UPDATE shops SET installed_at = created_at');
  await shop.publish(PROGRAM, on('1'));
});
afterEach(async () => {
  await prisma.$disconnect();
  await shop.close();
});

function at(text: string): Instant {
  const found = parseInstant(text);
  if (found === null) throw new Error(`${text} is an instant.`);
  return found;
}

/** That day of November at noon in New York, or at another time. */
function on(date: string, time = '12:00'): Instant {
  return at(`2026-11-${date.padStart(2, '0')}T${time}-05:00`);
}

const idle: ChoreHandler = async () => ({ state: {}, again: null });
const watcher = () =>
  watchBudget({
    versions: versionStore(prisma),
    sumEarned: earnedSum(shop.pool),
  });

/** A round of the worker's. */
async function tend(asOf: Instant): Promise<void> {
  const { begin, settled } = tendShops({
    ...{ chores: openChores(shop.pool), tryLock: workLocks(shop.pool), log: silentLog },
    atOnceMax: 4,
    handlers: {
      ...{ pool: idle, renew: idle, 'program-card': idle, history: idle, reconcile: idle },
      audit: idle,
      budget: watcher(),
    },
    standing: { mirror: async () => {}, release: async () => {} },
  });
  await begin(asOf);
  await settled();
}

const versionsOf = (programId = shop.programId) => versionStore(prisma).list(programId);
const told = async (asOf: Instant) => {
  const ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  return readBudget(readChore(shop.pool), ref, await versionsOf(), asOf);
};
const pausedBy = async (asOf: Instant) => {
  const inForce = versionInForce(await versionsOf(), asOf);
  return inForce?.definition.paused ? (inForce.byBudget ? 'budget' : 'owner') : null;
};

/** Earns by an order of that day; drained at once. */
async function earn(orderId: string, price: string, createdAt: Instant): Promise<void> {
  await shop.tell([seenOrder(orderId, { price, createdAt })]);
  await shop.drain(createdAt);
}

async function reachBound(): Promise<void> {
  await earn('a', '80.00', on('5'));
  await shop.tell([seenOrder('late', { price: '30.00', createdAt: on('5'), paid: false })]);
  await earn('b', '20.00', on('6'));
  await tend(on('6', '12:05'));
}

it('is watched from its publishing on, and its owner told at the warning', async () => {
  await tend(on('1'));
  expect(await told(on('1'))).toBeNull();
  await earn('a', '79.00', on('5'));
  await tend(on('5', '12:05'));
  expect(await told(on('5', '12:05'))).toBeNull();
  await earn('b', '1.00', on('6'));
  await tend(on('6', '12:05'));
  expect(await told(on('6', '12:05'))).toEqual({
    ...{ standing: 'warned', earned: 80, ...PROGRAM.budget, monthEnds: MONTH_ENDS },
  });
  expect(await pausedBy(on('6', '12:05'))).toBeNull();
});

it('pauses at the bound what is created from then on, and nothing else', async () => {
  await reachBound();
  expect(await told(on('7'))).toMatchObject({ standing: 'paused', earned: 100 });
  await earn('c', '500.00', on('7'));
  expect(await shop.member()).toMatchObject({ pending: 100 });
  const paid = { price: '30.00', createdAt: on('5'), updatedAt: on('8'), paid: true };
  await shop.tell([seenOrder('late', paid)]);
  await shop.drain(on('8'));
  expect(await shop.member()).toMatchObject({ pending: 130 });
  await shop.drain(on('25'));
  expect(await shop.member()).toMatchObject({ pending: 0, available: 130 });
  await shop.expectFresh(on('25'));
});

it('stays used up when points are taken back, and begins anew with the month', async () => {
  await reachBound();
  await shop.tell([seenRefund('a', { at: on('7') })]);
  await shop.drain(on('7'));
  await tend(on('7', '12:05'));
  expect(await told(on('7', '12:05'))).toMatchObject({ standing: 'paused', earned: 20 });
  // December has begun in UTC and not in the shop.
  await tend(on('30', '23:55'));
  await earn('c', '500.00', on('30', '23:59'));
  expect(await pausedBy(on('30', '23:59'))).toBe('budget');
  await tend(MONTH_ENDS);
  expect(await pausedBy(MONTH_ENDS)).toBeNull();
  expect((await versionsOf()).at(-1)?.definition).toEqual(PROGRAM);
  await earn('d', '7.00', at('2026-12-01T00:01-05:00'));
  expect(await shop.member()).toMatchObject({ pending: 7, available: 20 });
  await tend(at('2026-12-01T00:01-05:00'));
  expect(await versionsOf()).toHaveLength(4);
  await shop.expectFresh(at('2026-12-01T00:01-05:00'));
});

it('leaves a pause of the owner’s own where it is', async () => {
  await reachBound();
  await shop.publish({ ...PROGRAM, paused: true }, on('7'));
  await tend(on('7', '12:05'));
  await tend(MONTH_ENDS);
  expect(await pausedBy(MONTH_ENDS)).toBe('owner');
  expect(await versionsOf()).toHaveLength(4);
});

it('is paused once by as many as look at the same moment', async () => {
  await earn('a', '100.00', on('5'));
  const ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  const watch = watcher();
  await Promise.all(Array.from({ length: 8 }, () => watch(ref, {}, on('6'))));
  expect((await versionsOf()).map(({ byBudget }) => byBudget)).toEqual([false, false, true]);
});

it('does not count what the first version gave for the time before it was published', async () => {
  await shop.rows('DELETE FROM program_versions');
  await shop.rows('DELETE FROM chores');
  await shop.publish(PROGRAM, on('10'), on('1'));
  await earn('past', '900.00', on('5'));
  await earn('now', '79.00', on('11'));
  await tend(on('12'));
  expect(await shop.member()).toMatchObject({ pending: 979 });
  expect(await told(on('12'))).toBeNull();
});

it('of one program is nothing to another', async () => {
  const other: DrainShop = await openDrainShop(shop.database, PROGRAM);
  try {
    await earn('a', '100.00', on('5'));
    await other.feed([seenOrder('o', { price: '60.00', createdAt: on('5') })]);
    await drainProgram(other.needs(on('5')), other.programId, BOUNDS);
    await tend(on('6'));
    const month = { from: on('1', '00:00'), to: MONTH_ENDS };
    expect(await earnedSum(shop.pool)(shop.programId, month)).toBe(100);
    expect(await earnedSum(shop.pool)(other.programId, month)).toBe(60);
    expect(await pausedBy(on('6'))).toBe('budget');
    expect(await versionsOf(other.programId)).toHaveLength(1);
  } finally {
    await other.close();
  }
});

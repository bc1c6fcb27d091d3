/** The auditor at work: as a chore of the worker's, and beside a drain that never stops. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noteInstalled } from '../../app/adapters/postgres/note-installed.server.ts';
import { openAudits } from '../../app/adapters/postgres/laws/open-audits.server.ts';
import { openChores } from '../../app/adapters/postgres/chores.server.ts';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { readChore } from '../../app/adapters/postgres/read-chore.server.ts';
import { workLocks } from '../../app/adapters/postgres/work-locks.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { auditBooks } from '../../app/services/audit-books.ts';
import { auditView } from '../../app/services/audit-view.ts';
import type { ChoreHandler } from '../../app/services/ports/chores.ts';
import { tendShops } from '../../app/services/tend-shops.ts';
import { seededDice } from '../simulation/dice.ts';
import { auditor } from '../support/audit.ts';
import { day, silentLog } from '../support/drain-shop.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';
import { shuffledTrade } from '../support/shuffled-trade.ts';

const MINUTE_MS = 60_000;

let shop: LanguageShop;
beforeEach(async () => {
  shop = await openLanguageShop(pointsTiersPreset(HERE));
});
afterEach(() => shop.close());

const ref = () => ({ programId: shop.programId, shopId: shop.shopId, domain: shop.domain });
const idle: ChoreHandler = async () => ({ state: {}, again: null });

/** A round of the worker's in which nothing but the audit is done. */
async function tend(asOf: number): Promise<void> {
  const audits = openAudits(shop.pool);
  const clock = () => instant(asOf);
  const { begin, settled } = tendShops({
    ...{ chores: openChores(shop.pool), tryLock: workLocks(shop.pool), log: silentLog },
    atOnceMax: 8,
    handlers: {
      ...{ pool: idle, renew: idle, 'program-card': idle, history: idle, reconcile: idle },
      ...{ budget: idle },
      audit: auditBooks({ audits, sha256: chainCrypto.sha256, log: silentLog, clock }),
    },
    standing: { mirror: async () => {}, release: async () => {} },
  });
  await begin(clock());
  await settled();
}

const viewed = async () => {
  const chore = await readChore(shop.pool)(ref(), 'audit');
  return { view: auditView(openAudits(shop.pool).laws, chore?.state), dueAt: chore?.dueAt };
};

it('begins as the shop is installed, and keeps for the owner what it found', async () => {
  await shop.tell(shuffledTrade(seededDice(7), { orders: 20, days: 30, customers: 4 }).map(seenOf));
  await shop.drain(day(200));
  const at = day(201);
  const facts = { shopifyId: '1', name: 'A', currency: 'GBP', zone: 'UTC', scopes: '' };
  await noteInstalled(shop.pool)(ref(), { ...facts, at });
  expect((await viewed()).view.lookedAt).toBe(null);
  await tend(at);
  const sound = await viewed();
  expect(sound.view).toMatchObject({ broken: [], more: false, underWay: null });
  expect(sound.view.whole).toMatchObject({ finishedAt: at, members: 4 });
  expect(sound.dueAt).toBe(at + 10 * MINUTE_MS);

  await shop.rows('UPDATE lots SET awarded = awarded + 1 WHERE awarded > 0 AND pending = 0');
  await tend(at + 10 * MINUTE_MS);
  expect((await viewed()).view.broken, 'nothing was posted since').toEqual([]);
  await tend(at + 1_440 * MINUTE_MS);
  const { view } = await viewed();
  expect(view.broken.map(({ law }) => law)).toEqual(['award-is-movements']);
  expect(view.broken[0]?.memberIds.length).toBeGreaterThan(0);
  await shop.rows('UPDATE lots SET awarded = awarded - 1 WHERE awarded > 0 AND pending = 0');
  await tend(at + 1_450 * MINUTE_MS);
  expect((await viewed()).view.broken).toEqual([]);
});

it('never takes a drain that is under way for broken books', async () => {
  const trade = shuffledTrade(seededDice(11), { orders: 150, days: 60, customers: 8 });
  let draining = true;
  const drained = (async () => {
    for (let from = 0; from < trade.length; from += 25) {
      await shop.tell(trade.slice(from, from + 25).map(seenOf));
      await Promise.all([shop.drain(day(100 + from)), shop.drain(day(100 + from))]);
    }
  })().finally(() => {
    draining = false;
  });
  const audit = auditor(shop.pool);
  let looks = 0;
  while (draining) {
    const { state } = await audit(shop.programId, {}, day(5_000));
    expect(state.breaches).toEqual([]);
    looks += 1;
  }
  await drained;
  expect(looks).toBeGreaterThan(3);
});

function seenOf({ seen }: ReturnType<typeof shuffledTrade>[number]) {
  return seen;
}

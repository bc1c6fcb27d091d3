/**
 * Every kind of program through the real drain, told late, repeatedly and in no order: at every
 * stop on the way the books are what folding everything from scratch says.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { memberReader } from '../../app/adapters/postgres/export-member.server.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { beautyClubPreset } from '../../app/domain/program/presets/beauty-club.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { starsPreset } from '../../app/domain/program/presets/stars.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { seededDice } from '../simulation/dice.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, day, silentLog } from '../support/drain-shop.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';
import { shuffledTrade } from '../support/shuffled-trade.ts';

/** Caps, a bonus for one order, double points at the till, a date for points, and no debts. */
const BUSY: ProgramDefinition = {
  ...pointsPreset(HERE),
  campaigns: [
    {
      ...{ id: 'welcome', name: 'Welcome' },
      when: [{ kind: 'first-orders', not: false, orders: 2 }],
      gives: { kind: 'bonus', points: points(75), once: true },
    },
    {
      ...{ id: 'till', name: 'At the till' },
      when: [{ kind: 'channel', not: false, channels: ['pos'] }],
      gives: { kind: 'multiplier', percent: 200 },
    },
  ],
  caps: { order: points(900), day: null, month: points(1_200), member: null },
  pendingFrom: 'fulfilled',
  pendingDays: 3,
  expiry: { kind: 'after-earning', months: 2, graceDays: 7 },
  debt: 'stop-at-zero',
};

let shop: LanguageShop;
afterEach(() => shop.close());

const DAYS = 700;
const STOPS = [60, 61, 200, 430, 760, 1_200];

async function live(definition: ProgramDefinition, seed: number, customers = 5): Promise<void> {
  shop = await openLanguageShop(definition);
  const dice = seededDice(seed);
  const deliveries = shuffledTrade(dice, { orders: 90, days: DAYS, customers });
  let from = 0;
  for (const stop of STOPS) {
    const due = deliveries.filter(({ day: at }) => at >= from && at < stop);
    const middle = Math.floor(due.length / 2);
    for (const part of [due.slice(0, middle), due.slice(middle)]) {
      await shop.tell(part.map(({ seen }) => seen));
      await shop.drain(day(stop), 1 + dice.roll(40));
    }
    await shop.expectFresh(day(stop));
    from = stop;
  }
  await expectWords();
}

/** Every kind of movement has words, in the file that answers a person's request too. */
async function expectWords(): Promise<void> {
  const read = memberReader(shop.pool);
  for (const { customer_id: customerId } of await customers()) {
    const { movements } = await read(shop, customerId);
    expect(movements.length).toBeGreaterThan(0);
    expect(movements.filter(({ sentence }) => !/^[A-Z+−\d].*\.$/.test(sentence))).toEqual([]);
  }
}

/** All are erased: nothing in a movement or a lot leads to an order any more, and all balances. */
async function expectErasable(): Promise<void> {
  for (const { customer_id: customerId } of await customers()) await shop.seal(customerId);
  await assertBooksBalance(shop.database.ownerUrl);
  const left = await shop.rows(
    `SELECT v.cause, v.explanation, l.label
     FROM movements v JOIN lots l USING (program_id, member_id, lot_id)
     WHERE v.explanation IS NOT NULL OR l.label LIKE '#%'
        OR (v.cause ~ 'refund|chargeback' AND v.cause !~ ':erased$')`,
  );
  expect(left).toEqual([]);
}

const customers = () =>
  shop.rows<{ customer_id: string }>(
    'SELECT customer_id FROM members WHERE customer_id IS NOT NULL ORDER BY customer_id',
  );
const kinds = () =>
  shop.rows<{ kind: string }>(
    `SELECT DISTINCT kind FROM movements
     WHERE kind IN ('expire', 'forgive', 'repay') OR lot_id LIKE 'entry:%' ORDER BY kind`,
  );
const tiers = () => shop.rows<{ tier: string }>('SELECT DISTINCT tier FROM members ORDER BY tier');

describe('a trade told late, repeatedly and shuffled ends in the books of a fresh fold', () => {
  it('drained by many at once, who never get in each other’s way', async () => {
    shop = await openLanguageShop(beautyClubPreset(HERE));
    const deliveries = shuffledTrade(seededDice(15), { orders: 120, days: 400, customers: 3 });
    await shop.tell(deliveries.map(({ seen }) => seen));
    const warnings: string[] = [];
    const log = {
      ...silentLog,
      warn: (_fields: object, message: string) => void warnings.push(message),
    };
    const bounds = { ...BOUNDS, rowsPerBatch: 9 };
    const drains = Array.from({ length: 5 }, () =>
      drainProgram(shop.needs(day(420), { log }), shop.programId, bounds),
    );
    await Promise.all(drains);
    await shop.drain(day(420));
    expect(warnings).toEqual([]);
    await shop.expectFresh(day(420));
  });

  it('under Points + tiers, whose orders earn by the tier of their day', async () => {
    await live(pointsTiersPreset(HERE), 11);
    const multiplied = await shop.rows<{ tier: string }>(
      `SELECT DISTINCT line->>'id' AS tier
       FROM movements CROSS JOIN jsonb_array_elements(explanation->'multipliers') AS line
       WHERE kind = 'award' ORDER BY tier`,
    );
    expect(multiplied).toEqual([{ tier: 'tier:gold' }, { tier: 'tier:silver' }]);
    expect(await tiers()).toEqual([{ tier: 'bronze' }, { tier: 'gold' }]);
  });

  it('under Stars, which expire and are given for a level', async () => {
    await live(starsPreset(HERE), 12);
    expect(await kinds()).toEqual([{ kind: 'award' }, { kind: 'expire' }]);
  });

  it('under Beauty club, whose points live as long as the member comes back', async () => {
    await live(beautyClubPreset(HERE), 13);
    expect(await kinds()).toContainEqual({ kind: 'award' });
    await expectErasable();
  });

  it('under caps, a bonus given once, a wait for fulfilment, and no debts', async () => {
    await live(BUSY, 14, 12);
    expect(await kinds()).toContainEqual({ kind: 'expire' });
    expect(await kinds()).toContainEqual({ kind: 'forgive' });
    const welcome = await shop.rows<{ lots: number }>(
      `SELECT count(*)::int AS lots FROM lots
       WHERE lot_id LIKE 'order:%:welcome' AND awarded > 0 GROUP BY member_id`,
    );
    expect(welcome.every(({ lots }) => lots === 1)).toBe(true);
    expect(welcome.length).toBeGreaterThan(0);
    await expectErasable();
  });
});

/**
 * Every question that making, giving out and taking away a reward asks of Shopify × every way in
 * which its answer can fail to come, at a whole twin: it is settled within a minute of made time,
 * nobody has points without a reward or both, and the pools know what is there.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../app/contracts/card.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { Reward } from '../../app/domain/program/program.ts';
import { discounts, redeemCodes } from '../../twin/model/kinds.ts';
import { assertBooksBalance } from '../support/books.ts';
import { openWire, WIRE_FAULTS, type Wire, type WireFault } from '../support/faulty-wire.ts';
import { admitted } from '../support/redeem-shop.ts';
import { openTown, type Town } from '../support/town-at-twin.ts';

/** More often than the client asks again by itself, so that what it gives up is gone on with. */
const TIMES = 5;
/** What cannot be read is not asked for again at once: each time is a round that failed. */
const TIMES_OF_NONSENSE = 2;
const SETTLED_WITHIN_MS = 60_000;
const EARNED = 1_000;
const COST = 500;

let town: Town;
let wire: Wire;
let customerId: string;
let version = 1;

beforeAll(async () => {
  town = await openTown();
  wire = openWire(town.at);
  [customerId = ''] = await town.people(1, EARNED);
  await town.roundsUntil(isQuiet);
});
afterEach(() => wire.mend());
afterAll(async () => {
  wire.undo();
  await town.stop();
});

/** Publishes the preset's rewards and these. */
async function publish(more: readonly Reward[]): Promise<void> {
  const { currency, zone } = town.at.shop;
  const preset = pointsPreset({ currency, zone });
  version += 1;
  await town.rows(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     VALUES ($1, $2, $3, $3, $4)`,
    [
      town.shop.programId,
      version,
      new Date(town.clock()),
      { ...preset, rewards: [...preset.rewards, ...more] },
    ],
  );
  await makeDue('pool', 'program-card');
}

const makeDue = (...kinds: string[]) =>
  town.rows(
    `INSERT INTO chores (program_id, shop_id, kind, due_at)
     SELECT $1, $2, kind, $3 FROM unnest($4::text[]) AS kind
     ON CONFLICT (program_id, shop_id, kind) DO UPDATE SET due_at = $3`,
    [town.shop.programId, town.shop.shopId, new Date(town.clock()), kinds],
  );

type Kept = { code: string; discount: string | null; status: string; ready: boolean };

/** Nothing is begun and not ended: no discount, no code, no card. */
async function isQuiet(): Promise<boolean> {
  await expectNobodyWronged();
  const waiting = await town.rows(
    `SELECT 1 FROM reward_discounts d WHERE d.status = 'making' OR d.status = 'draining'
       OR d.status = 'live' AND (SELECT count(*) FROM codes c WHERE c.status = 'ready'
                                   AND c.discount_key = d.discount_key) < 20
     UNION ALL SELECT 1 FROM codes WHERE status = 'minting'
     UNION ALL SELECT 1 FROM outbox
     UNION ALL SELECT 1 FROM chores WHERE kind IN ('pool', 'renew', 'program-card') AND due_at <= $1
     UNION ALL SELECT 1 FROM redemptions WHERE status = 'open' AND asked_at IS NOT NULL`,
    [new Date(town.clock() + 10_000)],
  );
  const [live] = await town.rows<{ count: number }>(
    "SELECT count(*)::int AS count FROM reward_discounts WHERE status = 'live'",
  );
  return waiting.length === 0 && (live?.count ?? 0) >= 2;
}

const isAtShop = (code: string) =>
  town.world.store.findOne(redeemCodes, town.at.shop.id, 'code', code) !== null;

/** At every instant: who has the points has no code, and who has none has one that works. */
async function expectNobodyWronged(): Promise<void> {
  const known = await town.rows<{ code: string; status: string }>(
    `SELECT code, status FROM redemptions WHERE status IN ('open', 'released') AND asked_at IS NULL
        OR status = 'released'`,
  );
  const wronged = known.filter(({ code, status }) => isAtShop(code) !== (status === 'open'));
  expect(wronged).toEqual([]);
}

/** What the books say of discounts and codes is what the shop has, no more and no less. */
async function expectPoolsAreTrue(): Promise<void> {
  const kept = await town.rows<Kept>(
    `SELECT c.code, d.discount_id AS discount, c.status, c.status = 'ready' AS ready
     FROM codes c JOIN reward_discounts d USING (program_id, discount_key)
     WHERE c.status <> 'gone'`,
  );
  const said = kept.map(({ code, discount }) => `${discount} ${code}`);
  const there = [...town.world.store.each(redeemCodes, town.at.shop.id)].map(
    ({ code, discountId }) => `gid://shopify/DiscountCodeNode/${discountId} ${code}`,
  );
  expect(there.toSorted()).toEqual(said.toSorted());
  const live = await town.rows("SELECT FROM reward_discounts WHERE status = 'live'");
  expect([...town.world.store.each(discounts, town.at.shop.id)]).toHaveLength(live.length);
}

/** Goes on until all is settled, which took no longer than a minute since the last fault. */
async function settle(isSo: () => Promise<boolean> = async () => true): Promise<void> {
  await town.round();
  await town.roundsUntil(async () => wire.failed() > 0 && (await isQuiet()) && (await isSo()));
  expect(town.clock() - wire.failedAt()).toBeLessThanOrEqual(SETTLED_WITHIN_MS);
  await expectPoolsAreTrue();
}

function fail(field: string, fault: WireFault): void {
  wire.fail(field, fault, fault.includes('nonsense') ? TIMES_OF_NONSENSE : TIMES);
}

const OFF = { kind: 'amount-off', amountMinor: minor(700) } as const;
const SHIPPED = { kind: 'free-shipping', mostMinor: minor(900) } as const;

const faultsOf = (fields: readonly string[]) =>
  fields.flatMap((field) => WIRE_FAULTS.map((fault) => [field, fault] as const));

describe('a reward that is published and withdrawn', () => {
  const fields = [
    'discountCodeBasicCreate',
    'discountCodeFreeShippingCreate',
    'discountRedeemCodeBulkAdd',
    'discountRedeemCodeBulkCreation',
    'discountCodeDelete',
    'metafieldsSet',
  ];
  it.each(faultsOf(fields))('is made and taken away once, though %s %s', async (field, fault) => {
    const gives = field.includes('Shipping') ? SHIPPED : OFF;
    const made = fixedReward({ id: `r${version}`, name: 'It', cost: points(COST), gives });
    fail(field, fault);
    const isOfTheEnd = field === 'discountCodeDelete';
    await publish([made]);
    if (isOfTheEnd) await town.round();
    else await settle();
    await publish([]);
    await settle();
  });
});

describe('discounts that are renewed', () => {
  const fields = ['discountCodeBasicUpdate', 'discountCodeFreeShippingUpdate'];
  it.each(faultsOf(fields))('end three days later, though %s %s', async (field, fault) => {
    fail(field, fault);
    const least = town.clock() + 3 * 86_400_000;
    await makeDue('renew');
    await settle(async () => {
      const early = await town.rows(
        "SELECT FROM reward_discounts WHERE status = 'live' AND ends_at < $1",
        [new Date(least)],
      );
      return early.length === 0;
    });
    for (const { endsAt } of town.world.store.each(discounts, town.at.shop.id)) {
      expect(endsAt).toBeGreaterThanOrEqual(least);
    }
  });
});

describe('a reward that is redeemed and given back', () => {
  const card = async (): Promise<Card | null> => {
    const of = { ownerId: `gid://shopify/Customer/${customerId}`, key: 'card' } as const;
    const there = await town.shopify.readMetafield(town.shop, of);
    return there && (JSON.parse(there.value) as Card);
  };
  const fields = [
    'metafieldsSet',
    'codeDiscountNodeByCode',
    'discountCodeRedeemCodeBulkDelete',
    'job',
    'orders',
  ];
  it.each(faultsOf(fields))('leaves the points and no code, though %s %s', async (field, fault) => {
    fail(field, fault);
    const key = `tap-${field}-${fault}`.replaceAll(/[^\w]/g, '-').slice(0, 64);
    const ask = { customerId, rewardId: 'amount-off-5', key };
    const { redemption } = admitted(await town.redeem(ask));
    expect(isAtShop(redemption.code)).toBe(true);
    if (field === 'metafieldsSet') await settle(async () => (await card())?.held === COST);
    await town.takeBack({ customerId, code: redemption.code });
    await settle(async () => (await card())?.available === EARNED);
    expect(isAtShop(redemption.code)).toBe(false);
  });
});

it('leaves books that balance', () => assertBooksBalance(town.at.database.ownerUrl));

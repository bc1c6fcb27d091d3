import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainBatch } from '../../app/services/drain-batch.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder } from '../support/drain-shop.ts';
import { admitted, earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';

let shop: RedeemShop;
beforeEach(async () => {
  shop = await openRedeemShop();
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

const counts = async () => {
  const [row] = await shop.rows<{ redemptions: number; taken: number; decisions: number }>(
    `SELECT (SELECT count(*)::int FROM redemptions) AS redemptions,
            (SELECT count(*)::int FROM codes WHERE status = 'taken') AS taken,
            (SELECT count(*)::int FROM decisions) AS decisions`,
  );
  return row;
};

describe('redeeming a reward', () => {
  it('holds the points and hands out a code of the pool, with a card that shows it', async () => {
    await earn(shop, 1_200);
    const codes = await shop.fillPool(3);
    const { redemption, card } = admitted(await shop.at(day(21)).redeem());
    expect(codes).toContain(redemption.code);
    expect(redemption).toEqual({
      code: redemption.code,
      rewardId: 'amount-off-5',
      rewardName: '£5 off',
      cost: 500,
      status: 'open',
      lapsesAt: day(22),
    });
    expect(card).toMatchObject({ seq: 3, pending: 0, available: 700, held: 500, maturing: [] });
    expect(card.lines).toHaveLength(3);
    const { card: again, redemptions } = await shop.at(day(21)).wallet();
    expect({ again, redemptions }).toEqual({ again: card, redemptions: [redemption] });
  });

  it('counts what matures at this very moment, though no worker was by', async () => {
    await earn(shop, 100);
    await shop.fillPool(1);
    await shop.feed([seenOrder('2', { createdAt: day(21), price: '450.00' })]);
    await shop.at(day(22)).drain();
    expect(await shop.at(day(34)).redeem()).toEqual({
      ok: false,
      reason: 'insufficient_points',
      available: 100,
      required: 500,
    });
    const { card } = admitted(await shop.at(day(35)).redeem());
    expect(card).toMatchObject({ pending: 0, available: 50, held: 500 });
  });

  it('takes soonest expiring and oldest lots first, several if need be', async () => {
    await shop.feed([
      seenOrder('b', { createdAt: day(1), price: '300.00' }),
      seenOrder('a', { createdAt: day(0), price: '300.00' }),
    ]);
    await shop.at(day(20)).drain();
    await shop.fillPool(1);
    admitted(await shop.at(day(21)).redeem());
    const lots = await shop.rows(
      'SELECT label, available::int, held::int FROM lots ORDER BY earned_at',
    );
    expect(lots).toEqual([
      { label: '#a', available: 0, held: 300 },
      { label: '#b', available: 100, held: 200 },
    ]);
  });

  it('folds a member again first whose past has changed', async () => {
    await earn(shop, 400);
    await shop.fillPool(2);
    await shop.feed([seenOrder('late', { createdAt: day(-3), price: '200.00' })]);
    const batch = { programId: shop.programId, claim: { atMost: 10 }, asOf: day(20) };
    await drainBatch(shop.needs(day(20)), batch);
    expect(await shop.rows('SELECT FROM members WHERE refold')).toHaveLength(1);
    const { card } = admitted(await shop.at(day(21)).redeem());
    expect(card).toMatchObject({ available: 100, held: 500 });
    expect(await shop.rows('SELECT FROM members WHERE refold')).toEqual([]);
  });

  it('stamps two decisions of one millisecond one after the other', async () => {
    await earn(shop, 1_000);
    await shop.fillPool(2);
    const now = shop.at(day(21));
    admitted(await now.redeem());
    admitted(await now.redeem());
    const at = await shop.rows<{ at: Date }>('SELECT at FROM decisions ORDER BY at');
    expect(at.map((one) => one.at.getTime() - day(21))).toEqual([0, 1]);
    await shop.rows('UPDATE members SET refold = true');
    await now.drain();
    expect(await shop.rows('SELECT held::int FROM members')).toEqual([{ held: 1_000 }]);
  });

  it('still knows the hold when a worker whose clock is behind folds them again', async () => {
    await earn(shop, 500);
    await shop.fillPool(1);
    admitted(await shop.at(day(21)).redeem());
    await shop.rows('UPDATE members SET refold = true');
    await shop.at(day(20.9)).drain();
    expect(await shop.rows('SELECT available::int, held::int, refold FROM members')).toEqual([
      { available: 0, held: 500, refold: false },
    ]);
  });
});

describe('the same key again', () => {
  it('gives the same answer, and nothing more is held', async () => {
    await earn(shop, 1_000);
    await shop.fillPool(2);
    const key = 'one-tap-1';
    const first = await shop.at(day(21)).redeem({ key });
    expect(await shop.at(day(21.5)).redeem({ key })).toEqual(first);
    expect(await counts()).toEqual({ redemptions: 1, taken: 1, decisions: 1 });
  });

  it('answers as it stands by then, also where the reward is not offered any more', async () => {
    await earn(shop, 1_000);
    await shop.fillPool(2);
    const key = 'one-tap-1';
    const { redemption } = admitted(await shop.at(day(21)).redeem({ key }));
    await shop.at(day(21)).takeBack(redemption.code);
    await publish([]);
    const again = admitted(await shop.at(day(21.5)).redeem({ key }));
    expect(again.redemption).toEqual({ ...redemption, status: 'releasing' });
  });

  it('is refused with another reward', async () => {
    await earn(shop, 1_000);
    await shop.fillPool(2);
    const key = 'one-tap-1';
    admitted(await shop.at(day(21)).redeem({ key }));
    const other = await shop.at(day(21)).redeem({ key, rewardId: 'free-shipping' });
    expect(other).toEqual({ ok: false, reason: 'key_reused' });
  });

  it('of another member is another key', async () => {
    await earn(shop, 500);
    await earn(shop, 500, 'c2');
    await shop.fillPool(2);
    const key = 'one-tap-1';
    const mine = admitted(await shop.at(day(21)).redeem({ key }));
    const theirs = admitted(await shop.at(day(21)).redeem({ key, customerId: 'c2' }));
    expect(theirs.redemption.code).not.toBe(mine.redemption.code);
  });
});

describe('a refusal moves nothing', () => {
  const refusals: [string, () => Promise<void>, object, object][] = [
    [
      'program_not_live before any version is in force',
      () => shop.rows("UPDATE program_versions SET effective_at = '2100-01-01'").then(() => {}),
      {},
      { reason: 'program_not_live' },
    ],
    [
      'unknown_reward',
      () => shop.fillPool(1).then(() => {}),
      { rewardId: 'gone' },
      {
        reason: 'unknown_reward',
      },
    ],
    [
      'unknown_reward once it was switched off',
      () => publish([]),
      {},
      {
        reason: 'unknown_reward',
      },
    ],
    [
      'not_a_member',
      () => shop.fillPool(1).then(() => {}),
      { customerId: 'stranger' },
      {
        reason: 'not_a_member',
      },
    ],
    [
      'insufficient_points, with what there is',
      () => shop.fillPool(1).then(() => {}),
      { customerId: 'poor' },
      { reason: 'insufficient_points', available: 499, required: 500 },
    ],
    [
      'no_code_ready where no pool was made',
      () => Promise.resolve(),
      {},
      {
        reason: 'no_code_ready',
      },
    ],
    [
      'no_code_ready where the pool is empty',
      () => shop.fillPool(0).then(() => {}),
      {},
      {
        reason: 'no_code_ready',
      },
    ],
    [
      'no_code_ready where the codes give something else',
      () => shop.fillPool(1, { fingerprint: 'amount-off 600 GBP' }).then(() => {}),
      {},
      { reason: 'no_code_ready' },
    ],
    [
      'no_code_ready where the discount drains',
      () => shop.fillPool(1, { status: 'draining' }).then(() => {}),
      {},
      { reason: 'no_code_ready' },
    ],
    [
      'no_code_ready where the codes die before the redemption lapses',
      () => shop.fillPool(1, { endsAt: day(21.9) }).then(() => {}),
      {},
      { reason: 'no_code_ready' },
    ],
  ];
  it.each(refusals)('%s', async (_name, given, ask, refusal) => {
    await earn(shop, 1_000);
    await earn(shop, 499, 'poor');
    await given();
    const before = await counts();
    expect(await shop.at(day(21)).redeem(ask)).toEqual({ ok: false, ...refusal });
    expect(await counts()).toEqual(before);
    expect(await shop.rows('SELECT FROM members WHERE held <> 0')).toEqual([]);
  });

  it('too_many_open: ten rewards in hand and no more', async () => {
    await earn(shop, 6_000);
    await shop.fillPool(11);
    const now = shop.at(day(21));
    for (let place = 0; place < 10; place += 1) admitted(await now.redeem());
    expect(await now.redeem()).toEqual({ ok: false, reason: 'too_many_open' });
  });

  it('not_a_member for one who was erased', async () => {
    await earn(shop, 1_000);
    await shop.fillPool(1);
    await shop.seal();
    expect(await shop.at(day(21)).redeem()).toEqual({ ok: false, reason: 'not_a_member' });
    expect(await shop.at(day(21)).wallet()).toEqual({ ok: true, card: null, redemptions: [] });
  });

  it('of another shop: its customers and codes are not seen', async () => {
    const other = await openRedeemShop(shop.database);
    try {
      await earn(shop, 1_000);
      await shop.fillPool(1);
      const ask = { customerId: 'c1' };
      expect(await other.at(day(21)).redeem(ask)).toEqual({ ok: false, reason: 'not_a_member' });
      await earn(other, 1_000);
      expect(await other.at(day(21)).redeem(ask)).toEqual({ ok: false, reason: 'no_code_ready' });
      const { redemption } = admitted(await shop.at(day(21)).redeem());
      const taken = await other.at(day(21)).takeBack(redemption.code);
      expect(taken).toEqual({ ok: false, reason: 'unknown_redemption' });
    } finally {
      await other.close();
    }
  });
});

/** Publishes a version that is in force at once, with only these rewards. */
async function publish(rewards: object[]): Promise<void> {
  await shop.rows(
    `INSERT INTO program_versions (program_id, version, effective_at, published_at, definition)
     SELECT program_id, 2, $2, $2, jsonb_set(definition, '{rewards}', $3)
     FROM program_versions WHERE program_id = $1`,
    [shop.programId, new Date(day(20)), JSON.stringify(rewards)],
  );
}

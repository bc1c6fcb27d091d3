import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '../../app/contracts/observation.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder, seenRefund } from '../support/drain-shop.ts';
import {
  admitted,
  earn,
  openRedeemShop,
  type RedeemShop,
  usingOrder,
} from '../support/redeem-shop.ts';

let shop: RedeemShop;
beforeEach(async () => {
  shop = await openRedeemShop();
  await earn(shop, 500);
  await shop.fillPool(3);
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

/** Feeds and drains as of a day. */
async function hear(days: number, ...seen: Observation[]): Promise<void> {
  await shop.feed(seen);
  await shop.at(day(days)).drain();
}

const redeemed = async (days = 21): Promise<string> =>
  admitted(await shop.at(day(days)).redeem()).redemption.code;

const balances = async (customerId = 'c1') => {
  const [row] = await shop.rows<{ pending: number; available: number; held: number }>(
    `SELECT pending::int, available::int, held::int FROM members WHERE customer_id = $1`,
    [customerId],
  );
  return row;
};

const theRedemption = async () => {
  const [row] = await shop.rows<{
    redemption_id: string;
    status: string;
    charged: number;
    asked: boolean;
  }>(
    `SELECT redemption_id, status, charged::int, asked_at IS NOT NULL AS asked
     FROM redemptions ORDER BY redemption_id LIMIT 1`,
  );
  if (!row) throw new Error('There is a redemption.');
  return {
    id: Number(row.redemption_id),
    status: row.status,
    charged: row.charged,
    asked: row.asked,
  };
};

const isReleasable = async (days: number): Promise<boolean> => {
  const found = await shop.rows(
    "SELECT FROM redemptions WHERE status = 'open' AND coalesce(asked_at, lapses_at) <= $1",
    [new Date(day(days))],
  );
  return found.length > 0;
};

describe('an order that carries the code', () => {
  it('binds the reward while it is unpaid, so that nothing releases it', async () => {
    const code = await redeemed();
    await hear(21.1, usingOrder('1', code, { paid: false }));
    expect(await theRedemption()).toMatchObject({ status: 'bound' });
    expect(await balances()).toMatchObject({ available: 0, held: 500 });
    expect(await isReleasable(40)).toBe(false);
    expect(await shop.at(day(40)).release((await theRedemption()).id)).toEqual({
      ok: false,
      reason: 'carried',
    });
    expect(await shop.at(day(21.2)).takeBack(code)).toEqual({ ok: false, reason: 'already_used' });
    expect((await shop.at(day(21.2)).wallet()).redemptions).toMatchObject([{ status: 'bound' }]);
  });

  it('settles it once it is paid, and twice told is once settled', async () => {
    const code = await redeemed();
    await hear(21.1, usingOrder('1', code, { paid: false }));
    const paid = usingOrder('1', code, { updatedAt: day(23) });
    await hear(24, paid, paid);
    await hear(25, paid);
    expect(await theRedemption()).toMatchObject({ status: 'settled', charged: 0 });
    // £40 less £5 earn 35 points, which wait.
    expect(await balances()).toEqual({ pending: 35, available: 0, held: 0 });
    expect((await shop.at(day(25)).wallet()).redemptions).toEqual([]);
  });

  it('settles it where somebody else placed it: the points were the holder’s', async () => {
    const code = await redeemed();
    await hear(22, usingOrder('1', code, { customerId: 'friend' }));
    expect(await theRedemption()).toMatchObject({ status: 'settled' });
    expect(await balances()).toEqual({ pending: 0, available: 0, held: 0 });
    expect(await balances('friend')).toEqual({ pending: 35, available: 0, held: 0 });
  });

  it('settles it where a guest placed it', async () => {
    const code = await redeemed();
    await hear(22, usingOrder('1', code, { customerId: null, emailHash: 'f00' }));
    expect(await theRedemption()).toMatchObject({ status: 'settled' });
    expect(await balances()).toEqual({ pending: 0, available: 0, held: 0 });
  });

  it('returns its points in the proportion of what comes back', async () => {
    const code = await redeemed();
    await hear(22, usingOrder('1', code));
    await hear(24, seenRefund('1', { at: day(23) }));
    expect(await balances()).toEqual({ pending: 17, available: 250, held: 0 });
    await hear(26, seenRefund('1', { id: 'r2', at: day(25) }));
    expect(await balances()).toEqual({ pending: 0, available: 500, held: 0 });
    expect(await theRedemption()).toMatchObject({ status: 'settled' });
  });

  it('returns them where the refund is heard of before the order', async () => {
    const code = await redeemed();
    await hear(24, seenRefund('1', { at: day(23) }));
    await hear(25, usingOrder('1', code));
    expect(await balances()).toEqual({ pending: 17, available: 250, held: 0 });
  });

  it('gives the reward back when it is cancelled unpaid', async () => {
    const code = await redeemed();
    const unpaid = { paid: false } as const;
    await hear(21.1, usingOrder('1', code, unpaid));
    const cancelledAt = day(23);
    await hear(24, usingOrder('1', code, { ...unpaid, updatedAt: cancelledAt, cancelledAt }));
    expect(await theRedemption()).toMatchObject({ status: 'open', asked: true });
    const { id } = await theRedemption();
    expect(await shop.at(day(24.1)).release(id)).toEqual({ ok: true });
    expect(await balances()).toEqual({ pending: 0, available: 500, held: 0 });
  });
});

describe('a redemption nobody uses', () => {
  it('is released after its day, once, and its code is gone', async () => {
    const code = await redeemed();
    expect(await isReleasable(21.9)).toBe(false);
    expect(await isReleasable(22)).toBe(true);
    const { id } = await theRedemption();
    expect(await shop.at(day(22)).release(id)).toEqual({ ok: true });
    expect(await balances()).toEqual({ pending: 0, available: 500, held: 0 });
    expect(await shop.at(day(22)).release(id)).toEqual({ ok: false, reason: 'not_open' });
    const status = 'SELECT status FROM codes WHERE code = $1';
    expect(await shop.rows(status, [code])).toEqual([{ status: 'gone' }]);
    expect(await isReleasable(30)).toBe(false);
    expect((await shop.at(day(22)).takeBack(code)).ok).toBe(true);
  });

  it('is settled instead where an order came to carry it meanwhile', async () => {
    const code = await redeemed();
    const { id } = await theRedemption();
    await hear(23, usingOrder('1', code));
    expect(await shop.at(day(23)).release(id)).toEqual({ ok: false, reason: 'carried' });
    expect(await balances()).toEqual({ pending: 35, available: 0, held: 0 });
  });

  it('of a member who was erased only ends: they are never folded again', async () => {
    await redeemed();
    const { id } = await theRedemption();
    await shop.seal();
    expect(await shop.at(day(22)).release(id)).toEqual({ ok: true });
    expect(await theRedemption()).toMatchObject({ status: 'released' });
    expect(await shop.rows('SELECT held::int FROM members')).toEqual([{ held: 500 }]);
  });

  it('unknown is not open', async () => {
    expect(await shop.at(day(22)).release(404)).toEqual({ ok: false, reason: 'not_open' });
  });
});

describe('a code used beyond what was held', () => {
  it('after its release takes the points, as a debt that is seen', async () => {
    const code = await redeemed();
    const { id } = await theRedemption();
    await shop.at(day(22)).release(id);
    const again = await redeemed(22.1);
    expect(again).not.toBe(code);
    await hear(24, usingOrder('1', code, { paid: false, createdAt: day(21.5) }));
    expect(await balances()).toEqual({ pending: 0, available: 0, held: 500 });
    await hear(25, usingOrder('1', code, { createdAt: day(21.5), updatedAt: day(24.5) }));
    expect(await balances()).toEqual({ pending: 35, available: -500, held: 500 });
    expect(await theRedemption()).toMatchObject({ status: 'released', charged: 500 });
    await hear(26, usingOrder('1', code, { createdAt: day(21.5), updatedAt: day(24.5) }));
    expect(await balances()).toEqual({ pending: 35, available: -500, held: 500 });
    expect(await shop.at(day(26)).redeem()).toMatchObject({ reason: 'insufficient_points' });
  });

  it('by a second order is charged once more', async () => {
    await earnMore(700);
    const code = await redeemed();
    await hear(22, usingOrder('1', code));
    await hear(23, usingOrder('2', code, { createdAt: day(22) }));
    expect(await balances()).toEqual({ pending: 70, available: 200, held: 0 });
    expect(await theRedemption()).toMatchObject({ status: 'settled', charged: 500 });
    await hear(25, seenRefund('2', { at: day(24), units: [{ lineId: 'l1', quantity: 2 }] }));
    expect(await balances()).toEqual({ pending: 35, available: 700, held: 0 });
  });

  it('without having been given to anybody is charged to whoever used it, once', async () => {
    const [code = ''] = await shop.fillPool(1);
    await hear(22, usingOrder('1', code));
    expect(await theRedemption()).toMatchObject({ status: 'unissued', charged: 500 });
    expect(await balances()).toEqual({ pending: 35, available: 0, held: 0 });
    await hear(23, usingOrder('1', code, { updatedAt: day(22.5) }));
    expect(await balances()).toEqual({ pending: 35, available: 0, held: 0 });
    const given = [await redeemedBy('c2'), await redeemedBy('c3'), await redeemedBy('c4')];
    expect(given).not.toContain(code);
  });

  it('by a guest is nobody’s, and the code is never handed out', async () => {
    const codes = await shop.rows<{ code: string }>('SELECT code FROM codes ORDER BY code');
    const code = codes[0]?.code ?? '';
    await hear(22, usingOrder('1', code, { customerId: null }));
    expect(await shop.rows('SELECT FROM redemptions')).toEqual([]);
    expect(await redeemed(22)).not.toBe(code);
  });

  it('that is no code of ours is nobody’s business', async () => {
    await hear(22, usingOrder('1', 'LAUREL-0000-0000-0000'));
    expect(await shop.rows('SELECT FROM redemptions')).toEqual([]);
    expect(await balances()).toEqual({ pending: 35, available: 500, held: 0 });
  });
});

describe('an order whose owner changes', () => {
  it('settles once, whoever owns it', async () => {
    const code = await redeemed();
    await hear(22, usingOrder('1', code));
    await hear(23, usingOrder('1', code, { customerId: 'friend', updatedAt: day(22.5) }));
    expect(await balances()).toEqual({ pending: 0, available: 0, held: 0 });
    expect(await balances('friend')).toEqual({ pending: 35, available: 0, held: 0 });
    expect(await theRedemption()).toMatchObject({ status: 'settled', charged: 0 });
  });
});

async function earnMore(points: number): Promise<void> {
  const order = seenOrder('more', { price: `${points}.00`, createdAt: day(1) });
  await hear(20, order);
}

async function redeemedBy(customerId: string): Promise<string> {
  await earn(shop, 500, customerId);
  return admitted(await shop.at(day(24)).redeem({ customerId })).redemption.code;
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertBooksBalance } from '../support/books.ts';
import { day } from '../support/drain-shop.ts';
import { admitted, earn, openRedeemShop, type RedeemShop } from '../support/redeem-shop.ts';

let shop: RedeemShop;
beforeEach(async () => {
  shop = await openRedeemShop();
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

describe('taking a reward back', () => {
  it('asks for its release, once, however often', async () => {
    await earn(shop, 500);
    await shop.fillPool(1);
    const { redemption, card } = admitted(await shop.at(day(21)).redeem());
    const answer = await shop.at(day(21.1)).takeBack(redemption.code.toLowerCase());
    expect(answer).toEqual({ ok: true, redemption: { ...redemption, status: 'releasing' }, card });
    expect(await shop.at(day(21.2)).takeBack(redemption.code)).toEqual(answer);
    expect(await shop.rows('SELECT asked_at FROM redemptions')).toEqual([
      { asked_at: new Date(day(21.1)) },
    ]);
  });

  it('is refused for the code of another, an unknown one and nonsense', async () => {
    await earn(shop, 500);
    await earn(shop, 500, 'c2');
    const [ready = ''] = await shop.fillPool(2);
    const { redemption } = admitted(await shop.at(day(21)).redeem());
    const unknown = { ok: false, reason: 'unknown_redemption' };
    const now = shop.at(day(21));
    expect(await now.takeBack(redemption.code, 'c2')).toEqual(unknown);
    expect(await now.takeBack(redemption.code, 'stranger')).toEqual(unknown);
    expect(await now.takeBack(ready === redemption.code ? 'x' : ready)).toEqual(unknown);
    expect(await now.takeBack("'; DROP TABLE codes")).toEqual(unknown);
    expect(await shop.rows('SELECT FROM redemptions WHERE asked_at IS NOT NULL')).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drainProgram } from '../../app/services/drain-program.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import { releaseRedemption } from '../../app/services/release-redemption.ts';
import { assertBooksBalance } from '../support/books.ts';
import { BOUNDS, day, seenRefund } from '../support/drain-shop.ts';
import { dyingBooks } from '../support/dying-books.ts';
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
});
afterEach(() => shop.close());

const ask = (customerId: string) => {
  const { programId, shopId } = shop;
  const who = { programId, shopId, customerId };
  return { ...who, rewardId: 'amount-off-5', key: 'one-tap-1', via: 'theme' } as const;
};

const redemptionsOf = (customerId: string) =>
  shop.rows<{ redemption_id: string; status: string }>(
    `SELECT redemption_id, status FROM redemptions JOIN members USING (program_id, member_id)
     WHERE customer_id = $1`,
    [customerId],
  );

/** Runs `attempt` dying ever later, each time for a customer of its own, until it survives. */
async function killEverywhere(
  attempt: (customerId: string, dieAt: number) => Promise<boolean>,
  after: (customerId: string) => Promise<void>,
): Promise<number> {
  for (let dieAt = 1; ; dieAt += 1) {
    const customerId = `c${dieAt}`;
    await earn(shop, 500, customerId);
    await shop.fillPool(1);
    const died = await attempt(customerId, dieAt);
    await assertBooksBalance(shop.database.ownerUrl);
    await after(customerId);
    await assertBooksBalance(shop.database.ownerUrl);
    if (!died) return dieAt;
  }
}

describe('a process killed at any step', () => {
  it('of redeeming: asked again under the same key there is one reward', async () => {
    const { needs } = shop.at(day(21));
    const steps = await killEverywhere(
      async (customerId, dieAt) => {
        const dying = dyingBooks(needs.books, dieAt);
        await redeemReward({ ...needs, books: dying.books })(ask(customerId)).catch(() => {});
        return dying.died();
      },
      async (customerId) => {
        admitted(await redeemReward(needs)(ask(customerId)));
        expect(await redemptionsOf(customerId)).toMatchObject([{ status: 'open' }]);
      },
    );
    expect(steps, 'how many steps there were').toBeGreaterThan(12);
    const taken = await shop.rows("SELECT FROM codes WHERE status = 'taken'");
    expect(taken).toHaveLength(steps);
  });

  it('of settling and returning: the next one ends with exact books', async () => {
    const { needs } = shop.at(day(21));
    const steps = await killEverywhere(
      async (customerId, dieAt) => {
        const { redemption } = admitted(await redeemReward(needs)(ask(customerId)));
        const orderId = `u-${customerId}`;
        const order = usingOrder(orderId, redemption.code, { customerId: `friend-${customerId}` });
        await shop.feed([seenRefund(orderId, { at: day(22) }), order]);
        const worker = shop.needs(day(23));
        const dying = dyingBooks(worker.books, dieAt);
        const books = { ...dying.books, parkRow: () => Promise.reject(new Error('killed')) };
        await drainProgram({ ...worker, books }, shop.programId, BOUNDS).catch(() => {});
        return dying.died();
      },
      async (customerId) => {
        await shop.at(day(24)).drain();
        expect(await redemptionsOf(customerId)).toMatchObject([{ status: 'settled' }]);
        const balance = 'SELECT available::int, held::int FROM members WHERE customer_id = $1';
        expect(await shop.rows(balance, [customerId])).toEqual([{ available: 250, held: 0 }]);
      },
    );
    expect(steps, 'how many steps there were').toBeGreaterThan(20);
  });

  it('of a release: the next one gives the points back, once', async () => {
    const { needs } = shop.at(day(22));
    const releaseOf = async (customerId: string, books = needs.books) => {
      const [row] = await redemptionsOf(customerId);
      const redemptionId = Number(row?.redemption_id);
      return releaseRedemption({ ...needs, books })({ programId: shop.programId, redemptionId });
    };
    await killEverywhere(
      async (customerId, dieAt) => {
        admitted(await shop.at(day(21)).redeem({ customerId }));
        const dying = dyingBooks(needs.books, dieAt);
        await releaseOf(customerId, dying.books).catch(() => {});
        return dying.died();
      },
      async (customerId) => {
        await releaseOf(customerId);
        expect(await redemptionsOf(customerId)).toMatchObject([{ status: 'released' }]);
        const balance = 'SELECT available::int, held::int FROM members WHERE customer_id = $1';
        expect(await shop.rows(balance, [customerId])).toEqual([{ available: 500, held: 0 }]);
      },
    );
  });
});

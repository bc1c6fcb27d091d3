import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drainProgram } from '../../app/services/drain-program.ts';
import { assertBooksBalance, netPositions } from '../support/books.ts';
import {
  day,
  type DrainShop,
  foldInMemory,
  openDrainShop,
  seenOrder,
  seenRefund,
} from '../support/drain-shop.ts';

const BOUNDS = { rowsPerBatch: 200, batchesMax: 50, budgetMs: 60_000 };

describe('draining the inbox', () => {
  let shop: DrainShop;
  beforeAll(async () => {
    shop = await openDrainShop();
  });
  afterAll(() => shop.close());

  it('turns a paid order into pending points', async () => {
    const seen = [seenOrder('1'), seenRefund('2', { at: day(3) })];
    await shop.feed(seen);
    const outcome = await drainProgram(shop.needs(day(1)), shop.programId, BOUNDS);
    expect(outcome).toMatchObject({ rows: 2, parked: 0, more: false });
    expect(await netPositions(shop.database.ownerUrl)).toEqual(foldInMemory(seen, day(1)));
    await assertBooksBalance(shop.database.ownerUrl);
  });
});

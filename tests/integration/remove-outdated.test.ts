import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { sweep } from '../../app/services/sweep.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { day, type DrainShop, openDrainShop } from '../support/drain-shop.ts';

let shop: DrainShop;
beforeEach(async () => {
  shop = await openDrainShop();
});
afterEach(() => shop.close());

// Done from the first minute of a day on, one each minute; and one of each other kind, just as old.
const DELIVERIES = `
  INSERT INTO inbox (program_id, shop_id, delivery_id, topic, status, reason, received_at,
                     finished_at)
  SELECT $1::bigint, $2::bigint, 'd' || n, 'orders/paid', 'done', NULL, at, at
  FROM generate_series(1, 2500) n,
       LATERAL (SELECT $3::timestamptz + n * interval '1 minute' AS at) t
  UNION ALL
  SELECT $1, $2, status, 'orders/paid', status,
         CASE status WHEN 'parked' THEN 'unread' END, $3, NULL
  FROM unnest(ARRAY['waiting', 'parked']) status`;

const LEFT = `
  SELECT status || ' ' || count(*) AS said FROM inbox GROUP BY status ORDER BY status`;

it('done deliveries are removed after thirty days, a part each round, and no others', async () => {
  const { programId, shopId, database, pool } = shop;
  await connected(database.ownerUrl, (owner) =>
    owner.query(DELIVERIES, [programId, shopId, new Date(day(0))]),
  );
  const leftAfterRoundOn = async (days: number) => {
    const needs = { books: openBooks(pool), drain: async () => undefined, isBusy: () => true };
    await sweep(needs, { asOf: day(days), staleMs: 0 });
    const { rows } = await connected(database.ownerUrl, (owner) => owner.query(LEFT));
    return rows.map(({ said }: { said: string }) => said);
  };
  // The thirty days are over for none, then for those of the first twelve hours, then for all.
  expect(await leftAfterRoundOn(30)).toEqual(['done 2500', 'parked 1', 'waiting 1']);
  expect(await leftAfterRoundOn(30.5)).toEqual(['done 1781', 'parked 1', 'waiting 1']);
  expect(await leftAfterRoundOn(60)).toEqual(['done 781', 'parked 1', 'waiting 1']);
  expect(await leftAfterRoundOn(60)).toEqual(['parked 1', 'waiting 1']);
});

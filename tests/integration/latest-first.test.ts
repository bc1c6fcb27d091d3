/** Lists of what is latest are in the order of the instant they show, also after a history. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findMembers, listMembers } from '../../app/adapters/postgres/list-members.server.ts';
import { primaryOnly } from '../../app/adapters/postgres/read-pool.server.ts';
import { readHome } from '../../app/adapters/postgres/read-home.server.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { BOUNDS, day, type DrainShop, openDrainShop, seenOrder } from '../support/drain-shop.ts';

let shop: DrainShop;

beforeAll(async () => {
  shop = await openDrainShop();
  // Past orders that come in together, in no order of theirs; one more the day after.
  await shop.feed([
    seenOrder('a', { customerId: 'ann', price: '10.00', createdAt: day(3) }),
    seenOrder('b', { customerId: 'bob', price: '10.00', createdAt: day(1) }),
    seenOrder('c', { customerId: 'cat', price: '10.00', createdAt: day(2) }),
  ]);
  await drainProgram(shop.needs(day(4)), shop.programId, BOUNDS);
  await shop.feed([seenOrder('d', { customerId: 'bob', price: '10.00', createdAt: day(0) })]);
  await drainProgram(shop.needs(day(5)), shop.programId, BOUNDS);
});
afterAll(() => shop?.close());

it('what moved last on the first page', async () => {
  const { newest } = await readHome(primaryOnly(shop.pool), shop.programId, 'UTC', day(6));
  const posted = newest.map(({ postedAt }) => postedAt);
  expect(posted).toEqual([...posted].sort((a, b) => b - a));
  expect(new Set(posted)).toEqual(new Set([day(4), day(5)]));
  // When it happened is another matter, and said beside it.
  expect(new Set(newest.map(({ at }) => at))).toContain(day(1));
});

it('whose points changed last in the list of members, however they are found', async () => {
  const listed = await listMembers(primaryOnly(shop.pool), shop, { after: null, atMost: 10 });
  expect(listed.map(({ customerId, lastAt }) => [customerId, lastAt])).toEqual([
    ['bob', day(5)],
    ['ann', day(4)],
    ['cat', day(4)],
  ]);
  const found = await findMembers(primaryOnly(shop.pool), shop, { customerIds: ['bob', 'ann'] });
  expect(found.map(({ lastAt }) => lastAt)).toEqual([day(5), day(4)]);
});

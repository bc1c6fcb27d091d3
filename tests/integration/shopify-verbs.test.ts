/** Every verb of the Admin API, against the twin. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { ShopRef, Shopify } from '../../app/services/ports/shopify.ts';
import type { Customer } from '../../twin/model/customer.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { FREE_SHIPPING, offGift } from '../support/discount-gifts.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';

const DAY = 86_400_000;

let at: PlatformAtTwin;
let shop: ShopRef;
let shopify: Shopify;
let people: readonly Customer[];

beforeAll(async () => {
  at = await startPlatformAtTwin();
  shop = await at.open();
  shopify = at.platform.shopify;
  people = Array.from({ length: 40 }, (_, place) => {
    const [firstName, lastName] = [`Ada ${place}`, 'Lovelace'];
    const email = `ada${place}@example.com`;
    const { world } = at.twin.rooms;
    const made = createCustomer(world, at.shop.id, { fields: { firstName, lastName, email } });
    if (!made.ok) throw new Error(made.message);
    return made.value;
  });
});
afterAll(() => at.stop());

let made = 0;
const newCode = () => `LAUREL-TEST-CODE-${String((made += 1)).padStart(4, '0')}`;

async function newDiscount(amountOff: string | null = '5.00', firstCode = newCode()) {
  const answer = await shopify.createDiscount(shop, {
    title: `Reward ${firstCode}`,
    gives: amountOff === null ? FREE_SHIPPING : offGift(amountOff),
    startsAt: instant(Date.now()),
    endsAt: instant(Date.now() + 3 * DAY),
    firstCode,
  });
  if (!answer.ok) throw new Error(answer.message);
  return { discountId: answer.discountId, firstCode };
}

async function until<T>(read: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await read();
    if (isThere(found)) return found;
    await at.twin.settle();
  }
}

describe('the shop', () => {
  it('says its name, money and clock', async () => {
    expect(await shopify.readShop(shop)).toEqual({
      shopifyId: String(at.shop.id),
      name: at.shop.name,
      currency: at.shop.currency,
      zone: at.shop.zone,
    });
  });
});

describe('a reward’s discount', () => {
  it.each([
    ['an amount off', '5.00'],
    ['free shipping', null],
  ])('%s is made with its first code, renewed and deleted', async (_what, amountOff) => {
    const { discountId, firstCode } = await newDiscount(amountOff);
    const found = await shopify.findCode(shop, 'pool', firstCode);
    expect(found).toMatchObject({ discountId });
    const endsAt = instant(Date.now() + 4 * DAY);
    const freeShipping = amountOff === null;
    expect(await shopify.renewDiscount(shop, { discountId, freeShipping, endsAt })).toEqual({
      ok: true,
    });
    expect(await shopify.deleteDiscount(shop, discountId)).toEqual({ ok: true });
    expect(await shopify.findCode(shop, 'pool', firstCode)).toBeNull();
    expect(await shopify.renewDiscount(shop, { discountId, freeShipping, endsAt })).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
    });
    expect(await shopify.deleteDiscount(shop, discountId)).toEqual({ ok: true });
  });

  it('made a second time, because nobody heard the first answer, is the same one', async () => {
    const first = await newDiscount();
    expect(await newDiscount('5.00', first.firstCode)).toEqual(first);
  });

  it('is refused where the code is somebody else’s', async () => {
    const { firstCode } = await newDiscount();
    const refused = await shopify.createDiscount(shop, {
      title: 'Another title',
      gives: offGift('5.00'),
      startsAt: instant(Date.now()),
      endsAt: instant(Date.now() + DAY),
      firstCode,
    });
    expect(refused).toMatchObject({ ok: false, code: 'TAKEN' });
  });

  it('takes codes by the hundred and says which it would not have', async () => {
    const { discountId, firstCode } = await newDiscount();
    const codes = [firstCode, ...Array.from({ length: 120 }, newCode)];
    const added = await shopify.addCodes(shop, { discountId, codes });
    if (!added.ok) throw new Error(added.message);
    const bulk = await until(
      () => shopify.readBulkAdd(shop, added.bulkId),
      ({ done }) => done,
    );
    expect(bulk.codes.filter(({ problem }) => problem !== null)).toEqual([
      { code: firstCode, problem: 'TAKEN' },
    ]);
    expect(bulk.codes).toHaveLength(codes.length);
    const last = codes.at(-1) ?? '';
    expect(await shopify.findCode(shop, 'redeem', last.toLowerCase())).toMatchObject({
      discountId,
    });
  });

  it('gives a single code back, in its own time, and keeps the others', async () => {
    const { discountId, firstCode } = await newDiscount();
    const other = newCode();
    const added = await shopify.addCodes(shop, { discountId, codes: [other] });
    if (!added.ok) throw new Error(added.message);
    await until(
      () => shopify.readBulkAdd(shop, added.bulkId),
      ({ done }) => done,
    );
    const found = await shopify.findCode(shop, 'pool', firstCode);
    if (!found) throw new Error('The first code is there.');
    const deleted = await shopify.deleteCode(shop, found);
    if (!deleted.ok) throw new Error(deleted.message);
    const { jobId } = deleted;
    if (jobId !== null) await until(() => shopify.isJobDone(shop, jobId), Boolean);
    expect(await shopify.findCode(shop, 'pool', firstCode)).toBeNull();
    expect(await shopify.findCode(shop, 'pool', other)).not.toBeNull();
    expect(await shopify.deleteCode(shop, found)).toMatchObject({ ok: true });
  });

  it('has no code that was never made', async () => {
    expect(await shopify.findCode(shop, 'pool', newCode())).toBeNull();
    expect(await shopify.ordersWithCode(shop, newCode())).toEqual([]);
  });
});

describe('metafields', () => {
  const write = (
    owner: string,
    key: 'card' | 'perk' | 'program',
    value: string,
    digest: string | null,
  ) => ({ ownerId: owner, key, value, digest });

  it('of the shop are set where what is there is what we believe', async () => {
    const owner = `gid://shopify/Shop/${at.shop.id}`;
    const read = () => shopify.readMetafield(shop, { ownerId: owner, key: 'program' });
    const set = (value: string, digest: string | null) =>
      shopify.setMetafields(shop, 'card', [write(owner, 'program', value, digest)]);
    expect(await read()).toBeNull();
    const first = await set('{"v":1}', null);
    const now = await read();
    expect(first).toEqual({ ok: true, digests: [now?.digest] });
    expect(now?.value).toBe('{"v":1}');
    expect(await set('{"v":1}', null)).toEqual({
      ok: false,
      problems: [{ place: 0, code: 'STALE_OBJECT' }],
    });
    expect(await set('{"v":1,"live":true}', now?.digest ?? null)).toMatchObject({ ok: true });
  });

  it('of many customers are set at once or not at all, and the stale ones are named', async () => {
    const owners = people.slice(0, 25).map(({ id }) => `gid://shopify/Customer/${id}`);
    const cards = owners.map((owner) => write(owner, 'card', '{"v":1}', null));
    expect(await shopify.setMetafields(shop, 'card', cards.slice(0, 10))).toMatchObject({
      ok: true,
      digests: expect.objectContaining({ length: 10 }) as unknown,
    });
    const refused = await shopify.setMetafields(shop, 'card', [
      ...cards.slice(10, 20),
      write(owners[3] ?? '', 'card', '{"v":2}', null),
      ...cards.slice(20),
    ]);
    expect(refused).toEqual({ ok: false, problems: [{ place: 10, code: 'STALE_OBJECT' }] });
    expect(
      await shopify.readMetafield(shop, { ownerId: owners[12] ?? '', key: 'card' }),
    ).toBeNull();
  });

  it('of somebody who is not there are none', async () => {
    const ownerId = 'gid://shopify/Customer/1';
    expect(await shopify.readMetafield(shop, { ownerId, key: 'card' })).toBeNull();
    const set = await shopify.setMetafields(shop, 'card', [write(ownerId, 'card', '{}', null)]);
    expect(set).toMatchObject({ ok: false, problems: [{ place: 0 }] });
  });
});

describe('customers', () => {
  it('are found by what somebody typed, whatever signs are in it', async () => {
    const [ada] = people;
    const wanted = {
      customerId: String(ada?.id),
      name: 'Ada 0 Lovelace',
      email: 'ada0@example.com',
    };
    expect(await shopify.findCustomers(shop, 'ada0@example.com')).toContainEqual(wanted);
    expect(await shopify.findCustomers(shop, ' lovelace ')).toHaveLength(20);
    expect(await shopify.findCustomers(shop, ' : "*" ')).toEqual([]);
    expect(await shopify.findCustomers(shop, 'Nobody (OR email:*)')).toEqual([]);
  });

  it('are named by their ids, those who are gone left out', async () => {
    const ids = people.slice(0, 3).map(({ id }) => String(id));
    const found = await shopify.readCustomers(shop, [...ids, '1']);
    expect(found.map(({ customerId }) => customerId)).toEqual(ids);
    expect(found[2]).toMatchObject({ name: 'Ada 2 Lovelace' });
    expect(await shopify.readCustomers(shop, [])).toEqual([]);
  });
});

describe('the shop’s budget', () => {
  it('is kept to by itself, however much is asked at once', async () => {
    const cards = people.slice(25).map(({ id }) => `gid://shopify/Customer/${id}`);
    const asked = Array.from({ length: 240 }, (_, place) =>
      shopify.setMetafields(shop, 'card', [
        write(cards[place % cards.length] ?? '', place < cards.length),
      ]),
    );
    const redeem = shopify.findCode(shop, 'redeem', newCode());
    expect(await redeem).toBeNull();
    const answers = await Promise.all(asked);
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(cards.length);
  });

  function write(ownerId: string, isNew: boolean) {
    return { ownerId, key: 'card', value: '{"v":1}', digest: isNew ? null : 'stale' } as const;
  }
});

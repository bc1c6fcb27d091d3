/**
 * Leaving: a shopper who asks what is known of them and then to be forgotten, and a shop that takes
 * Laurel out, comes back in time, and leaves for good.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { orders } from '../../twin/model/order-kind.ts';
import {
  button,
  emailOf,
  gatherLaurel,
  isAtShopify,
  openPanel,
  redeemInTheme,
} from '../support/laurel-people.ts';
import { ask } from '../support/laurel-shop.ts';
import {
  adminPath,
  changeOrder,
  command,
  customerIdOf,
  DAY_MS,
  moveClock,
  openLaurel,
  ownerInstalls,
  ownerPublishes,
  pointsOf,
  redemptionsOf,
  settle,
  shopperBuys,
} from '../support/laurel-stories.ts';
import { expectReadable, goToCheckout } from '../support/twin-stories.ts';

const HOUR_MS = 3_600_000;

const people = gatherLaurel('leaving', { ada: 1, zoe: 1 });
const { shop, owner, welcome } = people;

/** Every row of every table, as text. */
async function wholeDatabase(): Promise<string> {
  const tables = await ask<{ name: string }>(
    shop(),
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      ask<{ row: string }>(shop(), `SELECT t::text AS row FROM "${name}" t`),
    ),
  );
  return rows.flatMap((some) => some.map(({ row }) => row)).join('\n');
}

const count = async (what: string): Promise<number> => {
  const [row] = await ask<{ n: number }>(shop(), `SELECT count(*)::int AS n FROM ${what}`);
  return row?.n ?? 0;
};

describe('Zoe, who wants to know and then to be forgotten', () => {
  const email = emailOf('zoe');
  let customerId = '';
  let canaries: string[] = [];
  let memberId = '';

  it('gets what is known of her, by a file that the owner downloads', async () => {
    customerId = customerIdOf(shop(), email);
    const { world, shop: store } = shop().twin.rooms;
    const theirs = world.store.find(orders, store().id, 'customer_id', Number(customerId));
    canaries = [email, customerId, ...theirs.flatMap(({ id, name }) => [String(id), name])];
    await command(shop(), 'POST', `/customers/${customerId}/request-data`);
    await settle(shop());
    const { page } = owner();
    const laurel = await openLaurel(owner(), shop(), '/privacy', 'Data requests');
    await laurel.getByText(`Customer ${customerId}`).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      laurel.getByRole('button', { name: /^Download/ }).click(),
    ]);
    const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as Record<string, unknown>;
    expect(file).toMatchObject({ customerId, member: { pending: 0, available: 600, held: 0 } });
    expect(JSON.stringify(file)).toContain(canaries.at(-1));
    await expectReadable(page);
    await laurel.getByRole('button', { name: /^Mark as answered/ }).click();
    await laurel.getByText('Answered', { exact: true }).waitFor();
  });

  it('is forgotten: sums are left, and nothing brings her back', async () => {
    [memberId = ''] = (
      await ask<{ member_id: string }>(
        shop(),
        'SELECT member_id FROM members WHERE customer_id = $1',
        [customerId],
      )
    ).map(({ member_id }) => member_id);
    const before = await wholeDatabase();
    expect(canaries.filter((one) => !before.includes(one))).toEqual([email]);
    const { dueAt } = await command<{ dueAt: number }>(
      shop(),
      'POST',
      `/customers/${customerId}/erase`,
    );
    await moveClock(shop(), dueAt - shop().twin.rooms.world.clock.now() + HOUR_MS);
    await settle(shop());
    await expectForgotten();
    const { world, shop: store } = shop().twin.rooms;
    const [order] = world.store.find(orders, store().id, 'customer_id', Number(customerId));
    await changeOrder(shop(), { id: order?.id ?? 0 }, 'refund', { all: true });
    await settle(shop());
    await expectForgotten();
    const laurel = await openLaurel(owner(), shop(), `/members/${memberId}`, 'Rewards taken');
    await laurel.getByText('This person was erased on request').waitFor();
    await laurel.getByText('600 points: the details were erased on request.').first().waitFor();
    await expectReadable(owner().page);
  });

  async function expectForgotten(): Promise<void> {
    const kept = await wholeDatabase();
    expect(canaries.filter((one) => kept.includes(one))).toEqual([]);
    expect(await count(`members WHERE sealed_at IS NOT NULL`)).toBe(1);
    expect(await count(`members WHERE available = 600`)).toBe(2);
    expect(await count(`members`)).toBe(2);
  }
});

describe('a shop that takes Laurel out', () => {
  it('has no trace of it in store and admin, and Laurel no way in', async () => {
    const { page } = await welcome('ada');
    const code = await redeemInTheme(page, shop());
    await ownerUninstalls();
    await settle(shop());
    expect(await count('shop_sessions')).toBe(0);
    await page.goto(`${shop().storefrontOrigin}/products/mug`, { waitUntil: 'networkidle' });
    expect(await page.locator('[data-laurel], [data-laurel-earn]').count()).toBe(0);
    await goToCheckout({ page, context: page.context(), takeComplaints: () => [] }, shop());
    expect(await page.getByText(/points/i).count()).toBe(0);
    expect(isAtShopify(shop(), code)).toBe(true);
    const inbox = await count('inbox');
    await shopperBuys(shop(), { email: emailOf('ada'), goods: { MUG: 1 } });
    await settle(shop());
    expect(await count('inbox')).toBe(inbox);
  });

  it('finds everything as it was when it comes back within two days', async () => {
    const codes = await count(`codes WHERE status = 'ready'`);
    await moveClock(shop(), 25 * HOUR_MS);
    await ownerInstalls(owner(), shop());
    await settle(shop());
    // The reward of before has lapsed, and the mug of the day between was found by comparing.
    expect(await pointsOf(shop(), emailOf('ada'))).toEqual({
      ...{ pending: 25, available: 600, held: 0 },
    });
    expect(await redemptionsOf(shop(), emailOf('ada'))).toMatchObject([{ status: 'released' }]);
    expect(await count(`codes WHERE status = 'ready'`)).toBeGreaterThanOrEqual(codes);
    const laurel = await openLaurel(owner(), shop(), '/program', 'Program');
    await laurel.getByText('Version 1 in force').waitFor();
    const { page } = await welcome('ada', 390);
    const panel = await openPanel(page, shop());
    await panel.getByText('25 points are on their way').waitFor();
    expect(await redeemInTheme(page, shop())).toMatch(/^LAUREL-/);
    await expectReadable(page);
  });

  it('gives rewards back once their codes have ended by themselves', async () => {
    await loseErasureOfShop();
    await ownerUninstalls();
    await settle(shop());
    expect(await pointsOf(shop(), emailOf('ada'))).toMatchObject({ available: 100, held: 500 });
    await moveClock(shop(), 2 * DAY_MS);
    await settle(shop());
    expect(await pointsOf(shop(), emailOf('ada'))).toMatchObject({ available: 100, held: 500 });
    await moveClock(shop(), DAY_MS + 2 * HOUR_MS);
    await settle(shop());
    expect(await pointsOf(shop(), emailOf('ada'))).toMatchObject({ available: 600, held: 0 });
    const taken = (await redemptionsOf(shop(), emailOf('ada'))).at(-1);
    expect(taken?.status).toBe('released');
    const again = { email: emailOf('ada'), goods: { MUG: 1 }, codes: [taken?.code ?? ''] } as const;
    await expect(shopperBuys(shop(), again)).rejects.toThrow('DISCOUNT_NOT_APPLICABLE');
    await command(shop(), 'DELETE', '/faults');
  });

  it('is erased two days after it left for good, and begins anew when it returns', async () => {
    const customerId = customerIdOf(shop(), emailOf('ada'));
    await ownerInstalls(owner(), shop());
    await settle(shop());
    await ownerUninstalls();
    await settle(shop());
    await moveClock(shop(), 2 * DAY_MS + HOUR_MS);
    await settle(shop());
    const kept = await wholeDatabase();
    expect([emailOf('ada'), customerId, 'demo-shop'].filter((one) => kept.includes(one))).toEqual(
      [],
    );
    expect(await count('members WHERE available >= 600 AND sealed_at IS NOT NULL')).toBe(2);
    const laurel = await ownerInstalls(owner(), shop());
    await laurel.getByText('Set up your program').first().waitFor();
    await expectReadable(owner().page);
    await ownerPublishes(owner(), shop());
    await shopperBuys(shop(), { email: emailOf('ada'), goods: { CHAIR: 1 } });
    await settle(shop());
    expect(await count(`members WHERE customer_id = '${customerId}' AND pending = 120`)).toBe(1);
  });
});

async function ownerUninstalls(): Promise<void> {
  const { page } = owner();
  await page.goto(adminPath(shop(), '/settings/apps'));
  await button(page, 'Uninstall').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Uninstall' }).click();
  await page.getByRole('link', { name: 'Install' }).waitFor();
  await expectReadable(page);
}

/** Shopify's request to erase the shop is lost on its way, as any delivery may be. */
async function loseErasureOfShop(): Promise<void> {
  const dropped = { probability: 0, next: 0, topics: ['shop/redact'] };
  await command(shop(), 'PUT', '/faults', { webhooks: { dropped } });
}

/**
 * A merchant with the tiny app of `tests/twin/app`: at the till, with a refund, and in trouble. The
 * app knows nothing of where it runs.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startTwinForTests, type TwinForTests } from '../support/twin.ts';
import {
  expectReadable,
  heard,
  meet,
  openApp,
  type Person,
  photograph,
} from '../support/twin-stories.ts';

const PATIENT = { timeout: 10_000 };
const DAY_MS = 86_400_000;

let twin: TwinForTests;
let browser: Browser;
let merchant: Person;
/** A buyer of the shop's past, whom the till finds by this. */
let buyer: { id: number; name: string; email: string };

beforeAll(async () => {
  [twin, browser] = await Promise.all([startTwinForTests({ isInstalled: true }), openBrowser()]);
  merchant = await meet(browser);
  await openApp(merchant, twin);
});

afterAll(async () => {
  await browser?.close();
  await twin?.stop();
});

afterEach(async ({ task }) => {
  await photograph(merchant, `merchant-${task.name.slice(0, 40)}`);
  expect(merchant.takeComplaints()).toEqual([]);
});

/** Asks the control API, as scripts do. */
async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${twin.adminOrigin}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as T;
}

type Order = { id: number; name: string; customerId: number | null };

async function placeOrder(email: string, quantity = 1): Promise<Order> {
  const goods = await fetch(`${twin.adminOrigin}/pos/goods?query=`);
  const [good] = (await goods.json()) as { variants: { id: number }[] }[];
  const { order } = await control<{ order: Order }>('POST', '/orders', {
    lines: [{ variantId: good?.variants[0]?.id, quantity }],
    email,
    payment: 'card',
  });
  return order;
}

describe('the app in the admin', () => {
  it('lets the merchant make one stamp enough for a gift', async () => {
    const { page } = merchant;
    const frame = await openApp(merchant, twin);
    await frame.getByRole('link', { name: 'Change the number of stamps' }).click();
    await frame.getByLabel('Stamps for a gift').fill('1');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('1 stamps are a gift now.').waitFor();
  });

  it('shows its block on a customer’s page, of what it was told by webhooks', async () => {
    const { page } = merchant;
    const people = await fetch(`${twin.adminOrigin}/pos/people?query=`);
    [buyer] = (await people.json()) as [typeof buyer];
    await placeOrder(buyer.email);
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(1);
    await page.goto(`${twin.adminOrigin}/store/demo-shop/customers/${buyer.id}`);
    await page.getByText(`${buyer.name} has 1 of 1 stamps`).waitFor();
    await expectReadable(page);
  });
});

describe('the till', () => {
  it('shows the app’s block for a customer, whose gift is a code in the cart', async () => {
    const { page } = merchant;
    await page.goto(`${twin.adminOrigin}/pos`);
    await page.getByText('Add a customer first').waitFor();
    await page.locator('[data-goods] button').first().click();
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByLabel('Name or email').fill(buyer.email);
    await page.locator('[data-people] button').first().click();
    await page.locator('[data-customer-slot]').getByText('1 of 1 stamps').waitFor();
    await page.getByRole('button', { name: /Use a gift/ }).click();
    const modal = page.getByRole('dialog');
    await modal.getByText('1 of 1 stamps').waitFor();
    await expectReadable(page);
    await modal.getByRole('button', { name: 'Use the gift' }).click();
    await modal.getByText(/GIFT-\w+ is in the cart\./).waitFor();
    await modal.getByRole('button', { name: 'Close' }).click();
    await page.locator('[data-part="sums"]').getByText(/GIFT-/).waitFor();
    await expectReadable(page);
  });

  it('sells, and the app is told of the sale as of any other', async () => {
    const { page } = merchant;
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByRole('button', { name: 'Take cash' }).click();
    await page.getByRole('heading', { name: 'Paid' }).waitFor();
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(2);
    await expectReadable(page);
    await page.getByRole('button', { name: 'New sale' }).click();
  });
});

describe('a refund', () => {
  it('of one of two items keeps the stamp, and of both takes it back', async () => {
    const { page } = merchant;
    const email = 'grace@example.com';
    const order = await placeOrder(email, 2);
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(3);
    for (const [round, stamps] of [1, 0].entries()) {
      await page.goto(`${twin.adminOrigin}/store/demo-shop/orders/${order.id}`);
      await page.getByRole('link', { name: 'Refund' }).click();
      await page.getByRole('spinbutton').first().fill('1');
      await page.getByRole('button', { name: /^Refund/ }).click();
      await expect.poll(() => heard(twin, 'REFUNDS_CREATE').length, PATIENT).toBe(round + 1);
      await page.goto(`${twin.adminOrigin}/store/demo-shop/customers/${order.customerId}`);
      await page.getByText(`has ${stamps} of 1 stamps`).waitFor();
    }
  });
});

describe('trouble', () => {
  it('can be a webhook that comes twice: one stamp all the same', async () => {
    await control('PUT', '/faults', { webhooks: { twice: 1 } });
    const before = heard(twin, 'ORDERS_PAID').length;
    const order = await placeOrder('twice@example.com');
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(before + 2);
    await control('DELETE', '/faults');
    const [first, second] = heard(twin, 'ORDERS_PAID').slice(before);
    expect(first).toBe(second);
    const { page } = merchant;
    await page.goto(`${twin.adminOrigin}/store/demo-shop/customers/${order.customerId}`);
    await page.getByText('has 1 of 1 stamps').waitFor();
  });

  it('can be a webhook that never comes', async () => {
    await control('PUT', '/faults', {
      webhooks: { dropped: { probability: 0, next: 0, topics: ['orders/paid'] } },
    });
    const before = heard(twin, 'ORDERS_PAID').length;
    const created = heard(twin, 'ORDERS_CREATE').length;
    await placeOrder('dropped@example.com');
    await expect.poll(() => heard(twin, 'ORDERS_CREATE').length, PATIENT).toBe(created + 1);
    await control('POST', '/settle');
    await control('DELETE', '/faults');
    expect(heard(twin, 'ORDERS_PAID')).toHaveLength(before);
  });

  it('can be seen on the control page, where time moves by a click', async () => {
    const { page } = merchant;
    await page.goto(`${twin.adminOrigin}/control`);
    await page.getByText('orders/paid').first().waitFor();
    const before = twin.twin.rooms.world.clock.now();
    await page.getByRole('button', { name: '+1 day' }).click();
    await expect
      .poll(() => twin.twin.rooms.world.clock.now() - before, PATIENT)
      .toBeGreaterThan(DAY_MS - 1);
    await expectReadable(page);
  });

  it('is none for the app when a day has passed: it renews its token and goes on', async () => {
    const before = heard(twin, 'ORDERS_PAID').length;
    await placeOrder('tomorrow@example.com');
    // The app says so only after it has written the stamp through the Admin API.
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(before + 1);
    const frame = await openApp(merchant, twin);
    await frame.getByText('products.').waitFor();
  });
});

describe('a merchant on a phone', () => {
  it('can read every page that the app is part of', async () => {
    const phone = await meet(browser, 390);
    await openApp(phone, twin);
    await expectReadable(phone.page);
    await photograph(phone, 'phone-app');
    const pages = [
      `/store/demo-shop/customers/${buyer.id}`,
      '/store/demo-shop/settings/apps',
      '/store/demo-shop/themes/current/editor',
      '/pos',
      '/control',
    ];
    for (const [at, path] of pages.entries()) {
      await phone.page.goto(`${twin.adminOrigin}${path}`, { waitUntil: 'networkidle' });
      await expectReadable(phone.page);
      await photograph(phone, `phone-${at}`);
    }
    expect(phone.takeComplaints()).toEqual([]);
    await phone.context.close();
  });
});

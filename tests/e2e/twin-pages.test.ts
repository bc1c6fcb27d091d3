/**
 * The twin's own pages, as a shopper on a phone and an owner at a desk see them: axe-core finds
 * nothing, nothing lies beside the screen, and a browser has nothing to complain of.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customers } from '../../twin/model/kinds.ts';
import { orders } from '../../twin/model/order-kind.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { openBrowser } from '../support/browser.ts';
import { freePort } from '../support/ports.ts';
import { expectReadable, meet, type Person } from '../support/twin-stories.ts';

const SLICE = 'twin/trade-file/online-retail-slice.csv.gz';
const WIDTHS = [390, 1280] as const;

let twin: Twin;
let browser: Browser;
const people = new Map<number, Person>();

beforeAll(async () => {
  const ports = new Set<number>();
  while (ports.size < 3) ports.add(await freePort());
  const [admin = 0, storefront = 0, mail = 0] = ports;
  twin = await openTwin({ folder: null, ports: { admin, storefront, mail }, tradeFile: SLICE });
  browser = await openBrowser();
  for (const width of WIDTHS) people.set(width, await meet(browser, width));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await twin?.stop();
});

afterEach(() => {
  for (const { takeComplaints } of people.values()) expect(takeComplaints()).toEqual([]);
});

const at = (width: number): Person => {
  const person = people.get(width);
  if (person === undefined) throw new Error(`Nobody has a screen of ${width} px.`);
  return person;
};

/** A cart with one thing in it, at its checkout. */
async function goToCheckout({ page }: Person): Promise<void> {
  await page.goto(`${twin.storefrontOrigin}/products/linen-apron`);
  const added = page.waitForResponse((reply) => reply.url().includes('/cart/add'));
  const button = page.getByRole('button', { name: /add to cart/i });
  await button.first().click();
  await added;
  await page.goto(`${twin.storefrontOrigin}/checkout`);
}

async function fillIn({ page }: Person): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill('ada@example.com');
  await page.getByLabel('Last name').fill('Alder');
  await page.getByLabel('Address', { exact: true }).fill('1 Invented Street');
  await page.getByLabel('City').fill('London');
  await page.getByLabel('Postal code').fill('ZZ99 9ZZ');
}

const total = ({ page }: Person) =>
  page.locator('.summary-fold > summary [data-part="total"]').textContent();

describe.each(WIDTHS)('at %i px', (width) => {
  it('a checkout is filled in, declined, paid, and thanked for', async () => {
    const person = at(width);
    const { page } = person;
    await goToCheckout(person);
    await expectReadable(page);
    await fillIn(person);
    await page.getByLabel('Postal code').blur();
    await page.getByLabel('Express').check();
    await expect.poll(() => total(person)).toBe('£32.45');
    await page.getByLabel('Card number').fill('2');
    const fold = page.locator('.summary-fold');
    if (width < 900) await fold.locator('> summary').click();
    await page.getByPlaceholder('Discount code or gift card').fill('NOPE');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.locator('#code-error').waitFor();
    // What was typed beside it is still there.
    expect(await page.getByLabel('Card number').inputValue()).toBe('2');
    await expectReadable(page);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByText('Your card was declined.').waitFor();
    await expectReadable(page);
    // The browser tells of the answer 422 itself.
    expect(person.takeComplaints()).toHaveLength(1);
    await page.getByLabel('Bank transfer').check();
    await page.locator('.tip').nth(1).click();
    await expect.poll(() => total(person)).toBe('£34.90');
    expect(await page.getByLabel('Bank transfer').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.getByText('Your order is reserved.').waitFor();
    await expectReadable(page);
    await page.getByRole('link', { name: 'View order status' }).click();
    await page.getByText('Payment pending').waitFor();
    await expectReadable(page);
  }, 90_000);

  it('two tabs of one checkout make one order', async () => {
    const person = at(width);
    await goToCheckout(person);
    await fillIn(person);
    await person.page.getByLabel('Postal code').blur();
    await expect.poll(() => total(person)).toBe('£28.45');
    const other = await person.context.newPage();
    await other.goto(person.page.url());
    const { world, shop } = twin.rooms;
    const before = world.store.count(orders, shop().id);
    await person.page.getByRole('button', { name: 'Pay now' }).click();
    await person.page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await other.getByRole('button', { name: 'Pay now' }).click();
    await other.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(world.store.count(orders, shop().id)).toBe(before + 1);
    await other.close();
  }, 60_000);

  it('a customer’s orders, profile and an unknown page are readable', async () => {
    const person = at(width);
    const { page } = person;
    const { world, shop, mails } = twin.rooms;
    const buyer = [...world.store.each(customers, shop().id)].find((one) => one.ordersCount > 20);
    const email = buyer?.email ?? '';
    await page.goto(`${twin.storefrontOrigin}/account`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: /code/i }).waitFor();
    const [code = ''] = /\b\d{6}\b/.exec(mails.newest()[0]?.subject ?? '') ?? [];
    await page.getByLabel(/code/i).fill(code);
    await page.locator('main').getByRole('button').first().click();
    await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
    await expectReadable(page);
    await page.getByRole('link', { name: 'Older orders' }).click();
    await page.getByRole('link', { name: 'Newest orders' }).waitFor();
    await page.getByRole('link', { name: 'Profile' }).click();
    await page.getByLabel('First name').fill('Zoë');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your profile was saved.').waitFor();
    await expectReadable(page);
    await page.goto(`${twin.storefrontOrigin}/account/pages/no/page`);
    await expectReadable(page);
    expect(person.takeComplaints()).toHaveLength(1);
    await page.goto(`${twin.storefrontOrigin}/account/logout`);
  }, 60_000);

  it('staff ring up, take something off, take cash, and give change', async () => {
    const { page } = at(width);
    await page.goto(`${twin.adminOrigin}/pos`);
    await expectReadable(page);
    await page.getByLabel('Search products').fill('linen apron');
    await page.locator('.good', { hasText: 'Linen apron' }).click();
    await page.getByRole('heading', { name: 'Linen apron' }).waitFor();
    await expectReadable(page);
    await page.locator('[data-variants] button').first().click();
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.locator('[data-people] button').first().waitFor();
    await expectReadable(page);
    await page.locator('[data-people] button').first().click();
    await page.getByRole('button', { name: 'Add discount' }).click();
    await page.getByLabel('How much').fill('10');
    await page.getByRole('button', { name: 'Apply discount' }).click();
    // 24.50 less a tenth.
    await page.locator('.sums .total').getByText('£22.05').waitFor();
    await page.getByRole('button', { name: 'Cash' }).click();
    await page.getByLabel('Cash received').fill('30');
    await expectReadable(page);
    await page.getByRole('button', { name: 'Take cash' }).click();
    await page.locator('[data-receipt]').getByText('£7.95').waitFor();
    await expectReadable(page);
    await page.getByRole('button', { name: 'New sale' }).click();
    await page.getByText('Tap goods to begin.').waitFor();
  }, 60_000);

  it('the control page does what its buttons say, and says what it did', async () => {
    const { page } = at(width);
    await page.goto(`${twin.adminOrigin}/control`);
    await expectReadable(page);
    const said = page.locator('[data-said]');
    await page.getByRole('button', { name: 'Place an order' }).click();
    await said.getByText('Done.').waitFor();
    await page.getByLabel('Webhooks come twice').check();
    await expect.poll(() => twin.rooms.webhooks.faults.twice).toBe(1);
    await page.getByRole('button', { name: 'All well again' }).click();
    await expect.poll(() => twin.rooms.webhooks.faults.twice).toBe(0);
    await page.locator('section[aria-labelledby="mail"] summary').first().click();
    await expectReadable(page);
    const before = twin.rooms.world.clock.now();
    await page.getByRole('button', { name: '+1 day' }).click();
    await expect
      .poll(() => twin.rooms.world.clock.now() - before)
      .toBeGreaterThanOrEqual(86_400_000);
  }, 60_000);
});

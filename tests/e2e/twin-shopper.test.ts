/**
 * A shopper where a shop has the tiny app of `tests/twin/app`: from storefront to account.
 * The app knows nothing of where it runs.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customers } from '../../twin/model/kinds.ts';
import { addTags } from '../../twin/trade/customer-tags.ts';
import { issueGiftCard } from '../../twin/trade/gift-cards.ts';
import { openBrowser } from '../support/browser.ts';
import { startTwinForTests, type TwinForTests } from '../support/twin.ts';
import {
  expectReadable,
  fillAddress,
  goToCheckout,
  heard,
  logIn,
  meet,
  minorOf,
  openApp,
  photograph,
  type Person,
} from '../support/twin-stories.ts';

const PATIENT = { timeout: 10_000 };
const ADA = 'ada@example.com';

let twin: TwinForTests;
let browser: Browser;
let shopper: Person;
let merchant: Person;

beforeAll(async () => {
  [twin, browser] = await Promise.all([startTwinForTests({ isInstalled: true }), openBrowser()]);
  [shopper, merchant] = [await meet(browser), await meet(browser)];
  await openApp(merchant, twin);
});

afterAll(async () => {
  await browser?.close();
  await twin?.stop();
});

afterEach(async ({ task }) => {
  await photograph(shopper, `shopper-${task.name.slice(0, 40)}`);
  expect(shopper.takeComplaints()).toEqual([]);
  expect(merchant.takeComplaints()).toEqual([]);
});

const total = async () => minorOf(await shopper.page.locator('[data-part="total"]').innerText());
const pressPay = () => shopper.page.getByRole('button', { name: 'Pay now' }).click();

describe('the storefront', () => {
  it('shows a block where the merchant placed it, and an embed once it is on', async () => {
    const editor = merchant.page;
    await editor.goto(`${twin.adminOrigin}/store/demo-shop/themes/current/editor`);
    const embed = editor.locator('form', { hasText: 'Stamp corner' });
    await embed.getByLabel('Switched on').check();
    await embed.getByRole('button', { name: 'Save' }).click();
    await editor.getByText('Saved.').waitFor();
    await editor
      .getByLabel('Place for Stamp card')
      .selectOption({ label: 'Home page: Apps (new section)' });
    await editor.getByRole('button', { name: 'Add' }).click();
    await editor.getByText('Saved.').waitFor();
    const { page } = shopper;
    await page.goto(twin.storefrontOrigin);
    await page.getByRole('heading', { name: 'Your stamps' }).waitFor();
    await page.getByText('Log in to collect stamps.').waitFor();
    await page.getByRole('button', { name: 'Stamps' }).click();
    await page.getByText('Log in to see your stamps.').waitFor();
    await expectReadable(page);
  });

  it('shows a page of the app in the theme’s own frame', async () => {
    await shopper.page.goto(`${twin.storefrontOrigin}/apps/stamps/card`);
    await shopper.page.getByRole('heading', { name: 'Your stamp card' }).waitFor();
    await shopper.page.getByText('Log in to see your stamps.').waitFor();
  });

  it('lets a shopper in with a code from the mailbox, and the app knows who it is', async () => {
    const { page } = shopper;
    await logIn(shopper, twin, ADA);
    await expectReadable(page);
    await page.goto(twin.storefrontOrigin);
    await page.getByText('You have 0 stamps.').waitFor();
    await page.getByRole('button', { name: 'Stamps' }).click();
    await page.getByText('Stamps: 0').waitFor();
  });
});

describe('the checkout', () => {
  it('runs the app’s block and says why a code is refused, in Shopify’s words', async () => {
    const { page } = shopper;
    await goToCheckout(shopper, twin, 2);
    await page.getByText('You have 0 stamps.').waitFor();
    await page.getByRole('button', { name: 'Use my gift' }).click();
    await page.getByText('10 more to go.').waitFor();
    await page.getByLabel('Code', { exact: true }).fill('NOBODY');
    await page.getByRole('button', { name: 'Try a code' }).click();
    await page
      .getByText(/NOBODY|valid/i)
      .first()
      .waitFor();
    await expectReadable(page);
  });

  it('takes a code from the app’s block, and every sum follows', async () => {
    const { page } = shopper;
    const app = await openApp(merchant, twin);
    await app.getByRole('button', { name: 'Make a code' }).click();
    await app.getByText('STAMP-HELLO takes 10 % off.').waitFor();
    const before = await total();
    await page.getByLabel('Code', { exact: true }).fill('STAMP-HELLO');
    await page.getByRole('button', { name: 'Try a code' }).click();
    await page.getByText('STAMP-HELLO is applied.').waitFor();
    expect(await total()).toBe(before - Math.floor(before / 10));
    await page.getByRole('button', { name: 'Remove STAMP-HELLO' }).click();
    await expect.poll(total, PATIENT).toBe(before);
  });

  it('prices delivery and taxes anew when the address changes', async () => {
    const { page } = shopper;
    await fillAddress(page, 'US');
    await page.locator('[data-part="rates"]').getByText('International').waitFor();
    const abroad = await page.locator('[data-part="sums"]').innerText();
    await fillAddress(page, 'GB');
    await page.locator('[data-part="rates"]').getByText('Standard').waitFor();
    await expect.poll(() => page.locator('[data-part="sums"]').innerText()).not.toBe(abroad);
  });

  it('takes a gift card, and what it pays is no longer due', async () => {
    const { page } = shopper;
    const { world, shop } = twin.twin.rooms;
    const issued = issueGiftCard(world, shop().id, { initialMinor: 100, code: 'STAMPCARD2026' });
    if (!issued.ok) throw new Error(issued.message);
    await page.getByPlaceholder('Discount code or gift card').fill('STAMPCARD2026');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByRole('button', { name: 'Remove gift card ending in 2026' }).waitFor();
  });

  it('declines a card and keeps everything as it was', async () => {
    const { page } = shopper;
    await page.getByLabel('Card number').fill('2');
    await pressPay();
    await page
      .getByRole('alert')
      .filter({ hasText: /declined/i })
      .waitFor();
    expect(heard(twin, 'ORDERS_CREATE')).toEqual([]);
    // A browser complains about any answer but 200; this one is the page itself, with the words.
    expect(shopper.takeComplaints().join()).toMatch(/^[^,]*422[^,]*$/);
  });

  it('is paid, and the thank-you page runs the app’s block', async () => {
    const { page } = shopper;
    await page.getByLabel('Card number').fill('1');
    await pressPay();
    await page.getByRole('heading', { name: /Thank you/ }).waitFor();
    await page.getByText('This order is a stamp once it is paid.').waitFor();
    await expectReadable(page);
  });

  it('tells the app of the order once, signed as Shopify signs', async () => {
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(1);
    await twin.twin.settle();
    expect(heard(twin, 'ORDERS_CREATE')).toHaveLength(1);
    expect(heard(twin, 'ORDERS_PAID')).toHaveLength(1);
    await shopper.page.goto(twin.storefrontOrigin);
    await shopper.page.getByText('You have 1 stamp.').waitFor();
  });
});

describe('the customer’s account', () => {
  it('shows the app’s block in the profile and its full page in the menu', async () => {
    const { page } = shopper;
    await page.goto(`${twin.storefrontOrigin}/account/profile`);
    await page.getByText('1 of 10 stamps').waitFor();
    await expectReadable(page);
    await page.getByRole('link', { name: 'Open my card' }).click();
    await page.getByRole('heading', { name: 'My stamp card' }).waitFor();
    await page.getByText('1 of 10').waitFor();
    await page.getByRole('button', { name: 'Claim my gift' }).click();
    await page.getByText('9 more to go.').waitFor();
    await expectReadable(page);
  });
});

describe('later orders', () => {
  it('cost a customer less whom the merchant tagged, by the app’s function', async () => {
    const { page } = shopper;
    const { world, shop } = twin.twin.rooms;
    const app = await openApp(merchant, twin);
    await app.getByRole('button', { name: 'Thank regulars' }).click();
    await app.getByText('Regulars pay 5 % less from now on.').waitFor();
    await goToCheckout(shopper, twin);
    const before = await total();
    const ada = world.store.findOne(customers, shop().id, 'email', ADA);
    addTags(world, shop().id, { id: ada?.id ?? 0, tags: ['regular'] });
    await page.reload();
    await page.getByText('Regular with 1 stamps').first().waitFor();
    expect(await total()).toBeLessThan(before);
  });

  it('can be paid by bank transfer, and are paid when the merchant says so', async () => {
    const { page } = shopper;
    await page.getByRole('radio', { name: /Bank transfer/ }).check();
    await pressPay();
    await page.getByText('Your order is reserved.').waitFor();
    await expect.poll(() => heard(twin, 'ORDERS_CREATE').length, PATIENT).toBe(2);
    expect(heard(twin, 'ORDERS_PAID')).toHaveLength(1);
    await merchant.page.goto(`${twin.adminOrigin}/store/demo-shop/orders`);
    await merchant.page.locator('main table a').first().click();
    await merchant.page.getByRole('button', { name: 'Mark as paid' }).click();
    await expect.poll(() => heard(twin, 'ORDERS_PAID').length, PATIENT).toBe(2);
  });
});

describe('a guest on a phone', () => {
  it('buys without an account, and every page can be read and fits', async () => {
    const guest = await meet(browser, 390);
    const { page } = guest;
    for (const path of ['/', '/collections', '/search?q=bag', '/account/login']) {
      await page.goto(`${twin.storefrontOrigin}${path}`);
      await expectReadable(page);
    }
    await goToCheckout(guest, twin, 1, expectReadable);
    await page.getByText('Log in to collect stamps.').waitFor({ state: 'attached' });
    await page.getByLabel('Email', { exact: true }).fill('guest@example.com');
    await fillAddress(page);
    await expectReadable(page);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: /Thank you/ }).waitFor();
    await page.getByText('This order is a stamp once it is paid.').waitFor();
    await expectReadable(page);
    // Nobody is logged in, so the app is told of no customer, although the order has one.
    await page.waitForLoadState('networkidle');
    expect(await page.getByText(/You have \d+ stamp/).count()).toBe(0);
    await photograph(guest, 'guest-thanks');
    expect(guest.takeComplaints()).toEqual([]);
    await guest.context.close();
  });
});

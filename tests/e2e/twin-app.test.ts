/**
 * The life of the tiny app of `tests/twin/app` in a shop: installed, used, taken off, put back. It
 * is written from Shopify's documentation with Shopify's library and does not know where it runs.
 */
import type { Browser, BrowserContext, FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessTokens } from '../../twin/model/kinds.ts';
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

let twin: TwinForTests;
let browser: Browser;
let merchant: Person;
let frame: FrameLocator;

beforeAll(async () => {
  [twin, browser] = await Promise.all([startTwinForTests(), openBrowser()]);
  merchant = await meet(browser);
  frame = merchant.page.frameLocator('iframe');
});

afterAll(async () => {
  await browser?.close();
  await twin?.stop();
});

afterEach(async ({ task }) => {
  await photograph(merchant, `app-${task.name.slice(0, 40)}`);
  expect(merchant.takeComplaints()).toEqual([]);
});

const admin = (path: string) => `${twin.adminOrigin}/store/demo-shop${path}`;
const press = (name: string) => frame.getByRole('button', { name }).click();

async function install(): Promise<void> {
  const { page } = merchant;
  await page.goto(admin('/settings/apps'));
  await page.getByRole('link', { name: 'Install' }).click();
  await page.getByRole('heading', { name: 'Install Loyal Stamp' }).waitFor();
  await expectReadable(page);
  await page.getByRole('button', { name: 'Install' }).click();
  await frame.getByRole('heading', { name: 'Loyal Stamp' }).waitFor();
}

describe('a merchant', () => {
  it('installs the app after reading what it may do, and lands on its page', async () => {
    await install();
    await expect.poll(() => merchant.page.url()).toBe(admin('/apps/loyal-stamp/app'));
    const products = /Alder & Quill has \d+ products\. 10 stamps are a gift\./;
    await frame.getByText(products).waitFor();
    await expectReadable(merchant.page);
  });

  it('is known to the app by a token of the admin, and hears from it in toasts', async () => {
    await press('Who am I');
    await frame.getByText(/^Staff \d+ of demo-shop\.myshopify\.com$/).waitFor();
    await press('Say hello');
    await merchant.page.getByText('Hello from the stamps').waitFor();
  });

  it('picks products in the admin’s own dialog', async () => {
    await press('Choose gifts');
    const dialog = merchant.page.getByRole('dialog');
    await dialog.getByRole('checkbox').first().check();
    await expectReadable(merchant.page);
    await dialog.getByRole('button', { name: /^(Add|Select)/ }).click();
    await frame.getByText(/^Gifts: \w/).waitFor();
  });

  it('makes a discount from the app, which the admin then lists', async () => {
    await press('Make a code');
    await frame.getByText('STAMP-HELLO takes 10 % off.').waitFor();
    await press('Make a code');
    await frame.getByText(/must be unique/).waitFor();
    await merchant.page.goto(admin('/discounts'));
    await merchant.page.getByText('Hello from the stamps').first().waitFor();
    // What the app answered the second time was Shopify's refusal, with a status that says so.
    expect(merchant.takeComplaints().join()).toMatch(/^[^,]*422[^,]*$/);
  });

  it('saves a form of the app in the admin’s save bar, and can discard', async () => {
    const { page } = merchant;
    await openApp(merchant, twin);
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await expect.poll(() => page.url()).toBe(admin('/apps/loyal-stamp/app/settings'));
    const goal = frame.getByLabel('Stamps for a gift');
    await goal.fill('7');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => goal.inputValue()).toBe('10');
    await goal.fill('8');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('8 stamps are a gift now.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'hidden' });
  });

  it('sees the address follow the app’s pages, back and after a reload', async () => {
    const { page } = merchant;
    await page.getByRole('link', { name: 'Log' }).click();
    await frame.getByRole('heading', { name: 'What Shopify told us' }).waitFor();
    await expect.poll(() => page.url()).toBe(admin('/apps/loyal-stamp/app/log'));
    await page.goBack();
    await frame.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.reload();
    await frame.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await frame.getByLabel('Stamps for a gift').inputValue()).toBe('8');
    await frame.getByRole('link', { name: 'Back' }).click();
    await frame.getByRole('link', { name: 'See all products' }).click();
    await page.getByRole('heading', { name: 'Products' }).waitFor();
    expect(page.url()).toBe(admin('/products'));
  });
});

describe('the app as it would be at Shopify', () => {
  it('runs in the frame of admin.shopify.com with its own policy and addresses', async () => {
    const other = await meet(browser);
    await standInForShopify(other.context);
    const policies: string[] = [];
    other.page.on('response', (response) => {
      const policy = response.headers()['content-security-policy'];
      if (policy && response.url().startsWith(twin.frontOrigin)) policies.push(policy);
    });
    await other.page.goto('https://admin.shopify.com/store/demo-shop/apps/loyal-stamp');
    const inside = other.page.frameLocator('iframe');
    await inside.getByRole('heading', { name: 'Loyal Stamp' }).waitFor();
    await inside.getByRole('button', { name: 'Who am I' }).click();
    await inside.getByText(/^Staff \d+ of/).waitFor();
    expect(policies[0]).toContain('https://admin.shopify.com');
    expect(policies.join()).not.toContain(twin.adminOrigin);
    expect(other.takeComplaints()).toEqual([]);
    await other.context.close();
  });
});

describe('an uninstall', () => {
  it('ends the app’s tokens and is told to the app', async () => {
    const { page } = merchant;
    const { world } = twin.twin.rooms;
    await page.goto(admin('/settings/apps'));
    await page.getByRole('button', { name: 'Uninstall' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Uninstall' }).click();
    await page.getByText('Loyal Stamp uninstalled').waitFor();
    const tokens = [...world.store.each(accessTokens, 0)];
    expect(tokens).not.toHaveLength(0);
    expect(tokens.filter(({ revokedAt }) => revokedAt === null)).toEqual([]);
    await expect.poll(() => heard(twin, 'APP_UNINSTALLED').length, PATIENT).toBe(1);
    const blocks = await fetch(`${twin.storefrontOrigin}/apps/stamps/stamps.json`);
    expect(blocks.status).toBe(404);
  });

  it('can be taken back: the app works as before', async () => {
    await install();
    await press('Who am I');
    await frame.getByText(/^Staff \d+ of/).waitFor();
  });
});

/** Shopify's machines are the twin's, and nothing on the way to the app changes what it says. */
async function standInForShopify(context: BrowserContext): Promise<void> {
  const places: [string, string][] = [
    ['https://admin.shopify.com', twin.adminOrigin],
    ['https://cdn.shopify.com', `${twin.adminOrigin}/cdn`],
    [twin.frontOrigin, twin.app.origin],
  ];
  for (const [from, to] of places) {
    await context.route(`${from}/**`, async (route) => {
      const url = route.request().url().replace(from, to);
      const response = await route.fetch({ url, maxRedirects: 0 });
      const { location } = response.headers();
      if (location === undefined) await route.fulfill({ response });
      else await route.fulfill({ contentType: 'text/html', body: goOn(location) });
    });
  }
}

/** A redirect by script: what a real one leads to would pass the stand-ins by. */
function goOn(location: string): string {
  const script = `location.replace(${JSON.stringify(location)})`;
  return `<link rel="icon" href="data:,"><script>${script}</script>`;
}

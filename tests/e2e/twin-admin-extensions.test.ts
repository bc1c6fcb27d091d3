/**
 * Extensions of the admin, built by Shopify's own CLI, on the pages of the twin's admin; and a page
 * of the same app made of Polaris web components alone.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from '../../twin/apps/install-app.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { createDiscount, PLAIN_DISCOUNT } from '../../twin/trade/discounts.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { openBrowser, visit } from '../support/browser.ts';
import { freePort } from '../support/ports.ts';
import { AXE, expectReadable } from '../support/twin-stories.ts';
import { buildExtensionApp, type BuiltApp } from '../twin/build-extension-app.ts';

const PAGE = readFileSync(new URL('../twin/polaris-page.html', import.meta.url), 'utf8');

let built: BuiltApp;
let browser: Browser;
let server: Server;
let twin: Twin;
let appId: number;

beforeAll(async () => {
  [built, browser] = await Promise.all([buildExtensionApp(), openBrowser()]);
  const [admin, storefront, mail, front, own] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  server = serveApp();
  await new Promise<void>((done) => server.listen(own, '127.0.0.1', done));
  twin = await openTwin({ folder: null, ports: { admin, storefront, mail } });
  const app = await twin.addApp({
    folder: built.folder,
    origin: `http://127.0.0.1:${own}`,
    frontPort: front,
    apiSecret: 'a secret of these tests',
  });
  appId = app.id;
  installApp(twin.rooms.world, twin.rooms.shop().id, app);
});

afterAll(async () => {
  await browser.close();
  await twin.stop();
  server.close();
  built.remove();
});

/** The app's server: one page, and an answer that says whether the question was signed. */
function serveApp(): Server {
  return createServer(({ method, url = '', headers }, response) => {
    const open = { 'access-control-allow-origin': '*' };
    const allow = { ...open, 'access-control-allow-headers': 'authorization' };
    if (method === 'OPTIONS') response.writeHead(204, allow).end();
    else if (url.startsWith('/ping')) {
      const isSigned = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(headers.authorization ?? '');
      response.writeHead(200, open).end(isSigned ? 'pong, signed' : 'pong');
    } else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  });
}

function addCustomer(firstName: string, tags: string[] = []): number {
  const { world, shop } = twin.rooms;
  const email = `${firstName.toLowerCase()}@example.com`;
  const fields = { firstName, lastName: 'Lovelace', email, tags };
  const made = createCustomer(world, shop().id, { fields });
  if (!made.ok) throw new Error('The customer was refused.');
  return made.value.id;
}

/** Opens a page of the admin; what the browser complains about fails the story. */
async function looking(path: string, story: (page: Page) => Promise<void>, width?: number) {
  const seen = await visit(browser, `${twin.adminOrigin}/store/demo-shop${path}`, width);
  try {
    await story(seen.page);
    // The app has an origin of its own.
    expect(seen.complaints.filter((words) => !words.startsWith('asked'))).toEqual([]);
  } finally {
    await seen.leave();
  }
}

async function openAward(page: Page) {
  await page.getByText('More actions').click();
  await page.getByRole('button', { name: /^Award a card/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Award a visiting card' });
  await dialog.getByText('For 1 customer(s)').waitFor();
  return dialog;
}

describe.each([1280, 390])('the page of a customer, at %i px', (width) => {
  it('shows a block that asks the Admin API, the merchant and the app', async () => {
    const id = addCustomer(`Ada${width}`);
    await looking(
      `/customers/${id}`,
      async (page) => {
        await page.getByText(`Card of Ada${width} Lovelace`).waitFor();
        await page.getByRole('button', { name: 'Ask the app' }).click();
        await page.getByText('pong, signed').waitFor();
        await page.getByRole('button', { name: 'Pick', exact: true }).click();
        await page.getByRole('radio', { name: 'A', exact: true }).check();
        await page.getByRole('button', { name: 'Select', exact: true }).click();
        await page.getByText('Picked a').waitFor();
        await expectReadable(page);
      },
      width,
    );
  });

  it('offers an action in a window, which changes the customer and closes', async () => {
    const id = addCustomer(`Mary${width}`);
    await looking(
      `/customers/${id}`,
      async (page) => {
        const dialog = await openAward(page);
        await dialog.getByLabel('Tag', { exact: true }).fill('regular');
        await expectReadable(page);
        await dialog.getByRole('button', { name: 'Give' }).click();
        await page.getByText('Given', { exact: true }).waitFor();
        await dialog.waitFor({ state: 'detached' });
        await page.reload();
        await page.getByText('regular', { exact: true }).waitFor();
        const again = await openAward(page);
        await again.getByRole('button', { name: 'Not now' }).click();
        await again.waitFor({ state: 'detached' });
      },
      width,
    );
  });

  it('lets a merchant tick customers and act on them together', async () => {
    addCustomer(`Joan${width}`);
    addCustomer(`Jean${width}`);
    await looking(
      '/customers',
      async (page) => {
        await page.getByRole('checkbox', { name: `Select Joan${width} Lovelace` }).check();
        await page.getByRole('checkbox', { name: `Select Jean${width} Lovelace` }).check();
        await page.getByText('2 selected').waitFor();
        await page.getByText('More actions').click();
        await expectReadable(page);
        await page.getByRole('button', { name: /^Award a card/ }).click();
        await page.getByText('For 2 customer(s)').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      },
      width,
    );
  });
});

describe('an action', () => {
  it('is not offered where its extension says that it has nothing to do', async () => {
    const id = addCustomer('Hedy', ['no cards']);
    await looking(`/customers/${id}`, async (page) => {
      await page.getByText('Card of Hedy Lovelace').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.getByText('More actions').count()).toBe(0);
    });
  });
});

describe('a discount that a function decides', () => {
  const addDiscount = () => {
    const { world, shop } = twin.rooms;
    const fields = {
      ...PLAIN_DISCOUNT,
      method: 'automatic',
      kind: 'app',
      title: 'Cards of the house',
      startsAt: world.clock.now(),
      app: { appId, functionHandle: 'cards' },
    } as const;
    const made = createDiscount(world, shop().id, { fields, code: null });
    if (!made.ok) throw new Error('The discount was refused.');
    return made.value.id;
  };

  it('has its settings on its page, kept when they are saved', () =>
    looking(`/discounts/${addDiscount()}`, async (page) => {
      await page.getByText('Kept: 0').waitFor();
      expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
      await page.getByLabel('Percent').fill('1');
      await page.getByLabel('Percent').press('5');
      await expectReadable(page);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved: 15').waitFor();
      await page.reload();
      await page.getByText('Kept: 15').waitFor();
    }));
});

describe.each([1280, 390])('a page of Polaris web components, at %i px', (width) => {
  const inApp = (story: (page: Page, app: FrameLocator) => Promise<void>) =>
    looking(
      '/apps/visiting-card',
      async (page) => {
        const app = page.frameLocator('iframe[data-app-frame]');
        await app.getByLabel('Name of the card').waitFor();
        // The admin draws the heading that the app tells it: from then on it hears what is unsaved.
        // On a machine with much to do the app may tell it before the admin listens: a person would
        // open the page again.
        const heading = page.getByText('Card settings').first();
        await heading.waitFor({ timeout: 8_000 }).catch(() => page.reload());
        await heading.waitFor();
        await app.getByLabel('Name of the card').waitFor();
        await story(page, app);
      },
      width,
    );
  const unsaved = (page: Page) => page.getByText('Unsaved changes', { exact: true });

  it('has its heading and menu in the admin, and can be read by everybody', () =>
    inApp(async (page, app) => {
      await page.getByText('Card settings').waitFor();
      await app.getByRole('heading', { name: 'Card settings', level: 1 }).waitFor();
      const frame = page.frames().find((one) => one !== page.mainFrame());
      await frame?.evaluate(AXE);
      const broken = await frame?.evaluate(
        'axe.run().then(({violations}) => violations.map(({id}) => id))',
      );
      expect(broken).toEqual([]);
    }));

  it('sends its fields with the form, after the save bar said what is unsaved', () =>
    inApp(async (page, app) => {
      await app.getByLabel('Name of the card').fill('Grace');
      await app.getByText('Tuesday').click();
      await unsaved(page).waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await app.getByText('name=Grace&kind=gold&open=on&days=mo&days=tu').waitFor();
      await unsaved(page).waitFor({ state: 'hidden' });
    }));

  it('puts fields back that were discarded', () =>
    inApp(async (page, app) => {
      await app.getByLabel('Name of the card').fill('Grace');
      await app.getByText('Tuesday').click();
      await app.getByLabel('Open to all').uncheck();
      await unsaved(page).waitFor();
      await page.getByRole('button', { name: 'Discard' }).click();
      await unsaved(page).waitFor({ state: 'hidden' });
      await app.getByRole('button', { name: 'Send' }).click();
      await app.getByText('name=Ada&kind=gold&open=on&days=mo', { exact: true }).waitFor();
    }));

  it('opens a modal by a button that the admin draws, and hears what is typed', () =>
    inApp(async (page, app) => {
      await app.getByLabel('Name of the card').fill('Lin');
      await app.getByText('Hello, Lin').waitFor();
      await page.getByRole('button', { name: 'Reset all' }).click();
      await app.getByRole('dialog', { name: 'Are you sure?' }).waitFor();
      await app.getByRole('button', { name: 'Yes' }).click();
      await app.getByRole('dialog').waitFor({ state: 'hidden' });
    }));
});

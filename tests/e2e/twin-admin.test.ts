/**
 * The twin's admin, as a merchant uses it, and an app in its frame that is written from Shopify's
 * documentation with Shopify's own libraries (app-bridge-react 4.2.13, shopify-app-remix 6.0.1).
 */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp, uninstallApp } from '../../twin/apps/install-app.ts';
import { encodeHost } from '../../twin/apps/launch-url.ts';
import { findAppByHandle } from '../../twin/apps/find-app.ts';
import { placeOrder } from '../../twin/trade/place-order.ts';
import { products } from '../../twin/model/kinds.ts';
import { openBrowser, visit } from '../support/browser.ts';
import { startTwinAdmin, type TwinAdmin } from '../support/twin-admin.ts';
import { expectReadable } from '../support/twin-stories.ts';

type Config = { host: string; shop: string };

const HOST = encodeHost('demo-shop');

let twin: TwinAdmin;
let browser: Browser;

beforeAll(async () => {
  [twin, browser] = await Promise.all([startTwinAdmin(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  twin.stop();
});

/** Opens a page of the admin and lets the story happen; page errors fail it. */
async function looking(path: string, story: (page: Page) => Promise<void>, width?: number) {
  const seen = await visit(browser, `${twin.origin}/store/demo-shop${path}`, width);
  try {
    await story(seen.page);
    // Pictures lie in the online store, which is not part of this.
    const complaints = seen.complaints.filter((words) => !/asked|404/.test(words));
    expect(complaints).toEqual([]);
  } finally {
    await seen.leave();
  }
}

function clubOf() {
  const app = findAppByHandle(twin.world, 'club');
  if (!app) throw new Error('The app is not registered.');
  return app;
}

describe.each([1280, 390])('at %i px', (width) => {
  it.each(['', '/orders', '/customers', '/products', '/discounts', '/settings', '/settings/apps'])(
    'the page %s can be read by everybody and does not scroll sideways',
    (path) => looking(path, expectReadable, width),
  );
});

describe('an order', () => {
  const place = () => {
    const [product] = twin.world.store.page(products, twin.shop.id, { limit: 1 }).records;
    const variant = product?.record.variants[0];
    if (!variant) throw new Error('The shop sells nothing.');
    const placed = placeOrder(twin.world, twin.shop.id, {
      lines: [{ variantId: variant.id, quantity: 3 }],
      email: 'buyer@example.com',
      payment: { method: 'bank_deposit' },
    });
    if (!placed.ok) throw new Error(placed.message);
    return placed.value;
  };

  it('is paid, sent and partly refunded with a few clicks', async () => {
    const order = place();
    await looking(`/orders/${order.id}`, async (page) => {
      await page.getByRole('button', { name: 'Mark as paid' }).click();
      await page.getByText('Order marked as paid').waitFor();
      await page.getByRole('link', { name: 'Fulfil items' }).click();
      await page.getByRole('button', { name: 'Fulfil items' }).click();
      await page.getByText('Items fulfilled', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Refund' }).click();
      await page.getByRole('spinbutton').fill('1');
      await page.getByRole('button', { name: 'Refund' }).click();
      await page.getByText('Partially refunded').waitFor();
      await expectReadable(page);
    });
  });

  it('that was not sent yet is cancelled for a reason', async () => {
    const order = place();
    await looking(`/orders/${order.id}/cancel`, async (page) => {
      await page.getByLabel('Reason').selectOption('inventory');
      await page.getByRole('button', { name: 'Cancel order' }).click();
      await page.getByText('Cancelled', { exact: true }).waitFor();
    });
  });

  it('loses what an edit takes off', async () => {
    const order = place();
    await looking(`/orders/${order.id}/edit`, async (page) => {
      await page.getByRole('spinbutton').fill('2');
      await page.getByRole('button', { name: 'Edit quantities' }).click();
      await page.getByText('1 removed').waitFor();
    });
  });
});

describe('an app', () => {
  /** Opens the installed app; the story is given the app's own page, too. */
  const inApp = (path: string, story: (page: Page, app: FrameLocator) => Promise<void>) => {
    installApp(twin.world, twin.shop.id, clubOf());
    return looking(`/apps/club${path}`, async (page) => {
      const app = page.frameLocator('iframe[data-app-frame]');
      await app.getByRole('heading', { name: 'Club page' }).waitFor();
      await story(page, app);
    });
  };

  it('is installed after its permissions were read, and opens', () => {
    uninstallApp(twin.world, twin.shop.id, clubOf());
    return looking('/settings/apps', async (page) => {
      await page.getByRole('link', { name: 'Install' }).click();
      await page.getByText('Customers: names, addresses, e-mail and phone').waitFor();
      await expectReadable(page);
      await page.getByRole('button', { name: 'Install' }).click();
      await page.frameLocator('iframe').getByRole('heading', { name: 'Club page /' }).waitFor();
      await page.getByText('Club installed').waitFor();
      await expectReadable(page);
    });
  });

  it('reaches its server with a session token, and the server reaches Shopify', () =>
    inApp('', async (_page, app) => {
      await app.getByRole('button', { name: 'Ask the server' }).click();
      await app.getByText(`The server says ${twin.shop.name}`).waitFor();
    }));

  it('has its menu in the admin and its path in the address', () =>
    inApp('/settings?tab=2', async (page, app) => {
      await app.getByText('Club page /settings').waitFor();
      expect(new URL(page.url()).search).toBe('?tab=2');
      await page.getByRole('link', { name: 'Members' }).click();
      await app.getByText('Club page /members').waitFor();
      expect(new URL(page.url()).pathname).toBe('/store/demo-shop/apps/club/members');
      expect(await page.getByRole('link', { name: 'Members' }).getAttribute('aria-current')).toBe(
        'page',
      );
      await page.goBack();
      await app.getByText('Club page /settings').waitFor();
      await page.waitForURL('**/apps/club/settings?tab=2');
    }));

  it('gets a fresh token for a page that was asked for without one', () =>
    inApp('', async (page, app) => {
      await app.locator('body').evaluate(() => {
        const { host, shop } = (window as unknown as { shopify: { config: Config } }).shopify
          .config;
        location.assign(`/members?${new URLSearchParams({ embedded: '1', host, shop })}`);
      });
      await app.getByText('Club page /members').waitFor();
      await page.waitForURL('**/apps/club/members');
    }));

  it('belongs into the admin, and goes there when it is opened by itself', async () => {
    installApp(twin.world, twin.shop.id, clubOf());
    const { frontOrigin } = clubOf();
    const seen = await visit(
      browser,
      `${frontOrigin}/members?shop=${twin.shop.domain}&host=${HOST}`,
    );
    await seen.page.frameLocator('iframe').getByText('Club page /').waitFor();
    expect(new URL(seen.page.url()).pathname).toMatch(/^\/store\/demo-shop\/apps\/club/);
    await seen.leave();
  });

  it('puts up the save bar, which saves, and asks before changes are thrown away', () =>
    inApp('', async (page, app) => {
      const name = app.getByLabel('Name of the club');
      await name.fill('Circle');
      await page.getByText('Unsaved changes', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved Circle').waitFor();
      await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
      await name.fill('Ring');
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('button', { name: 'Discard changes' }).click();
      await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'hidden' });
      await expect.poll(() => name.inputValue()).toBe('Circle');
    }));

  it('keeps a merchant who is about to leave unsaved changes of a form', () =>
    inApp('', async (page, app) => {
      await app.getByLabel('Motto').fill('Onwards');
      await page.getByText('Unsaved changes', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Customers' }).click();
      await page.getByRole('button', { name: 'Stay' }).click();
      expect(page.url()).toContain('/apps/club');
      await page.getByRole('button', { name: 'Discard' }).click();
      // The app hears of it in its frame, a moment later.
      await expect.poll(() => app.getByLabel('Motto').inputValue()).toBe('On we go');
      await page.getByRole('link', { name: 'Customers' }).click();
      await page.getByRole('heading', { name: 'Customers' }).waitFor();
    }));

  it('asks in a modal by a button of its title bar', () =>
    inApp('', async (page, app) => {
      await page.getByRole('button', { name: 'Ask' }).click();
      await app.getByRole('dialog', { name: 'A question' }).waitFor();
      await app.getByText('Shall we?').waitFor();
      await app.getByRole('button', { name: 'Yes' }).click();
      await app.getByRole('dialog').waitFor({ state: 'detached' });
    }));

  it('opens a page of its own in a window of the admin, and closes it', () =>
    inApp('', async (page, app) => {
      await app.getByRole('button', { name: 'Open a window' }).click();
      const dialog = page.getByRole('dialog', { name: 'Members in a window' });
      await dialog.frameLocator('iframe').getByText('Club page /members').waitFor();
      await dialog.frameLocator('iframe').getByRole('button', { name: 'Ask the server' }).click();
      await dialog.frameLocator('iframe').getByText('The server says').waitFor();
      expect(new URL(page.url()).pathname).toBe('/store/demo-shop/apps/club');
      await dialog.getByRole('button', { name: 'Close' }).click();
      await dialog.waitFor({ state: 'detached' });
    }));

  it('lets a merchant pick products', () =>
    inApp('', async (page, app) => {
      await app.getByRole('button', { name: 'Pick products' }).click();
      await page.getByRole('searchbox', { name: 'Search', exact: true }).fill('retrospot mug');
      await page
        .getByRole('checkbox', { name: /red retrospot mug/i })
        .first()
        .check();
      await page.getByText('1 selected').waitFor();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await app.getByText(/^red retrospot mug/i).waitFor();
    }));

  it('learns who is there and asks for more permissions', () =>
    inApp('', async (page, app) => {
      await app.getByRole('button', { name: 'Who am I' }).click();
      await app.getByText(`${twin.shop.email} read_products write_customers`).waitFor();
      await app.getByRole('button', { name: 'More scopes' }).click();
      await page.getByText('View and edit: Discounts and discount codes').waitFor();
      await page.getByRole('button', { name: 'Allow' }).click();
      await app.getByText('granted-all read_products write_customers write_discounts').waitFor();
    }));

  it('asks the Admin API from its page, and leaves for a page of the admin', () =>
    inApp('', async (page, app) => {
      await app.getByRole('button', { name: 'Ask Shopify' }).click();
      await app.getByText(`{"data":{"shop":{"name":"${twin.shop.name}"}}}`).waitFor();
      await app.getByRole('link', { name: 'All products' }).click();
      await page.getByRole('heading', { name: 'Products' }).waitFor();
    }));
});

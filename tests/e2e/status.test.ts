/** The status page, as somebody who runs a shop meets it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { reasonText } from '../../app/contracts/parked-reason.ts';
import { readDelivery } from '../../app/contracts/webhook-topics.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { type RunningApp, startApp } from '../support/app.ts';
import { openBrowser, visit, type Visit } from '../support/browser.ts';
import { orderBody, rawNumber, samplePayload } from '../support/shopify-samples.ts';
import { DATA_KEY } from '../support/webhooks.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOP = 'quiet-harbour.myshopify.com';
const ANNA = '6940095564801';
const DAY_MS = 86_400_000;

describe('the status page', () => {
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  /** Opens the page, lets the story happen, and insists that the browser did not complain. */
  async function looking(story: (page: Page, seen: Visit) => Promise<void>, width?: number) {
    const seen = await visit(browser, `${app.url}/status`, width);
    try {
      await story(seen.page, seen);
      expect(seen.complaints).toEqual([]);
    } finally {
      await seen.leave();
    }
  }

  const retryParked = async (page: Page, topic: string) => {
    await page.getByRole('button', { name: `Retry ${topic}` }).click();
  };

  it('tells an owner who has just started it that nothing has been received yet', () =>
    looking(async (page) => {
      await see(page, 'Nothing has been received yet');
      await expectAccessible(page);
    }));

  it('shows the points of an order by itself, with the sentence that explains them', async () => {
    await app.openShop(SHOP);
    await looking(async (page) => {
      await see(page, 'Nothing has been received from this shop yet');
      expect(await app.deliver(order('5001', '#1001', '87.45', ANNA, 20))).toBe(200);
      await see(page, '87 points for order #1001: US$87.45 counts at 1 point per US$1.00');
      await see(page, 'All is well');
      await see(page, 'Nothing waits, and the books balance.');
      await expect.poll(() => figure(page, 'Available')).toBe('87');
    });
  });

  it('says what a refund took back', () =>
    looking(async (page) => {
      await app.deliver(order('5002', '#1002', '120.00', ANNA, 3));
      await see(page, '120 points for order #1002');
      await app.deliver({ body: refundOf('5002'), topic: 'refunds/create', shop: SHOP });
      await see(page, '120 points taken back from order #1002');
      await expect.poll(() => figure(page, 'Taken back')).toBe('−120');
    }));

  it('looks up a member by their customer id and explains every point', () =>
    looking(async (page) => {
      await page.getByLabel('Customer id at Shopify').fill(ANNA);
      await page.getByRole('button', { name: 'Look up' }).click();
      const card = page.locator('#member');
      await card.getByText(`Customer ${ANNA}`).waitFor();
      await card.getByText('87 points of order #1001 can be spent').waitFor();
      expect(await card.getByText('120 points taken back').count()).toBe(1);
      await page.getByLabel('Customer id at Shopify').fill('gid://shopify/Customer/42');
      await page.getByRole('button', { name: 'Look up' }).click();
      await see(page, 'No member of this shop has the customer id 42');
    }));

  it('shows why a delivery cannot be read, and keeps it when retried in vain', () =>
    looking(async (page) => {
      await app.deliver({ body: Buffer.from('{"id": 1,'), topic: 'orders/create', shop: SHOP });
      await see(page, '1 message from Shopify could not be read');
      await see(page, 'The body is not valid JSON');
      await expectAccessible(page);
      await retryParked(page, 'orders/create');
      await see(page, 'The message still cannot be read, and stays here');
      await see(page, 'tried again 1 time');
    }));

  it('works in a parked delivery that can be read by now, at one click', () =>
    looking(async (page) => {
      await parkAsByABug(order('5003', '#1003', '64.00', '7', 1).body);
      await see(page, '2 messages from Shopify could not be read');
      await see(page, 'a bug, since mended');
      await retryParked(page, 'orders/paid');
      await see(page, 'The message could be read and is being worked in');
      await see(page, '64 points for order #1003');
      await see(page, '1 message from Shopify could not be read');
    }));

  it('fits a phone without scrolling sideways, and everybody can read it', () =>
    looking(async (page) => {
      await page.goto(`${app.url}/status?shop=${SHOP}&customer=${ANNA}`);
      await see(page, `Customer ${ANNA}`);
      const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overhang).toBe(0);
      await expectAccessible(page);
    }, 390));

  it('lets somebody with two shops choose one', async () => {
    await app.openShop('second-harbour.myshopify.com', 'EUR', 'Europe/Berlin');
    await looking(async (page) => {
      await see(page, 'Choose a shop to see how it is doing.');
      await page.getByLabel('Shop').selectOption('second-harbour.myshopify.com');
      await page.getByRole('button', { name: 'Show' }).click();
      await see(page, 'Nothing has been received from this shop yet');
      await see(page, 'Europe/Berlin');
      await expectAccessible(page);
    });
  });

  it('leads from the front page to the status', async () => {
    const { page, complaints, leave } = await visit(browser, `${app.url}/`);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'See the status' }).click();
    await page.getByRole('heading', { name: 'Status', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });

  it('keeps itself to itself', async () => {
    const { headers } = await fetch(`${app.url}/status`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes its form from nobody else', async () => {
    const body = new URLSearchParams({ programId: '1', inboxId: '1', shop: SHOP });
    const post = (headers: Record<string, string>) =>
      fetch(`${app.url}/status`, { method: 'POST', body, headers, redirect: 'manual' });
    expect((await post({ origin: 'http://evil.example' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    expect((await post({ origin: app.url })).status).toBe(303);
  });

  it('is a plain 404 for a shop or a page there is none of', async () => {
    expect((await fetch(`${app.url}/status?shop=nobody.myshopify.com`)).status).toBe(404);
    expect((await fetch(`${app.url}/nowhere`)).status).toBe(404);
  });

  it('says that the database is down, and comes back by itself', async () => {
    const { page, leave } = await visit(browser, `${app.url}/status?shop=${SHOP}`);
    await see(page, 'Newest movements');
    await shutDatabase(true);
    await see(page, 'The database does not answer');
    expect((await fetch(`${app.url}/status`)).status).toBe(503);
    await shutDatabase(false);
    await see(page, 'Newest movements');
    await leave();
  });

  /** What the drain does with a delivery that was read well and that it then stumbled over. */
  async function parkAsByABug(body: Buffer) {
    const read = readDelivery('orders/paid', body, openVault(DATA_KEY));
    if (!read.ok) throw new Error(reasonText(read.reason));
    await connected(app.database.ownerUrl, (owner) =>
      owner.query(
        `INSERT INTO inbox (program_id, shop_id, delivery_id, topic, status, reason, observation)
         SELECT program_id, shop_id, 'stumbled', 'orders/paid', 'parked', 'a bug, since mended', $1
         FROM shops WHERE domain = $2`,
        [read.observation, SHOP],
      ),
    );
  }

  /** No connection stays and none can be made, as when the server is gone. */
  async function shutDatabase(shut: boolean) {
    const server = new URL(app.database.adminUrl);
    const name = server.pathname.slice(1);
    server.pathname = '/postgres';
    await connected(server.href, async (admin) => {
      await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT ${shut ? 0 : -1}`);
      await admin.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
        [name],
      );
    });
  }
});

describe('the status page of a process the world can reach', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ STATUS_PASSWORD: 'only for Friday' });
  });
  afterAll(() => app.stop());

  const ask = (password?: string) =>
    fetch(`${app.url}/status`, {
      headers: password ? { authorization: `Basic ${btoa(`anna:${password}`)}` } : {},
    });

  it('asks for its password', async () => {
    const answer = await ask();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Laurel status"');
    expect(await answer.text()).not.toContain('Nothing has been received yet');
  });

  it('turns away a wrong one and lets in the right one', async () => {
    expect((await ask('only for Monday')).status).toBe(401);
    expect((await ask('only for Friday')).status).toBe(200);
  });
});

/** Waits until the words can be seen; the page refreshes itself. */
async function see(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor();
}

/** A figure of the books by its name. */
async function figure(page: Page, name: string): Promise<string> {
  const row = page.locator('.laurel-sums div').filter({ hasText: name }).first();
  return row.locator('dd').innerText();
}

async function expectAccessible(page: Page): Promise<void> {
  // Evaluated, not added as a script: the page's own policy would refuse it.
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    `axe.run().then(({violations}) => violations.map((v) =>
       v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')))`,
  );
  expect(violations).toEqual([]);
}

/** A paid order of one line, so many days ago. */
function order(id: string, name: string, price: string, customer: string, daysAgo: number) {
  const at = new Date(Date.now() - daysAgo * DAY_MS).toISOString().replace(/\.\d+Z/, 'Z');
  const sample = samplePayload('orders/paid');
  const [line] = sample.line_items as Record<string, never>[];
  const body = orderBody(id, {
    name,
    created_at: at,
    updated_at: at,
    processed_at: at,
    customer: { ...(sample.customer as object), ...identity('Customer', customer) },
    line_items: [{ ...line, ...identity('LineItem', `9${id}`), price }],
  });
  return { body, shop: SHOP };
}

function identity(kind: string, id: string) {
  return { id: rawNumber(id), admin_graphql_api_id: `gid://shopify/${kind}/${id}` };
}

/** All of the order's one line, given back just now. */
function refundOf(orderId: string): Buffer {
  const refund = {
    id: Number(orderId) + 1,
    order_id: Number(orderId),
    created_at: new Date().toISOString(),
    processed_at: new Date().toISOString(),
    refund_line_items: [
      { id: 1, quantity: 1, line_item_id: Number(`9${orderId}`), subtotal: 120, total_tax: 0 },
    ],
    transactions: [],
    order_adjustments: [],
  };
  return Buffer.from(JSON.stringify(refund));
}

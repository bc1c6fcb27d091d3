/** What people do again and again in stories about the twin, and what all its pages keep. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { USER_AGENT } from './browser.ts';
import type { TwinForTests } from './twin.ts';

/** A store to walk into, whatever app stands before it. */
type Store = Pick<TwinForTests, 'twin' | 'storefrontOrigin'>;

/** axe-core's source, to be evaluated in a page or a frame. */
export const AXE = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

export type Person = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained about since the last look. */
  readonly takeComplaints: () => string[];
};

/** Somebody with a browser profile of their own. */
export async function meet(browser: Browser, width = 1280): Promise<Person> {
  const context = await browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(`${message.text()} ${message.location().url}`.slice(0, 300));
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, takeComplaints: () => complaints.splice(0) };
}

/** Keeps what somebody sees in a temporary folder, for looking at afterwards. */
export async function photograph({ page }: Person, name: string): Promise<void> {
  await page.screenshot({ path: join(tmpdir(), 'twin-stories', `${name}.png`), fullPage: true });
}

/** axe-core finds nothing, and nothing lies beside the screen. */
export async function expectReadable(page: Page): Promise<void> {
  // What is still coming in is not judged by how it looks half-way.
  await page.evaluate(
    'Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))',
  );
  await page.evaluate(AXE);
  const broken = await page.evaluate(
    `axe.run({iframes: false}).then(({violations}) => violations.map(({id, nodes}) =>
      id + ' ' + nodes.map(({target}) => target).join(' ')))`,
  );
  expect(broken).toEqual([]);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
}

/** The app's own page in the admin; the first visit is when an app gets its token. */
export async function openApp({ page }: Person, twin: TwinForTests): Promise<FrameLocator> {
  await page.goto(`${twin.adminOrigin}/store/demo-shop/apps/loyal-stamp`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Loyal Stamp' }).waitFor();
  return frame;
}

/** Logs in with the code from the mailbox; the account is made on the way where there is none. */
export async function logIn({ page }: Person, twin: Store, email: string): Promise<void> {
  await page.goto(`${twin.storefrontOrigin}/account/login`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: /code/i }).waitFor();
  const mail = twin.twin.rooms.mails.newest().find(({ to }) => to.includes(email));
  const [code = ''] = /\b\d{6}\b/.exec(mail?.subject ?? '') ?? [];
  await page.getByLabel(/code/i).fill(code);
  await page.locator('main').getByRole('button').first().click();
  await page.waitForURL(/\/account/);
  await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
}

/** A product of the catalogue into the cart and on to the checkout; `look` is shown each page. */
export async function goToCheckout(
  { page }: Person,
  twin: Store,
  quantity = 1,
  look: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  await page.goto(`${twin.storefrontOrigin}/collections/all?sort_by=price-descending`);
  await look(page);
  await page.locator('main a[href*="/products/"]').first().click();
  await page.getByRole('button', { name: 'Add to cart' }).waitFor();
  await look(page);
  if (quantity > 1) {
    await page.getByRole('spinbutton', { name: /quantity/i }).fill(String(quantity));
  }
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForLoadState('networkidle');
  await page.goto(`${twin.storefrontOrigin}/cart`);
  await look(page);
  await page.getByRole('button', { name: 'Check out' }).click();
  await page.waitForURL(/\/checkouts\//);
  await page.waitForLoadState('networkidle');
}

/** An address in the shop's own country, or in another one. */
export async function fillAddress(page: Page, countryCode = 'GB'): Promise<void> {
  await page.getByLabel('Country/region').selectOption(countryCode);
  await page.getByLabel('First name (optional)').fill('Ada');
  await page.getByLabel('Last name').fill('Lovelace');
  await page.getByLabel('Address', { exact: true }).fill('12 St James Square');
  await page.getByLabel('City').fill('London');
  await page.getByLabel('Postal code').fill('SW1Y 4JH');
  await page.getByLabel('Postal code').press('Tab');
  await page.waitForLoadState('networkidle');
}

/** Deliveries of a topic that the app has had, by what its process printed. */
export function heard(twin: TwinForTests, topic: string): string[] {
  return twin.appSaid.filter((line) => line.startsWith(`webhook ${topic} `));
}

/** `£1,234.50` → 123450. */
export function minorOf(words: string): number {
  const [amount = ''] = /\d[\d,]*\.\d\d/.exec(words) ?? [];
  return Math.round(Number(amount.replaceAll(',', '')) * 100);
}

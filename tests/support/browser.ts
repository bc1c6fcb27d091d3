/**
 * A real Chromium. Everything a page complains about is kept, so that a test can insist that there
 * was nothing.
 */
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from './system-browser.ts';

/** A headless browser says so in its own agent, and Shopify's libraries turn robots away. */
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
  'Chrome/147.0.0.0 Safari/537.36';

/** Starts the browser; CHROMIUM names one. Throws where none can be had. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  return chromium.launch({
    executablePath,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--disable-features=LocalNetworkAccessChecks',
      '--disable-sync',
      '--no-first-run',
      // Chromium refuses to be root in its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

export type Visit = {
  page: Page;
  /** Console errors and warnings, uncaught errors and requests to any origin but ours. */
  complaints: string[];
  leave: () => Promise<void>;
};

/** Opens a page in a fresh profile; `width` in CSS pixels. */
export async function visit(browser: Browser, url: string, width = 1280): Promise<Visit> {
  const context = await browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width, height: width < 600 ? 844 : 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const ours = new URL(url).origin;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== ours && protocol !== 'data:') complaints.push(`asked ${request.url()}`);
  });
  // Only then do clicks reach React rather than the plain page underneath.
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, complaints, leave: () => context.close() };
}

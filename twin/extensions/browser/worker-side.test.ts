/** The worker's side without a worker: `shopify`, translation, the network's door, the gate. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGate, HOLDER_TAG } from './admit-mutations.ts';
import { createShopifyObject } from './shopify-object.ts';
import { createI18n } from './translate.ts';
import type { StartOrder } from './wire.ts';
import { installFetch, OTHER_DOORS } from './worker-fetch.ts';

const ORDER: StartOrder = {
  bundleUrl: '/bundle.js',
  target: 'purchase.checkout.block.render',
  surface: 'checkout',
  elements: {},
  functionNames: [],
  networkAccess: false,
  clockOffsetMs: 0,
};

type Signal = { value: unknown; subscribe: (fn: (value: unknown) => void) => () => void };
type Shopify = {
  cost: { total: Signal };
  shop: { name: string };
  setSignals: (Class: unknown) => void;
  picker: () => Promise<{ selected: Promise<unknown> }>;
  entries: () => Promise<Iterator<unknown>>;
  resourcePicker: () => Promise<unknown[] & { selection: unknown[] }>;
  open: (url: unknown) => Promise<unknown>;
  register: (name: string) => () => void;
  place: { getState: () => unknown };
  addEventListener: (type: string, listener: (event: unknown) => void) => void;
  removeEventListener: (type: string, listener: (event: unknown) => void) => void;
};

function build(order: Partial<StartOrder>, call = vi.fn(async (): Promise<unknown> => undefined)) {
  const object = createShopifyObject({ ...ORDER, ...order }, call);
  return { ...object, shopify: object.shopify as unknown as Shopify, call };
}

describe('the shopify object', () => {
  it('nests values and signals by their dotted names', () => {
    const { shopify } = build({ values: { 'shop.name': 'Harbour' }, signals: { 'cost.total': 5 } });
    expect(shopify.shop.name).toBe('Harbour');
    expect(shopify.cost.total.value).toBe(5);
  });

  it('makes signals with the extension’s own class, and the newest value', () => {
    class OwnSignal {
      value: unknown;
      constructor(value: unknown) {
        this.value = value;
      }
    }
    const { shopify, update } = build({ signals: { 'cost.total': 5 } });
    update({ 'cost.total': 6 });
    shopify.setSignals(OwnSignal);
    expect(shopify.cost.total).toBeInstanceOf(OwnSignal);
    expect(shopify.cost.total.value).toBe(6);
    expect(shopify.cost.total).toBe(shopify.cost.total);
  });

  it('tells subscribers of what the host pushes, until they leave', () => {
    const { shopify, update } = build({ signals: { 'cost.total': 5 } });
    const seen: unknown[] = [];
    const leave = shopify.cost.total.subscribe((value) => seen.push(value));
    update({ 'cost.total': 6 });
    leave();
    update({ 'cost.total': 7 });
    expect(seen).toEqual([5, 6]);
  });

  it('asks the host, with addresses as text', async () => {
    const { shopify, call } = build({ functionNames: ['open'] });
    await shopify.open(new URL('https://example.com/a'));
    expect(call).toHaveBeenCalledWith('open', ['https://example.com/a']);
  });

  it('gives answers the shape an API has beyond a promise', async () => {
    const call = vi.fn(async (): Promise<unknown> => ['a']);
    const { shopify } = build(
      {
        functionNames: ['picker', 'entries', 'resourcePicker', 'register'],
        answers: {
          picker: { kind: 'later', member: 'selected' },
          entries: { kind: 'iterator' },
          resourcePicker: { kind: 'selection' },
          register: { kind: 'undo', name: 'unregister' },
        },
      },
      call,
    );
    expect(await (await shopify.picker()).selected).toEqual(['a']);
    expect((await shopify.entries()).next().value).toBe('a');
    expect((await shopify.resourcePicker()).selection[0]).toBe('a');
    shopify.register('tool')();
    expect(call).toHaveBeenLastCalledWith('unregister', ['tool']);
  });

  it('lets listeners come and go, and history entries tell their state', () => {
    const { shopify, emit } = build({
      eventTargets: [''],
      values: { place: { key: 'k', url: '/', state: { tab: 1 } } },
    });
    const listener = vi.fn();
    shopify.addEventListener('transactioncomplete', listener);
    emit('', 'transactioncomplete', { id: 1 });
    shopify.removeEventListener('transactioncomplete', listener);
    emit('', 'transactioncomplete', { id: 2 });
    expect(listener.mock.calls).toEqual([[{ id: 1 }]]);
    expect(shopify.place.getState()).toEqual({ tab: 1 });
  });
});

// https://shopify.dev/docs/apps/build/checkout/localized-checkout-ui-extensions (2026-11)
describe('translation', () => {
  const i18n = createI18n({
    locale: 'de-DE',
    extensionLocale: 'en',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    translations: [
      {
        points: { one: '{{count}} point', other: '{{count}} points' },
        nested: { hi: 'Hi {{who}}' },
      },
      { fallback: 'From the default' },
    ],
  });

  it('fills replacements, finds nested keys and the default language', () => {
    expect(i18n.translate('nested.hi', { who: 'Ada' })).toBe('Hi Ada');
    expect(i18n.translate('fallback')).toBe('From the default');
  });

  it('chooses the plural by count', () => {
    expect(i18n.translate('points', { count: 1 })).toBe('1 point');
    expect(i18n.translate('points', { count: 3 })).toBe('3 points');
  });

  it('returns a list where a replacement is an element', () => {
    const element = { type: 's-text' };
    expect(i18n.translate('nested.hi', { who: element })).toEqual(['Hi ', element]);
  });

  it('formats in the reader’s language, or the extension’s where asked', () => {
    expect(i18n.formatNumber(1234.5)).toBe('1.234,5');
    expect(i18n.formatNumber(1234.5, { inExtensionLocale: true })).toBe('1,234.5');
    expect(i18n.formatCurrency(5, { inExtensionLocale: true })).toBe('€5.00');
    expect(i18n.formatDate(new Date('2026-11-23T23:30:00Z'))).toBe('24.11.2026');
  });
});

describe('the sandbox’s fetch', () => {
  const original = globalThis.fetch;
  afterEach(() => vi.unstubAllGlobals());

  function openDoor(order: Partial<StartOrder>, call = vi.fn(async (): Promise<unknown> => 'jwt')) {
    const sent: Request[] = [];
    vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
      sent.push(new Request(input, init));
      return new Response('pong');
    });
    for (const door of OTHER_DOORS) vi.stubGlobal(door, undefined);
    installFetch({ ...ORDER, ...order }, call);
    return { sent, call };
  }

  it('is closed without the capability, and says what to write where', async () => {
    openDoor({});
    await expect(fetch('https://example.com')).rejects.toThrow('network_access = true');
  });

  it('is the only door', () => {
    openDoor({ networkAccess: true });
    expect(() => new WebSocket('wss://example.com')).toThrow('WebSocket does not exist');
    expect(() => new BroadcastChannel('page')).toThrow('BroadcastChannel does not exist');
  });

  it('is open with it, and adds nothing of its own', async () => {
    const { sent } = openDoor({ networkAccess: true });
    expect(await (await fetch('https://example.com/a')).text()).toBe('pong');
    expect(sent[0]?.headers.has('authorization')).toBe(false);
  });

  it('signs what goes to the app and its subdomains only', async () => {
    const appFetch = { appUrl: 'https://app.example.com', tokenFunction: 'auth.idToken' };
    const { sent } = openDoor({ appFetch });
    await fetch('/api/points');
    await fetch('https://eu.app.example.com/x');
    await fetch('https://elsewhere.example.com/x');
    expect(sent.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
      ['https://app.example.com/api/points', 'Bearer jwt'],
      ['https://eu.app.example.com/x', 'Bearer jwt'],
      ['https://elsewhere.example.com/x', null],
    ]);
  });

  it('hands the platform’s own addresses to the platform', async () => {
    const call = vi.fn(async (): Promise<unknown> => ({ status: 200, body: '{"data":1}' }));
    openDoor({ functionNames: ['fetch'] }, call);
    const response = await fetch('shopify:admin/api/2026-07/graphql.json', {
      method: 'POST',
      body: '{}',
    });
    expect(await response.json()).toEqual({ data: 1 });
    expect(original).not.toBe(globalThis.fetch);
  });
});

describe('the gate before the page', () => {
  const known = { properties: {}, events: [], methods: [], slots: [] };

  it('turns an unknown element into a holder of its children, and says so once', () => {
    const warn = vi.fn();
    const admit = createGate({ 's-text': known }, warn);
    const child = { id: '2', type: 1, element: 's-text', children: [] };
    const node = {
      id: '1',
      type: 1,
      element: 'script',
      properties: { src: 'x' },
      children: [child],
    };
    const [record] = admit([[0, '~', node, 0]]);
    expect(record?.[2]).toEqual({
      id: '1',
      type: 1,
      element: HOLDER_TAG,
      attributes: { name: 'script' },
      children: [child],
    });
    admit([[0, '~', { ...node, id: '3' }, 0]]);
    expect(warn.mock.calls).toEqual([['script']]);
  });

  it('drops later changes of what it does not know, and passes the rest on', () => {
    const admit = createGate({ 's-text': known }, () => undefined);
    admit([[0, '~', { id: '1', type: 1, element: 'div', children: [] }, 0]]);
    const change = (id: string) => [3, id, 'tone', 'critical', 1];
    expect(admit([change('1'), change('2')])).toEqual([change('2')]);
  });
});

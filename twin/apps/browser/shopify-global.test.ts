/** `shopify` against the published types (@shopify/app-bridge-types 0.7.2), and what it tells. */
import type { useAppBridge } from '@shopify/app-bridge-react';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { Link } from './link.ts';
import { createShopify } from './shopify-global.ts';

type Published = ReturnType<typeof useAppBridge>;
type Ours = ReturnType<typeof createShopify>;

const CONFIG = {
  apiKey: 'key',
  host: 'host',
  shop: 'demo-shop.myshopify.com',
  locale: 'en',
  appOrigins: [],
  disabledFeatures: [],
  debug: { webVitals: false },
};

let said: unknown[][];
let answer: unknown;
let admin: Map<string, (data: never) => void>;
let shopify: Ours;

beforeEach(() => {
  vi.stubGlobal('window', { parent: {} });
  vi.stubGlobal('location', { origin: 'https://club.example.com' });
  said = [];
  answer = null;
  admin = new Map<string, (data: never) => void>();
  const link: Link = {
    call: async (...asked) => {
      said.push(asked);
      return answer as never;
    },
    tell: (...told) => void said.push(told),
    on: (event, listener) => void admin.set(event, listener),
  };
  shopify = createShopify(link, CONFIG);
});

afterEach(() => vi.unstubAllGlobals());

describe('the shopify global', () => {
  it('has every published member, of the published types', () => {
    const published: (keyof Published)[] = [
      ...(['config', 'origin', 'ready', 'setSignals', 'environment', 'loading'] as const),
      ...(['idToken', 'user', 'toast', 'resourcePicker', 'scanner', 'modal', 'saveBar'] as const),
      ...(['pos', 'intents', 'webVitals', 'support', 'reviews', 'scopes', 'picker'] as const),
      ...(['app', 'shopifyQL', 'tools'] as const),
    ];
    expect(Object.keys(shopify).sort()).toEqual([...published].sort());
    expectTypeOf<Ours['idToken']>().toExtend<Published['idToken']>();
    expectTypeOf<Ours['toast']>().toExtend<Published['toast']>();
    expectTypeOf<Ours['saveBar']>().toExtend<Published['saveBar']>();
    expectTypeOf<Ours['modal']>().toExtend<Published['modal']>();
    expectTypeOf<Ours['loading']>().toExtend<Published['loading']>();
    expectTypeOf<Ours['user']>().toExtend<Published['user']>();
    expectTypeOf<Ours['scopes']>().toExtend<Published['scopes']>();
    expectTypeOf<Ours['app']>().toExtend<Published['app']>();
    expectTypeOf<Ours['environment']>().toExtend<Published['environment']>();
    expectTypeOf<Ours['webVitals']>().toExtend<Published['webVitals']>();
    expectTypeOf<Ours['support']>().toExtend<Published['support']>();
    expectTypeOf<Ours['reviews']>().toExtend<Published['reviews']>();
    expectTypeOf<Ours['picker']>().toExtend<Published['picker']>();
    expectTypeOf<Ours['resourcePicker']>().toExtend<Published['resourcePicker']>();
    expectTypeOf<Ours['scanner']>().toExtend<Published['scanner']>();
  });

  it('shows a toast for five seconds, and tells its owner what became of it', () => {
    const heard: string[] = [];
    const id = shopify.toast.show('Saved', {
      action: 'Undo',
      onAction: () => heard.push('action'),
      onDismiss: () => heard.push('dismiss'),
    });
    expect(said).toEqual([
      ['toast.show', { id, message: 'Saved', durationMs: 5000, isError: false, action: 'Undo' }],
    ]);
    admin.get('toast.action')?.({ id } as never);
    admin.get('toast.dismiss')?.({ id } as never);
    admin.get('toast.dismiss')?.({ id } as never);
    expect(heard).toEqual(['action', 'dismiss']);
  });

  it('answers undefined when a picker was closed, and the old name beside a choice', async () => {
    expect(await shopify.resourcePicker({ type: 'product' })).toBeUndefined();
    answer = [{ id: 'gid://shopify/Product/1' }];
    const chosen = (await shopify.resourcePicker({ type: 'product' })) as unknown as {
      selection: unknown;
    };
    expect(chosen).toHaveLength(1);
    expect(chosen.selection).toEqual(chosen);
  });

  it('refuses by name what is not there', async () => {
    await expect(shopify.scanner.capture()).rejects.toThrow('scanner.capture');
    await expect(shopify.intents.invoke('create:shopify/Product')).rejects.toThrow(
      'create:shopify/Product',
    );
  });
});

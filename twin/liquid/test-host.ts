/** A page for tests: the host of a shop with the plainest answers, each of them replaceable. */
import { createLiquid } from './engine.ts';
import type { LiquidHost } from './host.ts';

const TEST_NOW = Date.parse('2026-11-23T09:05:07Z');

export function testHost(change: Partial<LiquidHost> = {}): LiquidHost {
  const words: Record<string, unknown> = {
    'cart.title': 'Your <cart>',
    'cart.items': { one: '{{ count }} item', other: '{{ count }} items' },
    'cart.note_html': 'By <b>{{ name }}</b>',
  };
  return {
    money: { currency: 'EUR', format: '€{{amount}}', formatWithCurrency: '€{{amount}} EUR' },
    timeZone: 'Europe/Berlin',
    now: () => TEST_NOW,
    origin: 'https://demo.myshopify.com',
    url: new URL('https://demo.myshopify.com/collections/all?page=2'),
    translate: (key) => words[key],
    assetUrl: (name) => `/cdn/assets/${name}`,
    readAsset: (name) => (name === 'dot.svg' ? '<svg></svg>' : undefined),
    fileUrl: (name) => `/cdn/files/${name}`,
    formState: () => undefined,
    renderSection: (name) => `[section ${name}]`,
    renderSectionGroup: (name) => `[group ${name}]`,
    renderBlocks: (request) => `[${request.kind}]`,
    useLayout: () => undefined,
    collect: () => undefined,
    ...change,
  };
}

/** Renders a source with these globals. */
export function renderText(
  source: string,
  globals: Record<string, unknown> = {},
  change: Partial<LiquidHost> = {},
): string {
  const files: Record<string, string> = {
    'snippets/greet.liquid': 'Hi {{ name }}{{ forloop.index }}{{ outside }}.',
  };
  const engine = createLiquid({ read: (path) => files[path] });
  return engine.renderText(source, 'templates/test.liquid', globals, testHost(change));
}

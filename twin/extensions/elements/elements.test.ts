/** The tables against their source: @shopify/ui-extensions 2026.7.4, build/ts/surfaces, 2026-11. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  elementsOf,
  elementsOfAllSurfaces,
  mergeShapes,
  SURFACES,
  surfaceOf,
} from './element-table.ts';
import { renderTable } from './generate-elements.ts';

describe('the tables of elements', () => {
  it.each(SURFACES)(
    'are what the typings of %s say today',
    async (surface) => {
      const committed = readFileSync(new URL(`./${surface}.json`, import.meta.url), 'utf8');
      expect(await renderTable(surface)).toBe(committed);
    },
    60_000,
  );

  it('know what belongs to a surface and what does not', () => {
    expect(Object.keys(elementsOf('checkout'))).toContain('s-payment-icon');
    expect(Object.keys(elementsOf('checkout'))).not.toContain('s-tile');
    expect(Object.keys(elementsOf('point-of-sale'))).toContain('s-tile');
    expect(Object.keys(elementsOf('admin'))).toContain('s-table-row');
    expect(Object.keys(elementsOf('customer-account'))).toContain('s-customer-account-action');
    expect(Object.keys(elementsOfAllSurfaces()).length).toBeGreaterThan(90);
  });

  it('tell properties with their kinds, events as listeners name them, methods and slots', () => {
    expect(elementsOf('checkout')['s-text-field']).toMatchObject({
      properties: { label: 'string', maxLength: 'number', required: 'boolean' },
      events: ['blur', 'change', 'focus', 'input'],
      slots: ['accessory'],
    });
    expect(elementsOf('admin')['s-modal']).toMatchObject({
      events: ['afterhide', 'aftershow', 'hide', 'show'],
      methods: ['hideOverlay', 'showOverlay', 'toggleOverlay'],
      slots: ['primary-action', 'secondary-actions'],
    });
  });

  it('never claim what every DOM element has', () => {
    for (const [tag, { properties }] of Object.entries(elementsOfAllSurfaces())) {
      expect(Object.keys(properties), tag).not.toContain('innerHTML');
      expect(Object.keys(properties), tag).not.toContain('children');
    }
  });
});

describe('merging two surfaces’ words about one element', () => {
  const shape = { properties: {}, events: [], methods: [], slots: [] };

  it('keeps what either has, and takes both kinds where they differ', () => {
    const merged = mergeShapes(
      { ...shape, properties: { a: 'string', b: 'string' }, events: ['click'] },
      { ...shape, properties: { b: 'number', c: 'boolean' }, events: ['blur', 'click'] },
    );
    expect(merged.properties).toEqual({ a: 'string', b: 'mixed', c: 'boolean' });
    expect(merged.events).toEqual(['blur', 'click']);
  });
});

describe('the surface of a target', () => {
  it.each([
    ['purchase.thank-you.block.render', 'checkout'],
    ['customer-account.page.render', 'customer-account'],
    ['pos.home.tile.render', 'point-of-sale'],
    ['admin.customer-details.block.render', 'admin'],
  ])('%s is of %s', (target, surface) => {
    expect(surfaceOf(target)).toBe(surface);
  });

  it('is an error where there is none', () => {
    expect(() => surfaceOf('theme.block')).toThrow("'theme.block' is not a target");
  });
});

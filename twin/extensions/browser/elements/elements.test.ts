/** What the drawings decide without a page. How they look and sound: tests/e2e. */
import { describe, expect, it } from 'vitest';
import { elementsOfAllSurfaces } from '../../elements/element-table.ts';
import { isAllowed } from './draw-dates.ts';
import { DRAWINGS } from './drawings.ts';
import { layoutCss, readResponsive } from './layout.ts';
import { encodeQr } from './qr-code.ts';
import type { Host } from './twin-element.ts';

/** As much of an element as a layout reads. */
function withProperties(properties: Readonly<Record<string, string>>): Host {
  const text = (name: string) => properties[name] ?? '';
  return { text, isSet: (name: string) => text(name) !== '' } as unknown as Host;
}

const css = (properties: Readonly<Record<string, string>>) =>
  layoutCss(withProperties(properties)).replaceAll(':host(:not(#_))', 'self');

describe('every element of every surface', () => {
  it('has a drawing, and no drawing is for an element that does not exist', () => {
    expect(Object.keys(DRAWINGS).sort()).toEqual(Object.keys(elementsOfAllSurfaces()).sort());
  });
});

// https://shopify.dev/docs/api/checkout-ui-extensions/latest/using-polaris-web-components (2026-11)
describe('layout words', () => {
  it.each([
    [{ padding: 'base' }, 'self{padding:16px}'],
    [{ padding: 'base small-200' }, 'self{padding:16px 8px}'],
    [{ gap: 'none' }, 'self{gap:0px}'],
    [{ inlineSize: '50%' }, 'self{inline-size:50%}'],
    [{ blockSize: 'calc(1px)' }, 'self{block-size:auto}'],
    [{ borderRadius: 'max' }, 'self{border-radius:999px}'],
    [{ gridTemplateColumns: '1fr 2fr' }, 'self{grid-template-columns:1fr 2fr}'],
  ])('%o reads %s', (properties, expected) => {
    expect(css(properties)).toBe(expected);
  });

  it('follow the width of their container', () => {
    expect(css({ gap: '@container (inline-size > 500px) large, base' })).toBe(
      'self{gap:16px}\n@container (inline-size > 500px){self{gap:20px}}',
    );
  });

  it('read functions inside a conditional value as one word', () => {
    const text = '@container (inline-size > 500px) repeat(2, 1fr) auto, 1fr';
    expect(readResponsive(text)).toEqual({
      otherwise: '1fr',
      branches: [{ condition: '(inline-size > 500px)', value: 'repeat(2, 1fr) auto' }],
    });
  });

  it('cannot smuggle in a rule of their own', () => {
    expect(css({ gridTemplateColumns: '1fr} * {display:none' })).toBe(
      'self{grid-template-columns:1fr * display:none}',
    );
  });
});

describe('days a date picker offers', () => {
  const day = '2026-11-23';
  it.each([
    [{}, true],
    [{ allow: '2026-11' }, true],
    [{ allow: '2026-12--' }, false],
    [{ allow: '--2026-11' }, true],
    [{ disallow: '2026-11-20--2026-11-25' }, false],
    [{ disallowDays: 'monday' }, false],
    [{ allowDays: 'tuesday, monday' }, true],
  ])('2026-11-23, a Monday, with %o: %s', (properties, expected) => {
    expect(isAllowed(withProperties(properties), day)).toBe(expected);
  });
});

// ISO/IEC 18004: sizes of versions 1 to 10, and the finder patterns' 7 × 7 frames.
describe('a QR code', () => {
  it.each([
    [14, 21],
    [15, 25],
    [122, 45],
    [213, 57],
  ])('of %i bytes is %i cells wide', (length, size) => {
    const cells = encodeQr('x'.repeat(length));
    expect(cells?.map((row) => row.length)).toEqual(Array(size).fill(size));
  });

  it('has its three corners', () => {
    const cells = encodeQr('https://example.com') ?? [];
    const corner = (x: number, y: number) =>
      cells.slice(y, y + 7).map((row) =>
        row
          .slice(x, x + 7)
          .map(Number)
          .join(''),
      );
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
    const far = cells.length - 7;
    expect([corner(0, 0), corner(far, 0), corner(0, far)]).toEqual([finder, finder, finder]);
  });

  it('refuses a text that does not fit', () => {
    expect(encodeQr('x'.repeat(214))).toBeUndefined();
  });
});

/** Filters of the font object: the twin's fonts are the system's, so nothing is downloaded. */
import type { FilterTable } from '../filter.ts';
import { Fields } from '../fields.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { print } from '../ruby-print.ts';

export const fontFilters: FilterTable = {
  // A system font has no file: Shopify prints nothing for it either.
  font_face: ({ input }) => (font(input).read('system?') === true ? '' : ''),
  font_modify: ({ input, args }) => {
    const [property, value] = args.map(print);
    const from = font(input);
    if (property !== 'weight' && property !== 'style') {
      throw new LiquidRuntimeError(`font_modify: a font has no ${property}`);
    }
    return systemFont({
      family: print(from.read('family')),
      fallback: print(from.read('fallback_families')),
      weight:
        property === 'weight'
          ? heavier(print(from.read('weight')), value ?? '')
          : print(from.read('weight')),
      style: property === 'style' ? (value ?? '') : print(from.read('style')),
    });
  },
  font_url: ({ input }) => (font(input).read('system?') === true ? '' : ''),
};

export type FontParts = { family: string; fallback: string; weight: string; style: string };

/** The font object of a `font_picker` setting. */
export function systemFont({ family, fallback, weight, style }: FontParts): Fields {
  const properties: Record<string, unknown> = {
    family,
    fallback_families: fallback,
    weight,
    style,
    baseline_ratio: 0.133,
    'system?': true,
    variants: [],
  };
  return new Fields('font', properties);
}

function font(input: unknown): Fields {
  if (input instanceof Fields && input.name === 'font') return input;
  throw new LiquidRuntimeError('not a font');
}

function heavier(weight: string, change: string): string {
  if (change === 'bold') return '700';
  if (change === 'normal') return '400';
  if (change === 'bolder') return String(Math.min(900, Number(weight) + 300));
  if (change === 'lighter') return String(Math.max(100, Number(weight) - 300));
  const step = /^[+-]\d+$/.test(change) ? Number(weight) + Number(change) : Number(change);
  return String(step);
}

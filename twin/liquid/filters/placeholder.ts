/** Drawings that stand where a picture is missing, in the colour of the text around them. */
import { attributes } from '../filter.ts';
import { LiquidRuntimeError } from '../fault.ts';

const PRODUCT =
  '<path d="M190 205c0-50 25-85 72-85s72 35 72 85" fill="none" stroke-width="9"/>' +
  '<path d="M150 200h225l22 220H128z" fill-opacity=".16" stroke-width="9"/>' +
  '<path d="M205 265c10 45 104 45 114 0" fill="none" stroke-width="9"/>';

const SHELF =
  '<path d="M90 400h345" stroke-width="9"/>' +
  '<rect x="120" y="250" width="80" height="146" rx="10" fill-opacity=".16" stroke-width="9"/>' +
  '<circle cx="265" cy="340" r="55" fill-opacity=".16" stroke-width="9"/>' +
  '<path d="M345 396l30-170h20l30 170z" fill-opacity=".16" stroke-width="9"/>';

const HILLS =
  '<circle cx="370" cy="165" r="42" fill-opacity=".16" stroke-width="9"/>' +
  '<path d="M70 400l120-170 75 95 60-75 130 150z" fill-opacity=".16" stroke-width="9"/>';

const KINDS: Record<string, string> = {
  product: PRODUCT,
  'product-apparel': PRODUCT,
  collection: SHELF,
  'collection-apparel': SHELF,
  lifestyle: HILLS,
  'hero-apparel': HILLS,
  'blog-apparel': HILLS,
  'detailed-apparel': HILLS,
  image: HILLS,
};

/** An SVG element of one of Shopify's placeholder names, `product-1` to `blog-apparel-3`. */
export function placeholderSvg(name: string, className: string): string {
  const drawing = KINDS[name.replace(/-\d+$/, '')];
  if (!drawing) throw new LiquidRuntimeError(`placeholder_svg_tag: unknown placeholder '${name}'`);
  const head = {
    class: className || 'placeholder-svg',
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: '0 0 525 525',
    'aria-hidden': 'true',
  };
  const look = 'fill="currentColor" stroke="currentColor" stroke-linejoin="round"';
  return `<svg${attributes(head)}><g ${look} stroke-linecap="round">${drawing}</g></svg>`;
}

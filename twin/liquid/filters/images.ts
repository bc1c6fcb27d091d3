/** Pictures and other media. Source: shopify.dev/docs/api/liquid/filters/image_url, image_tag. */
import { attributes, type FilterCall, type FilterTable } from '../filter.ts';
import { Fields } from '../fields.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { isNil } from '../ruby-compare.ts';
import { print } from '../ruby-print.ts';
import { toNumeric } from '../ruby-number.ts';
import { placeholderSvg } from './placeholder.ts';

// Widths image_tag offers when none are asked for.
const DEFAULT_WIDTHS = [352, 832, 1200, 1920];
const SIDE_MAX = 5760;

export const imageFilters: FilterTable = {
  article_img_url: (call) => sizedUrl(call),
  collection_img_url: (call) => sizedUrl(call),
  image_tag: imageTag,
  image_url: imageUrl,
  img_tag: ({ input, args }) =>
    `<img${attributes({ src: sourceOf(input), alt: print(args[0]), class: args[1] })} />`,
  img_url: (call) => sizedUrl(call),
  media_tag: (call) => {
    const src = sourceOf(call.input);
    return imageTag({ ...call, input: `${src}${src.includes('?') ? '&' : '?'}width=1920` });
  },
  placeholder_svg_tag: ({ input, args }) => placeholderSvg(print(input), print(args[0])),
  product_img_url: (call) => sizedUrl(call),
};

function imageUrl({ input, named }: FilterCall): string | undefined {
  const { width, height, crop, format, pad_color } = named;
  if (isNil(width) && isNil(height)) {
    throw new LiquidRuntimeError('image_url: requires at least one of width or height');
  }
  for (const side of [width, height]) {
    if (!isNil(side) && toNumeric(side).value > SIDE_MAX) {
      throw new LiquidRuntimeError(`image_url: width and height can be at most ${SIDE_MAX}`);
    }
  }
  const source = sourceOf(input);
  if (source === '') throw new LiquidRuntimeError('invalid url input');
  return withQuery(source, { crop, format, height, pad_color, width });
}

function imageTag({ input, named }: FilterCall): string {
  const source = print(input);
  const { widths, preload, ...rest } = named;
  const query = new URLSearchParams(source.split('?')[1]);
  const [width, height] = [query.get('width'), query.get('height')];
  const offered = isNil(widths)
    ? DEFAULT_WIDTHS.filter((size) => size < Number(width ?? 0))
    : print(widths).split(',').map(Number);
  const set = [...new Set([...offered, ...(width && isNil(widths) ? [Number(width)] : [])])]
    .map((size) => `${withQuery(source, { width: size, height: undefined })} ${size}w`)
    .join(', ');
  const given = { src: source, alt: '', ...(set === '' ? {} : { srcset: set }) };
  const sides = 'width' in rest || 'height' in rest ? {} : { width, height };
  const early = isNil(preload) || preload === false ? {} : { loading: 'eager' };
  const { alt = given.alt, ...others } = rest;
  return `<img${attributes({ ...given, alt, ...sides, ...early, ...others })}>`;
}

/** The older filters say the size in words: `{{ image | img_url: '300x' }}`. */
function sizedUrl({ input, args }: FilterCall): string {
  const [width, height] = print(args[0]).split('x');
  return withQuery(sourceOf(input), { width: width || 100, height: height || undefined });
}

function sourceOf(input: unknown): string {
  if (!(input instanceof Fields)) return print(input);
  if (input.has('src')) return print(input.read('src'));
  for (const key of ['featured_image', 'image', 'preview_image']) {
    if (!input.has(key)) continue;
    const picture = input.read(key);
    if (picture instanceof Fields) return sourceOf(picture);
  }
  return '';
}

function withQuery(source: string, named: Record<string, unknown>): string {
  const [path = '', query] = source.split('?');
  const search = new URLSearchParams(query);
  for (const [key, value] of Object.entries(named)) {
    if (isNil(value)) search.delete(key);
    else search.set(key, print(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Settings as templates see them: a product's handle becomes the product, a colour its parts. */
import { parseColor, toHsl } from '../../liquid/color.ts';
import type { Fields } from '../../liquid/fields.ts';
import { systemFont } from '../../liquid/filters/fonts.ts';
import { collectionDrop, findCollection } from '../drops/collections.ts';
import { findProduct, pictureDrop, productDrop } from '../drops/catalog.ts';
import { drop, type Lens } from '../drops/lens.ts';
import { linklistsDrop } from '../drops/shop.ts';
import { readPage } from '../pages.ts';
import type { Setting } from './schema.ts';

/** Types of input settings: shopify.dev/docs/storefronts/themes/architecture/settings (2026-11). */
export const SETTING_TYPES: ReadonlySet<string> = new Set([
  'checkbox',
  'number',
  'radio',
  'range',
  'select',
  'text',
  'textarea',
  'article',
  'article_list',
  'blog',
  'collection',
  'collection_list',
  'color',
  'color_background',
  'color_scheme',
  'color_scheme_group',
  'font_picker',
  'html',
  'image_picker',
  'inline_richtext',
  'link_list',
  'liquid',
  'metaobject',
  'metaobject_list',
  'page',
  'product',
  'product_list',
  'richtext',
  'text_alignment',
  'url',
  'video',
  'video_url',
  'header',
  'paragraph',
]);

/** The `settings` object of a theme, section or block. */
export function settingsDrop(
  lens: Lens,
  definitions: readonly Setting[],
  values: Readonly<Record<string, unknown>>,
): Fields {
  const properties: Record<string, unknown> = {};
  for (const one of definitions) {
    if (one.id === undefined) continue;
    const { id } = one;
    const value = Object.hasOwn(values, id) ? values[id] : one.default;
    properties[id] = () => resolve(lens, one, value);
  }
  return drop(lens, 'settings', properties);
}

function resolve(lens: Lens, setting: Setting, value: unknown): unknown {
  const text = typeof value === 'string' ? value : '';
  switch (setting.type) {
    case 'color':
    case 'color_background':
      return colorDrop(lens, text);
    case 'product': {
      const product = findProduct(lens, text);
      return product && productDrop(lens, product);
    }
    case 'collection': {
      const collection = findCollection(lens, text);
      return collection && collectionDrop(lens, collection);
    }
    case 'product_list':
      return listOf(value).flatMap((handle) => {
        const product = findProduct(lens, handle);
        return product ? [productDrop(lens, product)] : [];
      });
    case 'collection_list':
      return listOf(value).flatMap((handle) => {
        const collection = findCollection(lens, handle);
        return collection ? [collectionDrop(lens, collection)] : [];
      });
    case 'link_list':
      return linklistsDrop(lens).read(text || 'main-menu');
    case 'page': {
      const page = readPage(lens.shop, text);
      return page && drop(lens, 'page', page);
    }
    case 'image_picker':
      return text === '' ? null : pictureOf(lens, text);
    case 'font_picker':
      return systemFont({
        family: text || 'system',
        fallback: 'sans-serif',
        weight: '400',
        style: 'normal',
      });
    case 'checkbox':
      return value === true || value === 'true';
    case 'number':
    case 'range':
      return value === undefined || value === '' ? null : Number(value);
    default:
      return value ?? null;
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function pictureOf(lens: Lens, src: string): Fields {
  return pictureDrop(lens, { id: 0, src, alt: '', width: 1600, height: 1200 }, null);
}

function colorDrop(lens: Lens, text: string): Fields | string | null {
  const color = parseColor(text);
  if (!color) return text || null;
  const hsl = toHsl(color);
  const { red, green, blue, alpha } = color;
  const rgb = `${red} ${green} ${blue}`;
  return drop(
    lens,
    'color',
    { red, green, blue, alpha, ...hsl, rgb, rgba: `${rgb} / ${alpha}`, color_space: 'srgb' },
    { text },
  );
}

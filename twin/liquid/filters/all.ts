/** Every filter of Shopify's that the twin knows, and those it refuses by name. */
import type { FilterTable } from '../filter.ts';
import { colorFilters } from './colors.ts';
import { dateFilters } from './dates.ts';
import { fontFilters } from './fonts.ts';
import { hashFilters } from './hash.ts';
import { htmlFilters } from './html.ts';
import { imageFilters } from './images.ts';
import { jsonFilters } from './json.ts';
import { listFilters } from './lists.ts';
import { mathFilters } from './math.ts';
import { metafieldFilters } from './metafields.ts';
import { moneyFilters } from './money.ts';
import { shopListFilters } from './shop-lists.ts';
import { textFilters } from './text.ts';
import { customerFilters, urlFilters } from './urls.ts';

export const shopifyFilters: FilterTable = {
  ...colorFilters,
  ...customerFilters,
  ...dateFilters,
  ...fontFilters,
  ...hashFilters,
  ...htmlFilters,
  ...imageFilters,
  ...jsonFilters,
  ...listFilters,
  ...mathFilters,
  ...metafieldFilters,
  ...moneyFilters,
  ...shopListFilters,
  ...textFilters,
  ...urlFilters,
};

/** Documented by Shopify and not drawn here; a template that uses one is refused by its name. */
export const refusedFilters: readonly string[] = [
  'blake3',
  'color_to_oklch',
  'currency_selector',
  'external_video_tag',
  'external_video_url',
  'global_asset_url',
  'login_button',
  'model_viewer_tag',
  'payment_terms',
  'payment_type_img_url',
  'payment_type_svg_tag',
  'shopify_asset_url',
  'standard_event_data',
  'video_tag',
];

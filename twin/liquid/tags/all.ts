/** Shopify's tags beside those of liquidjs. */
import type { Liquid } from 'liquidjs';
import { FormTag } from './form.ts';
import { PaginateTag } from './paginate.ts';
import { CollectTag, SilentTag, StyleTag } from './raw-blocks.ts';
import { ContentForTag, SectionTag, ShopifyLayoutTag, ShopifyRenderTag } from './sections.ts';

type TagClass = Extract<Parameters<Liquid['registerTag']>[1], new (...args: never[]) => unknown>;

export const shopifyTags: Readonly<Record<string, TagClass>> = {
  content_for: ContentForTag,
  doc: SilentTag,
  form: FormTag,
  javascript: CollectTag,
  layout: ShopifyLayoutTag,
  paginate: PaginateTag,
  render: ShopifyRenderTag,
  schema: SilentTag,
  section: SectionTag,
  sections: SectionTag,
  style: StyleTag,
  stylesheet: CollectTag,
};

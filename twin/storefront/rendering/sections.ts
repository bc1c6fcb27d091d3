/** Sections: of JSON templates, of groups, and alone. */
import { z } from 'zod';
import type { Fields } from '../../liquid/fields.ts';
import { drop } from '../drops/lens.ts';
import { appBlockDrop } from './app-blocks.ts';
import { readSchema, type Schema } from './schema.ts';
import { type Stage, themeSettingsOf } from './scene.ts';
import { settingsDrop } from './settings.ts';

const settings = z.record(z.string(), z.unknown()).default({});
const blockShape = z.looseObject({ type: z.string(), settings, disabled: z.boolean().optional() });
const sectionShape = z.looseObject({
  type: z.string(),
  settings,
  blocks: z.record(z.string(), blockShape).default({}),
  block_order: z.array(z.string()).optional(),
  disabled: z.boolean().optional(),
});
const sectionsShape = z.looseObject({
  layout: z.union([z.string(), z.literal(false)]).optional(),
  sections: z.record(z.string(), sectionShape),
  order: z.array(z.string()),
});

export type SectionEntry = z.infer<typeof sectionShape>;
export type SectionList = z.infer<typeof sectionsShape>;

/** A JSON template or section group; undefined where there is none. */
export function readSections(stage: Stage, path: string): SectionList | undefined {
  const json = stage.scene.theme.json(path);
  if (json === undefined) return undefined;
  const read = sectionsShape.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${path}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** HTML of all sections of a template or group, with the apps' own section where one was placed. */
export function renderSections(stage: Stage, place: string, list: SectionList): string {
  const parts = list.order.map((key, index) => {
    const entry = list.sections[key];
    if (!entry) throw new Error(`${place}: order names the section '${key}', which is not there`);
    return entry.disabled === true ? '' : renderSection(stage, { place, key, entry, index });
  });
  const hasApps = stage.scene.shop.theme.blocks.some(
    (one) => one.template === place && one.sectionId === 'apps',
  );
  if (hasApps && !list.order.includes('apps')) {
    const entry: SectionEntry = { type: 'apps', settings: {}, blocks: {} };
    parts.push(renderSection(stage, { place, key: 'apps', entry, index: list.order.length }));
  }
  return parts.join('\n');
}

/** The `id` of a section as pages show it: `template--1__main`, `sections--1__header`. */
export function sectionId(place: string, key: string): string {
  if (place === '') return key;
  return `${place.endsWith('-group') ? 'sections' : 'template'}--1__${key}`;
}

export type PlacedSection = {
  /** Template or group; empty for a section rendered by its name alone. */
  readonly place: string;
  readonly key: string;
  readonly entry: SectionEntry;
  readonly index: number;
};

/** One section in its element. */
export function renderSection(stage: Stage, { place, key, entry, index }: PlacedSection): string {
  const path = `sections/${entry.type}.liquid`;
  const text = stage.scene.theme.text(path);
  if (text === undefined) throw new Error(`${place}: there is no ${path}`);
  const schema = readSchema(text, path);
  const id = sectionId(place, key);
  const chosen = themeSettingsOf(stage.scene.shop).sections?.[`${place}.${key}`] ?? {};
  const properties: Record<string, unknown> = {
    id,
    index: index + 1,
    index0: index,
    location: place === '' ? 'static' : place.endsWith('-group') ? place.slice(0, -6) : 'template',
    settings: settingsDrop(stage.lens, schema.settings, { ...entry.settings, ...chosen }),
  };
  const section = drop(stage.lens, 'section', properties);
  properties.blocks = (): Fields[] =>
    blocksOf(stage, section, { place, key, entry, index }, schema);
  const html = stage.scene.theme.engine.render(
    path,
    { ...stage.globals, section },
    { ...stage.host, renderBlocks: () => renderBlocks(section) },
  );
  const tag = schema.tag || 'div';
  const classes = ['shopify-section', schema.class].filter(Boolean).join(' ');
  return `<${tag} id="shopify-section-${id}" class="${classes}">${html}</${tag}>`;
}

function renderBlocks(section: Fields): string {
  const blocks = section.read('blocks') as Fields[];
  const own = blocks.find((one) => one.read('type') !== '@app');
  if (own) {
    throw new Error(`content_for: theme blocks ('${String(own.read('type'))}') are not drawn`);
  }
  return blocks.map((one) => String(one.read('rendered_html'))).join('');
}

function blocksOf(
  stage: Stage,
  section: Fields,
  { place, key, entry }: PlacedSection,
  schema: Schema,
): Fields[] {
  const own = (entry.block_order ?? Object.keys(entry.blocks)).flatMap((id) => {
    const block = entry.blocks[id];
    if (!block || block.disabled === true) return [];
    const definition = schema.blocks.find((one) => one.type === block.type);
    if (!definition) throw new Error(`${place}.${key}: the section has no block '${block.type}'`);
    const attributes = stage.lens.url.searchParams.has('design_mode')
      ? `data-shopify-editor-block="{&quot;id&quot;:&quot;${id}&quot;}"`
      : '';
    return drop(stage.lens, 'block', {
      id,
      rendered_html: '',
      settings: settingsDrop(stage.lens, definition.settings ?? [], block.settings),
      shopify_attributes: attributes,
      type: block.type,
    });
  });
  const acceptsApps = schema.blocks.some((one) => one.type === '@app');
  const placed = acceptsApps ? stage.scene.shop.theme.blocks : [];
  const apps = placed
    .filter((one) => one.template === place && one.sectionId === key)
    .map((one) => appBlockDrop(stage, one, section))
    .filter((one) => one !== null);
  return [...own, ...apps];
}

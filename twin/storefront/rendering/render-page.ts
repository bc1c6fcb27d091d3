/** A page of the storefront: template, then layout around it, then what apps add. */
import type { LiquidHost } from '../../liquid/host.ts';
import { toJson } from '../../liquid/filters/json.ts';
import { renderEmbeds } from './app-blocks.ts';
import { globalsOf, hostOfPage, lensOf } from './globals.ts';
import type { PageInput, Scene, Stage } from './scene.ts';
import { readSections, renderSection, renderSections, sectionId } from './sections.ts';

// Blocks in the layout may still add assets after the head was rendered, so the head keeps a place.
const ASSETS_PLACE = '<!-- app assets -->';

/** The whole page as HTML. Throws LiquidFault with file and line where a template is wrong. */
export function renderPage(scene: Scene, input: PageInput): string {
  const stage = openStage(scene, input);
  const body = renderTemplate(stage);
  const embeds = renderEmbeds(stage, ['body']);
  const head = renderEmbeds(stage, ['head', 'compliance_head']);
  if (stage.layout === undefined) return body;
  const html = scene.theme.engine.render(
    `layout/${stage.layout}.liquid`,
    {
      ...stage.globals,
      content_for_header: `${headScript(stage)}\n${ASSETS_PLACE}\n${head}`,
      content_for_layout: body,
    },
    stage.host,
  );
  return html
    .replace(ASSETS_PLACE, () => assetTags(stage))
    .replace(/<\/body>/i, (end) => `${embeds}\n${end}`);
}

/**
 * Some sections of a page by their ids; null for one that is not there.
 * shopify.dev/docs/api/ajax/section-rendering (2026-11-23).
 */
export function renderPageSections(
  scene: Scene,
  input: PageInput,
  ids: readonly string[],
): Record<string, string | null> {
  const stage = openStage(scene, input);
  return Object.fromEntries(ids.map((id) => [id, findSection(stage, id)]));
}

function findSection(stage: Stage, id: string): string | null {
  const places = [
    { place: stage.input.template, path: `templates/${stage.input.template}.json` },
    { place: 'header-group', path: 'sections/header-group.json' },
    { place: 'footer-group', path: 'sections/footer-group.json' },
  ];
  for (const { place, path } of places) {
    const list = readSections(stage, path);
    const key = list?.order.find((one) => sectionId(place, one) === id);
    const entry = key === undefined ? undefined : list?.sections[key];
    if (list && key !== undefined && entry) {
      return renderSection(stage, { place, key, entry, index: list.order.indexOf(key) });
    }
  }
  if (stage.scene.theme.text(`sections/${id}.liquid`) === undefined) return null;
  const entry = { type: id, settings: {}, blocks: {} };
  return renderSection(stage, { place: '', key: id, entry, index: 0 });
}

function openStage(scene: Scene, input: PageInput): Stage {
  const lens = lensOf(scene, input.template);
  const assets: Stage['assets'] = {
    scripts: new Set(),
    stylesheets: new Set(),
    css: new Map(),
    js: new Map(),
  };
  const host: LiquidHost = {
    ...hostOfPage(scene, input),
    renderSection: (name) => findSection(stage, name) ?? missing(`sections/${name}.liquid`),
    renderSectionGroup: (name) => {
      const list = readSections(stage, `sections/${name}.json`);
      return list ? renderSections(stage, name, list) : missing(`sections/${name}.json`);
    },
    useLayout: (name) => {
      stage.layout = name;
    },
    collect: (kind, file, text) => void assets[kind].set(file, text),
  };
  const globals = globalsOf(scene, input, lens);
  const stage: Stage = { scene, input, lens, globals, host, assets, layout: 'theme' };
  return stage;
}

function missing(path: string): never {
  throw new Error(`there is no ${path}`);
}

function renderTemplate(stage: Stage): string {
  const { input, scene } = stage;
  if (input.body) return input.body(stage.globals, stage.host);
  const list = readSections(stage, `templates/${input.template}.json`);
  if (!list) {
    return scene.theme.engine.render(
      `templates/${input.template}.liquid`,
      stage.globals,
      stage.host,
    );
  }
  if (list.layout === false) stage.layout = undefined;
  else if (list.layout !== undefined) stage.layout = list.layout;
  return renderSections(stage, input.template, list);
}

function assetTags({ assets }: Stage): string {
  const css = [...assets.css.values()].join('\n');
  const js = [...assets.js.values()].join('\n');
  return [
    ...[...assets.stylesheets].map((href) => `<link rel="stylesheet" href="${href}">`),
    ...[...assets.scripts].map((src) => `<script src="${src}" defer></script>`),
    css === '' ? '' : `<style data-shopify>${css}</style>`,
    js === '' ? '' : `<script type="module">${js}</script>`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** `window.Shopify` and the page's facts, as scripts of themes and apps expect them. */
function headScript({ scene, input, globals }: Stage): string {
  const { shop, customer, url } = scene;
  const facts = {
    shop: shop.domain,
    locale: shop.locale,
    currency: { active: shop.currency, rate: '1.0' },
    country: shop.countryCode,
    theme: { name: 'Linden', id: 1, role: 'main' },
    routes: { root: '/' },
    designMode: url.searchParams.has('design_mode'),
  };
  const product = globals.product as { read?: (key: string) => unknown } | undefined;
  const meta = {
    page: { pageType: input.pageType ?? input.template, customerId: customer?.id },
    ...(product?.read ? { product: { id: product.read('id') } } : {}),
  };
  return (
    '<script>window.Shopify=Object.assign(window.Shopify||{},' +
    `${toJson(facts)});window.ShopifyAnalytics={meta:${JSON.stringify(meta)}};</script>`
  );
}

/**
 * What an owner does in the theme editor: switching app embeds on, placing app blocks, setting
 * settings. All of it is kept in `shop.theme`; the theme's files never change.
 */
import { shops } from '../model/kinds.ts';
import type { PlacedBlock, Shop, SwitchedEmbed, ThemeState } from '../model/shop.ts';
import type { World } from '../world/world.ts';
import {
  type BlockPlace,
  findAppBlock,
  type ShelvedExtension,
} from './extensions/extension-shelf.ts';
import { isBlockAvailable } from './extensions/available-if.ts';
import type { AppBlock } from './extensions/read-extension.ts';
import { readSchema, type Setting } from './rendering/schema.ts';
import type { SectionList } from './rendering/sections.ts';
import type { ThemeFiles } from './rendering/theme-files.ts';

export type Bench = {
  readonly world: World;
  readonly shopId: number;
  readonly theme: ThemeFiles;
  readonly shelved: readonly ShelvedExtension[];
};

export type ThemeOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export type ListedBlock = BlockPlace & {
  readonly appTitle: string;
  readonly apiKey: string;
  readonly name: string;
  /** `section` for blocks an owner places; the others are embeds to switch on. */
  readonly target: AppBlock['target'];
  readonly settings: readonly Setting[];
  readonly templates: readonly string[] | null;
};

type Values = Readonly<Record<string, unknown>>;

/** Every block and embed that the shop's apps bring along, as far as they are available. */
export function listAppBlocks(bench: Bench): ListedBlock[] {
  return bench.shelved.flatMap(({ installed, extension }) =>
    extension.blocks
      .filter(({ schema }) => isBlockAvailable(bench, installed.appId, schema))
      .map(({ handle, schema, target }) => ({
        appHandle: installed.appHandle,
        extensionHandle: installed.handle,
        blockHandle: handle,
        appTitle: installed.appTitle,
        apiKey: installed.apiKey,
        name: schema.name,
        target,
        settings: schema.settings,
        templates: schema.enabled_on?.templates ?? null,
      })),
  );
}

export type OpenSection = {
  readonly template: string;
  readonly sectionId: string;
  readonly name: string;
};

const TEMPLATES = [
  'index',
  'product',
  'collection',
  'list-collections',
  'cart',
  'search',
  'page',
  'customers/account',
];

/** Sections that take blocks of apps, and for each template the `apps` section of its own. */
export function listOpenSections(theme: ThemeFiles): OpenSection[] {
  const places = [
    ...TEMPLATES.map((template) => ({ template, path: `templates/${template}.json` })),
    ...['header-group', 'footer-group'].map((group) => ({
      template: group,
      path: `sections/${group}.json`,
    })),
  ];
  return places.flatMap(({ template, path }) => {
    const list = theme.json(path) as SectionList | undefined;
    const own = (list?.order ?? []).flatMap((sectionId) => {
      const type = list?.sections[sectionId]?.type ?? '';
      const file = `sections/${type}.liquid`;
      const schema = readSchema(theme.text(file) ?? '', file);
      const isOpen = schema.blocks.some((one) => one.type === '@app');
      return isOpen ? [{ template, sectionId, name: schema.name }] : [];
    });
    const isGroup = template.endsWith('-group');
    return isGroup ? own : [...own, { template, sectionId: 'apps', name: 'Apps (new section)' }];
  });
}

/** Switches an embed on or off; settings that are not named keep their value. */
export function switchEmbed(
  bench: Bench,
  place: BlockPlace,
  { on, settings = {} }: { on: boolean; settings?: Values },
): ThemeOutcome<SwitchedEmbed> {
  const found = findAppBlock(bench.shelved, place);
  if (!found || found.block.target === 'section') {
    return refuse(`${place.appHandle} has no embed '${place.blockHandle}'.`);
  }
  const problem = findProblem(found.block.schema.settings, settings);
  if (problem) return refuse(problem);
  return change(bench, (theme) => {
    const old = theme.embeds.find((one) => isAt(one, place));
    const embed: SwitchedEmbed = {
      id: old?.id ?? `e${bench.world.store.nextId()}`,
      ...onlyPlace(place),
      settings: { ...old?.settings, ...settings },
      on,
    };
    const embeds = [...theme.embeds.filter((one) => one !== old), embed];
    return { theme: { ...theme, embeds }, value: embed };
  });
}

/** Puts an app block at the end of a section. Refused where block or section do not allow it. */
export function placeBlock(
  bench: Bench,
  place: BlockPlace,
  at: { template: string; sectionId: string; settings?: Values },
): ThemeOutcome<PlacedBlock> {
  const found = findAppBlock(bench.shelved, place);
  if (!found || found.block.target !== 'section') {
    return refuse(`${place.appHandle} has no app block '${place.blockHandle}'.`);
  }
  const { template, sectionId, settings = {} } = at;
  const { schema } = found.block;
  const open = listOpenSections(bench.theme);
  if (!open.some((one) => one.template === template && one.sectionId === sectionId)) {
    return refuse(`The section '${sectionId}' of '${template}' takes no app blocks.`);
  }
  const allowed = schema.enabled_on?.templates;
  const isAllowed = !allowed || allowed.includes('*') || allowed.includes(template);
  if (!isAllowed || schema.disabled_on?.templates?.includes(template)) {
    return refuse(`'${schema.name}' cannot stand on '${template}'.`);
  }
  const problem = findProblem(schema.settings, settings);
  if (problem) return refuse(problem);
  return change(bench, (theme) => {
    const id = `b${bench.world.store.nextId()}`;
    const block: PlacedBlock = { id, ...onlyPlace(place), template, sectionId, settings };
    return { theme: { ...theme, blocks: [...theme.blocks, block] }, value: block };
  });
}

/** Takes a placed block away. */
export function removeBlock(bench: Bench, id: string): ThemeOutcome<null> {
  return change(bench, (theme) => ({
    theme: { ...theme, blocks: theme.blocks.filter((one) => one.id !== id) },
    value: null,
  }));
}

/** Sets settings of a placed block or an embed; those not named keep their value. */
export function setBlockSettings(bench: Bench, id: string, settings: Values): ThemeOutcome<null> {
  const { theme } = shopOf(bench);
  const known = [...theme.blocks, ...theme.embeds].find((one) => one.id === id);
  const found = known && findAppBlock(bench.shelved, known);
  if (!found) return refuse(`There is no block '${id}'.`);
  const problem = findProblem(found.block.schema.settings, settings);
  if (problem) return refuse(problem);
  const set = <T extends { id: string; settings: Values }>(one: T): T =>
    one.id === id ? { ...one, settings: { ...one.settings, ...settings } } : one;
  return change(bench, (now) => ({
    theme: { ...now, blocks: now.blocks.map(set), embeds: now.embeds.map(set) },
    value: null,
  }));
}

/** Sets settings of the theme itself: colours, width. */
export function setThemeSettings(bench: Bench, values: Values): ThemeOutcome<null> {
  const problem = findProblem(themeSettingDefinitions(bench.theme), values);
  if (problem) return refuse(problem);
  return change(bench, (theme) => {
    const old = theme.settings.theme as Values | undefined;
    return {
      theme: { ...theme, settings: { ...theme.settings, theme: { ...old, ...values } } },
      value: null,
    };
  });
}

export function themeSettingDefinitions(theme: ThemeFiles): readonly Setting[] {
  const groups = theme.json('config/settings-schema.json') as readonly { settings?: Setting[] }[];
  return groups.flatMap((group) => group.settings ?? []);
}

function findProblem(definitions: readonly Setting[], values: Values): string | null {
  for (const [id, value] of Object.entries(values)) {
    const setting = definitions.find((one) => one.id === id);
    if (!setting) return `There is no setting '${id}'.`;
    const label = setting.label ?? id;
    if (setting.type === 'range' || setting.type === 'number') {
      const number = Number(value);
      const isInside = number >= (setting.min ?? -Infinity) && number <= (setting.max ?? Infinity);
      if (!isInside) return `${label} must be from ${setting.min} to ${setting.max}.`;
    }
    if (setting.options && !setting.options.some((one) => one.value === value)) {
      return `${label} cannot be '${String(value)}'.`;
    }
  }
  return null;
}

function change<T>(
  bench: Bench,
  work: (theme: ThemeState) => { theme: ThemeState; value: T },
): ThemeOutcome<T> {
  return bench.world.transact(() => {
    const shop = shopOf(bench);
    const { theme, value } = work(shop.theme);
    bench.world.store.put(shops, 0, { ...shop, theme });
    return { ok: true, value };
  });
}

function shopOf({ world, shopId }: Bench): Shop {
  const shop = world.store.get(shops, 0, shopId);
  if (!shop) throw new Error(`there is no shop ${shopId}`);
  return shop;
}

function isAt(one: BlockPlace, place: BlockPlace): boolean {
  return (
    one.appHandle === place.appHandle &&
    one.extensionHandle === place.extensionHandle &&
    one.blockHandle === place.blockHandle
  );
}

function onlyPlace({ appHandle, extensionHandle, blockHandle }: BlockPlace): BlockPlace {
  return { appHandle, extensionHandle, blockHandle };
}

function refuse(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}

/**
 * A theme app extension, read and checked as Shopify does at deploy. Sources, read 2026-11-23:
 * shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration (folders, targets,
 * limits, tags that blocks may not use); @shopify/cli 4.8.2 (10 MB in all, 500 KB of Liquid);
 * shopify.dev/changelog (30 blocks).
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { readSchema, type Schema } from '../rendering/schema.ts';
import { SETTING_TYPES } from '../rendering/settings.ts';
import { createLiquid, type LiquidEngine } from '../../liquid/engine.ts';
import { parseJson } from '../rendering/theme-files.ts';

export type AppBlock = {
  /** Name of the file without `.liquid`. */
  readonly handle: string;
  readonly path: string;
  readonly schema: Schema;
  readonly target: 'section' | 'head' | 'compliance_head' | 'body';
};

export type ThemeExtension = {
  readonly blocks: readonly AppBlock[];
  readonly engine: LiquidEngine;
  /** Text of a file such as `snippets/card.liquid`. */
  readonly text: (path: string) => string | undefined;
  readonly locale: unknown;
  /** Bytes of a file in `assets/`. */
  readonly asset: (name: string) => Buffer | undefined;
  /** Changes with every file: part of the assets' addresses. */
  readonly version: string;
};

/** The extension breaks a rule of Shopify's; the message lists all of them, each with its file. */
export class ThemeExtensionRefused extends Error {
  override readonly name = 'ThemeExtensionRefused';
}

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  assets: ['.jpg', '.jpeg', '.json', '.js', '.css', '.png', '.svg', '.wasm'],
  blocks: ['.liquid'],
  locales: ['.json'],
  snippets: ['.liquid'],
};
const BYTES_MAX = 10 * 1024 * 1024;
const LIQUID_BYTES_MAX = 500 * 1024;
const BLOCKS_MAX = 30;
const TARGETS = new Set(['section', 'head', 'compliance_head', 'body']);
const FORBIDDEN_TAGS = /\{%-?\s*(javascript|include|layout|section|sections|stylesheet)\b/;
const FORBIDDEN_OBJECTS = /\{\{-?\s*(content_for_header|content_for_index|content_for_layout)\b/;
const NAME_CHARACTERS_MAX = 25;

/** Reads the extension in a folder. Throws ThemeExtensionRefused. */
export function readThemeExtension(folder: string): ThemeExtension {
  const files = listFiles(folder);
  const text = (path: string): string | undefined =>
    files.has(path) && !path.startsWith('assets/')
      ? readFileSync(join(folder, path), 'utf8')
      : undefined;
  const problems = [...checkFiles(folder, files)];
  const blocks: AppBlock[] = [];
  for (const path of [...files.keys()].filter((one) => one.startsWith('blocks/')).sort()) {
    try {
      blocks.push(readBlock(path, text(path) ?? '', files));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  const engine = createLiquid({ read: text });
  for (const path of files.keys()) {
    if (!path.endsWith('.liquid')) continue;
    try {
      engine.check(path);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  if (problems.length > 0) throw new ThemeExtensionRefused(problems.join('\n'));
  const asset = (name: string): Buffer | undefined =>
    files.has(`assets/${name}`) ? readFileSync(join(folder, 'assets', name)) : undefined;
  const words = [...files.keys()].find((path) => /^locales\/[^/]+\.default\.json$/.test(path));
  const locale = words === undefined ? {} : parseJson(text(words) ?? '{}', words);
  return { blocks, engine, text, locale, asset, version: versionOf(folder, files) };
}

function readBlock(path: string, text: string, files: ReadonlyMap<string, number>): AppBlock {
  if (!/\{%-?\s*schema\s*-?%\}/.test(text)) throw new Error(`${path}: has no {% schema %}`);
  const schema = readSchema(text, path);
  const problems: string[] = [];
  const { target = '' } = schema;
  if (!TARGETS.has(target)) {
    problems.push(`target '${target}' is none of section, head, compliance_head, body`);
  }
  if (schema.name.length > NAME_CHARACTERS_MAX && !schema.name.startsWith('t:')) {
    problems.push(`name is longer than ${NAME_CHARACTERS_MAX} characters`);
  }
  for (const key of ['javascript', 'stylesheet'] as const) {
    const name = schema[key];
    if (name !== undefined && !files.has(`assets/${name}`)) {
      problems.push(`${key} '${name}' is not in assets/`);
    }
  }
  for (const one of schema.settings) {
    if (!SETTING_TYPES.has(one.type)) problems.push(`there is no setting of type '${one.type}'`);
    const isInput = one.type !== 'header' && one.type !== 'paragraph';
    if (isInput && one.id === undefined) problems.push(`a ${one.type} setting has no id`);
  }
  const tag = FORBIDDEN_TAGS.exec(text)?.[1];
  if (tag !== undefined) problems.push(`app blocks cannot use the tag ${tag}`);
  const object = FORBIDDEN_OBJECTS.exec(text)?.[1];
  if (object !== undefined) problems.push(`app blocks cannot use the object ${object}`);
  if (problems.length > 0) throw new Error(problems.map((one) => `${path}: ${one}`).join('\n'));
  const handle = path.slice('blocks/'.length, -'.liquid'.length);
  return { handle, path, schema, target: target as AppBlock['target'] };
}

function* checkFiles(folder: string, files: ReadonlyMap<string, number>): Generator<string> {
  let [all, liquid, blocks] = [0, 0, 0];
  for (const [path, bytes] of files) {
    const [top = '', ...rest] = path.split('/');
    const allowed = FOLDERS[top];
    if (!allowed) continue;
    if (rest.length > 1) yield `${path}: folders inside of ${top}/ are not supported`;
    if (!allowed.includes(extname(path))) {
      yield `${path}: ${top}/ may hold only ${allowed.join(' ')}`;
    }
    all += bytes;
    if (path.endsWith('.liquid')) liquid += bytes;
    if (top === 'blocks') blocks += 1;
  }
  if (all > BYTES_MAX) yield `${folder}: ${all} bytes in all, at most ${BYTES_MAX}`;
  if (liquid > LIQUID_BYTES_MAX) {
    yield `${folder}: ${liquid} bytes of Liquid, at most ${LIQUID_BYTES_MAX}`;
  }
  if (blocks > BLOCKS_MAX) yield `${folder}: ${blocks} blocks, at most ${BLOCKS_MAX}`;
}

function listFiles(folder: string): Map<string, number> {
  const files = new Map<string, number>();
  for (const top of Object.keys(FOLDERS)) {
    const inside = join(folder, top);
    if (!existsSync(inside)) continue;
    for (const entry of readdirSync(inside, { recursive: true }) as string[]) {
      const found = statSync(join(inside, entry));
      if (found.isFile()) files.set(`${top}/${entry.replaceAll('\\', '/')}`, found.size);
    }
  }
  return files;
}

function versionOf(folder: string, files: ReadonlyMap<string, number>): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].sort()) {
    hash.update(path).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex').slice(0, 12);
}

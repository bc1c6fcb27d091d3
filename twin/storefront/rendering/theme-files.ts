/** A theme, read whole from its folder: Liquid, JSON templates, locales, assets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createLiquid, type LiquidEngine } from '../../liquid/engine.ts';

export type ThemeFiles = {
  /** Text of a file such as `sections/header.liquid`. */
  readonly text: (path: string) => string | undefined;
  /** A JSON file; undefined where there is none. Throws with the file's name if it is broken. */
  readonly json: (path: string) => unknown;
  readonly engine: LiquidEngine;
};

/** Reads a folder of Liquid, JSON and assets; Liquid is parsed when first rendered. */
export function readTheme(folder: string): ThemeFiles {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    texts.set(relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8'));
  }
  const parsed = new Map<string, unknown>();
  const json = (path: string): unknown => {
    const text = texts.get(path);
    if (text === undefined) return undefined;
    if (!parsed.has(path)) parsed.set(path, parseJson(text, path));
    return parsed.get(path);
  };
  const text = (path: string): string | undefined => texts.get(path);
  return { text, json, engine: createLiquid({ read: text }) };
}

/** JSON as Shopify writes it into themes, with a comment at its head. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\s*\/\*[\s\S]*?\*\//, '')) as unknown;
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** The words of a dotted key. */
export function findWords(locale: unknown, key: string): unknown {
  let found = locale;
  for (const part of key.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) {
      return undefined;
    }
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

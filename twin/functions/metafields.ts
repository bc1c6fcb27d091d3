/** A metafield as functions see it: found by its namespace and key, parsed by its type. */
import { LIMITS } from './limits.ts';
import type { FunctionMetafield } from './world.ts';

export type AskedMetafield = { readonly namespace?: string | null; readonly key: string };

/** Types whose text is JSON; every other type is told as the text itself. */
const JSON_TYPES = new Set([
  'json',
  'boolean',
  'number_integer',
  'dimension',
  'weight',
  'volume',
  'rating',
  'money',
  'link',
  'rich_text_field',
]);

/**
 * The metafield an app means by `asked`, or null. No namespace means the app's own, as `$app` does.
 * A value of more than 10,000 bytes is not returned (docs: functions#input-query-limits).
 */
export function findMetafield(
  metafields: readonly FunctionMetafield[] | undefined,
  asked: AskedMetafield,
  appId: number,
): FunctionMetafield | null {
  const namespace = fullNamespace(asked.namespace ?? '$app', appId);
  const found = metafields?.find(
    (each) => each.key === asked.key && fullNamespace(each.namespace, appId) === namespace,
  );
  if (found === undefined) return null;
  return Buffer.byteLength(found.value) > LIMITS.metafieldValueBytes ? null : found;
}

/** `$app:points` of app 7 → `app--7--points` (docs: custom-data/ownership, read 2026-11-23). */
function fullNamespace(namespace: string, appId: number): string {
  if (namespace === '$app') return `app--${appId}`;
  return namespace.startsWith('$app:') ? `app--${appId}--${namespace.slice(5)}` : namespace;
}

/** The value as JSON: a list, a number, an object, or the text itself for types that are text. */
export function jsonOf({ type, value }: FunctionMetafield): unknown {
  return JSON_TYPES.has(type) || type.startsWith('list.') ? JSON.parse(value) : value;
}

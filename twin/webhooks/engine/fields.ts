/**
 * What a subscription leaves of a payload (`includeFields`) and adds to it (`metafieldNamespaces`):
 * https://shopify.dev/docs/apps/build/webhooks/customize/modify-payloads, read 2026-11.
 */
import { metafields } from '../../model/kinds.ts';
import type { WorldEvent } from '../../world/world.ts';
import type { World } from '../../world/world.ts';
import { shopInstant } from '../payloads/numbers.ts';
import type { Payload } from '../payloads/topics.ts';

/** Only these fields, `variants.price` for the price of each variant; all where none is named. */
export function includeFields(payload: Payload, fields: readonly string[]): Payload {
  if (fields.length === 0) return payload;
  return pick(payload, treeOf(fields)) as Payload;
}

/** Field → what is wanted of it; null: all. */
type Tree = Map<string, Tree | null>;

function treeOf(fields: readonly string[]): Tree {
  const tree: Tree = new Map();
  for (const field of fields) {
    let at: Tree | null = tree;
    const keys = field.split('.');
    for (const [depth, key] of keys.entries()) {
      if (at === null) break;
      if (depth === keys.length - 1) at.set(key, null);
      else if (!at.has(key)) at.set(key, new Map());
      at = at.get(key) ?? null;
    }
  }
  return tree;
}

function pick(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, tree));
  if (value === null || typeof value !== 'object') return value;
  const kept: Record<string, unknown> = {};
  for (const [key, below] of tree) {
    if (!(key in value)) continue;
    const found = (value as Record<string, unknown>)[key];
    kept[key] = below === null ? found : pick(found, below);
  }
  return kept;
}

/** The record's metafields in the namespaces, `$app` being the app's own; null: none asked for. */
export function metafieldsOf(
  { store }: World,
  { shopId, kind, id }: WorldEvent,
  asked: { readonly namespaces: readonly string[]; readonly appId: number; readonly zone: string },
): readonly object[] | null {
  if (asked.namespaces.length === 0) return null;
  const own = `app--${asked.appId}`;
  const wanted = new Set(asked.namespaces.map((name) => name.replace(/^\$app\b:?/, `${own}--`)));
  const isWanted = (namespace: string) => wanted.has(namespace) || wanted.has(`${namespace}--`);
  return store
    .find(metafields, shopId, 'owner', `${kind}/${id}`)
    .filter(({ namespace }) => isWanted(namespace))
    .map((one) => ({
      id: one.id,
      namespace: one.namespace,
      key: one.key,
      value: one.value,
      description: null,
      owner_id: id,
      created_at: shopInstant(one.createdAt, asked.zone),
      updated_at: shopInstant(one.updatedAt, asked.zone),
      owner_resource: kind.toLowerCase(),
      type: one.type,
      admin_graphql_api_id: `gid://shopify/Metafield/${one.id}`,
    }));
}

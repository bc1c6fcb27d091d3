/**
 * `customer.metafields.loyalty.points`: what a theme may see. Merchant-owned metafields can be read
 * everywhere in Liquid, app-owned ones in blocks of the same app (as `$app`, too); elsewhere,
 * written `app--{id}`, only where the app's definition says PUBLIC_READ. Sources, 2026-11-23:
 * shopify.dev/docs/apps/build/custom-data/permissions, …/api/liquid/objects/metafield and
 * …/online-store/theme-app-extensions/configuration, "Reserved prefixes".
 */
import type { Fields } from '../../liquid/fields.ts';
import type { Metafield } from '../../model/app.ts';
import { metafieldDefinitions, metafields } from '../../model/kinds.ts';
import { drop, type Lens } from './lens.ts';

export type Owner = { readonly kind: string; readonly id: number };

/** The `metafields` of an owner, as far as whoever asks may see them. */
export function metafieldsDrop(lens: Lens, owner: Owner): Fields {
  let found: Metafield[] | undefined;
  const all = (): Metafield[] =>
    (found ??= lens.world.store
      .find(metafields, lens.shop.id, 'owner', `${owner.kind}/${owner.id}`)
      .filter((one) => isVisible(lens, one)));
  const inNamespace = (written: string): Fields | null => {
    const namespace = namespaceOf(lens, written);
    const inside = all().filter((one) => one.namespace === namespace);
    const lookUp = (key: string): Fields | null => {
      const one = inside.find((each) => each.key === key);
      return one ? metafieldDrop(lens, one) : null;
    };
    return inside.length === 0 ? null : drop(lens, 'metafields', {}, { lookUp });
  };
  return drop(lens, 'metafields', {}, { lookUp: inNamespace });
}

/** `$app` → `app--77`, `$app:tiers` → `app--77--tiers`, in blocks of the app 77. */
function namespaceOf({ appId }: Lens, written: string): string {
  if (appId === null || !/^\$app(:|$)/.test(written)) return written;
  return written.replace(/^\$app/, `app--${appId}`).replace(':', '--');
}

function metafieldDrop(lens: Lens, one: Metafield): Fields {
  const value = valueOf(one);
  const isList = one.type.startsWith('list.');
  return drop(lens, 'metafield', { type: one.type, value, 'list?': isList }, { text: one.value });
}

function isVisible(lens: Lens, one: Metafield): boolean {
  const owningApp = /^app--(\d+)/.exec(one.namespace)?.[1];
  if (owningApp === undefined || Number(owningApp) === lens.appId) return true;
  const ownerType = one.ownerKind.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
  const place = `${ownerType}/${one.namespace}/${one.key}`;
  const { store } = lens.world;
  const definition = store.findOne(metafieldDefinitions, lens.shop.id, 'place', place);
  return definition?.access.storefront === 'PUBLIC_READ';
}

function valueOf(one: Metafield): unknown {
  if (/^list\.|^(json|money|rating|dimension|volume|weight|link)$/.test(one.type)) {
    return JSON.parse(one.value) as unknown;
  }
  if (one.type === 'boolean') return one.value === 'true';
  if (one.type === 'number_integer' || one.type === 'number_decimal') return Number(one.value);
  return one.value;
}

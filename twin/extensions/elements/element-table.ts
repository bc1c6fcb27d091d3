/**
 * What each surface's `s-*` elements are made of. The tables beside this file are generated from
 * Shopify's own component typings (`generate-elements.ts`), so a name that is missing here does
 * not exist at 2026-07.
 */
import admin from './admin.json' with { type: 'json' };
import checkout from './checkout.json' with { type: 'json' };
import customerAccount from './customer-account.json' with { type: 'json' };
import pointOfSale from './point-of-sale.json' with { type: 'json' };

export type Surface = 'checkout' | 'customer-account' | 'point-of-sale' | 'admin';

/** How a property travels; `mixed` is a string or something else, `object` anything cloneable. */
export type PropertyKind = 'string' | 'number' | 'boolean' | 'mixed' | 'object' | 'function';

export type ElementShape = {
  readonly properties: Readonly<Record<string, PropertyKind>>;
  /** Names as `addEventListener` takes them: `click`, `afterhide`. */
  readonly events: readonly string[];
  readonly methods: readonly string[];
  readonly slots: readonly string[];
};

/** Tag → shape. */
export type ElementTable = Readonly<Record<string, ElementShape>>;

export const SURFACES: readonly Surface[] = [
  'checkout',
  'customer-account',
  'point-of-sale',
  'admin',
];

const TABLES: Readonly<Record<Surface, ElementTable>> = {
  checkout: checkout as ElementTable,
  'customer-account': customerAccount as ElementTable,
  'point-of-sale': pointOfSale as ElementTable,
  admin: admin as ElementTable,
};

/** The elements an extension of this surface may use. */
export function elementsOf(surface: Surface): ElementTable {
  return TABLES[surface];
}

/** Every element of every surface, each with all it has anywhere. */
export function elementsOfAllSurfaces(): ElementTable {
  const all: Record<string, ElementShape> = {};
  for (const table of Object.values(TABLES)) {
    for (const [tag, shape] of Object.entries(table)) {
      const known = all[tag];
      all[tag] = known ? mergeShapes(known, shape) : shape;
    }
  }
  return all;
}

/** Where two typings differ about a kind, `mixed` takes both. */
export function mergeShapes(one: ElementShape, other: ElementShape): ElementShape {
  const properties: Record<string, PropertyKind> = { ...one.properties };
  for (const [name, kind] of Object.entries(other.properties)) {
    const known = properties[name];
    properties[name] = known === undefined || known === kind ? kind : 'mixed';
  }
  return {
    properties,
    events: joined(one.events, other.events),
    methods: joined(one.methods, other.methods),
    slots: joined(one.slots, other.slots),
  };
}

function joined(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort();
}

/** `purchase.thank-you.block.render` → checkout. Throws on a target of no surface. */
export function surfaceOf(target: string): Surface {
  if (target.startsWith('purchase.') || target.startsWith('Checkout::')) return 'checkout';
  if (target.startsWith('customer-account.')) return 'customer-account';
  if (target.startsWith('pos.')) return 'point-of-sale';
  if (target.startsWith('admin.')) return 'admin';
  throw new Error(`'${target}' is not a target of any surface.`);
}

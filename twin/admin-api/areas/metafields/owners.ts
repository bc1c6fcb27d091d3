/**
 * Who may own metafields: the kinds in gids, their names in definitions, the scope that writes
 * them.
 */
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { fromGid } from '../../engine/gid.ts';
import type { OwnerRef } from './owner-fields.ts';

type OwnerKind = {
  /** `MetafieldOwnerType` */
  readonly ownerType: string;
  readonly scope: string | null;
  /** What the shop is told when a metafield of it changes. */
  readonly topic: string | null;
};

const none = { scope: null, topic: null };

const KINDS: Readonly<Record<string, OwnerKind>> = {
  AppInstallation: { ownerType: 'API_PERMISSION', ...none },
  Shop: { ownerType: 'SHOP', ...none },
  Customer: { ownerType: 'CUSTOMER', scope: 'write_customers', topic: 'customers/update' },
  Order: { ownerType: 'ORDER', scope: 'write_orders', topic: 'orders/updated' },
  DraftOrder: { ownerType: 'DRAFTORDER', scope: 'write_draft_orders', topic: null },
  Product: { ownerType: 'PRODUCT', scope: 'write_products', topic: 'products/update' },
  ProductVariant: { ownerType: 'PRODUCTVARIANT', scope: 'write_products', topic: null },
  Collection: { ownerType: 'COLLECTION', scope: 'write_products', topic: 'collections/update' },
  DiscountNode: { ownerType: 'DISCOUNT', scope: 'write_discounts', topic: null },
  Location: { ownerType: 'LOCATION', scope: 'write_locations', topic: null },
  Validation: { ownerType: 'VALIDATION', scope: 'write_validations', topic: null },
  CartTransform: { ownerType: 'CARTTRANSFORM', scope: 'write_cart_transforms', topic: null },
};

/** Discounts answer to three kinds of gid, and own their metafields under one. */
const SAME: Readonly<Record<string, string>> = {
  DiscountCodeNode: 'DiscountNode',
  DiscountAutomaticNode: 'DiscountNode',
};

/** The owner a gid names; null for what cannot own metafields. */
export function ownerOf(gid: string): OwnerRef | null {
  const parsed = fromGid(gid);
  if (parsed === null) return null;
  const kind = SAME[parsed.kind] ?? parsed.kind;
  return kind in KINDS ? { kind, id: parsed.id } : null;
}

/** `Customer` → `CUSTOMER`, as definitions name it. */
export function ownerTypeOf(kind: string): string {
  return KINDS[kind]?.ownerType ?? kind.toUpperCase();
}

/** `CUSTOMER` → `Customer`; null where no such owner is known. */
export function kindOfOwnerType(ownerType: string): string | null {
  const found = Object.entries(KINDS).find(([, one]) => one.ownerType === ownerType);
  return found?.[0] ?? null;
}

/** The scope without which the owner's metafields may not be written; null: none is needed. */
export function writingScope(kind: string): string | null {
  return KINDS[kind]?.scope ?? null;
}

export function changeTopic(kind: string): string | null {
  return KINDS[kind]?.topic ?? null;
}

/** The owner's record; null where there is none. Throws NOT_IMPLEMENTED for a kind nobody keeps. */
export function findOwner(context: AdminContext, { kind, id }: OwnerRef): object | null {
  const lookUp = context.registry.nodeOf(kind);
  if (lookUp === undefined) throw notImplemented(`Node.${kind}`);
  return lookUp(id, context, `gid://shopify/${kind}/${id}`);
}

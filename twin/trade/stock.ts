/** What there is of a variant: taken by orders, put back by cancellations, returns and edits. */
import { products } from '../model/kinds.ts';
import type { Product, Variant } from '../model/catalog.ts';
import type { World } from '../world/world.ts';
import { shopOf, tell } from './tell.ts';

export type StockChange = { readonly variantId: number | null; readonly delta: number };

/** The product that has a variant, and the variant; null: deleted since. */
export function findVariant(
  world: World,
  shopId: number,
  variantId: number,
): { readonly product: Product; readonly variant: Variant } | null {
  const product = world.store.findOne(products, shopId, 'variant_id', variantId);
  const variant = product?.variants.find(({ id }) => id === variantId);
  return product && variant ? { product, variant } : null;
}

/**
 * Changes what there is. Variants that are not tracked or no longer there pass untouched. Below
 * zero is for the caller to refuse: staff, drafts and apps may sell what there is not.
 */
export function changeStock(world: World, shopId: number, changes: readonly StockChange[]): void {
  for (const { variantId, delta } of changes) {
    const found = variantId === null ? null : findVariant(world, shopId, variantId);
    if (!found || found.variant.stock === null || delta === 0) continue;
    setStock(world, shopId, found, found.variant.stock + delta);
  }
}

/** Sets what there is of one variant; null: no longer counted. */
export function setStock(
  world: World,
  shopId: number,
  { product, variant }: { product: Product; variant: Variant },
  stock: number | null,
): void {
  const at = world.clock.now();
  const changed = { ...variant, stock, updatedAt: at };
  world.store.put(products, shopId, {
    ...product,
    variants: product.variants.map((one) => (one.id === variant.id ? changed : one)),
    updatedAt: at,
  });
  const locationId = shopOf(world, shopId).locations[0]?.id ?? null;
  tell(world, {
    shopId,
    topic: 'inventory_levels/update',
    kind: 'InventoryLevel',
    id: variant.inventoryItemId,
    extra: { locationId, available: stock, productId: product.id, variantId: variant.id },
  });
  tell(world, { shopId, topic: 'products/update', kind: 'Product', id: product.id });
  const [had, has] = [availableOf(variant) > 0, availableOf(changed) > 0];
  if (had === has) return;
  const topic = has ? 'variants/in_stock' : 'variants/out_of_stock';
  tell(world, { shopId, topic, kind: 'ProductVariant', id: variant.id });
}

/** How many of a variant a buyer may have; Infinity where nobody counts. */
export function availableOf(variant: Variant): number {
  if (variant.stock === null || variant.sellsBeyondStock) return Infinity;
  return Math.max(0, variant.stock);
}

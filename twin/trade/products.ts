/** Products and collections as staff change them, and what there is of a variant. */
import type { Collection, CollectionRules, Product } from '../model/catalog.ts';
import { collections, products } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { findVariant, setStock } from './stock.ts';
import { tell } from './tell.ts';

/** Keeps a product made elsewhere, new or changed. Tells `products/create` or `products/update`. */
export function saveProduct(world: World, shopId: number, product: Product): Product {
  return world.transact(() => {
    const isNew = world.store.get(products, shopId, product.id) === null;
    const topic = isNew ? 'products/create' : 'products/update';
    const kept = { ...product, updatedAt: world.clock.now() };
    world.store.put(products, shopId, kept);
    tell(world, { shopId, topic, kind: 'Product', id: product.id });
    recount(world, shopId, [kept]);
    return kept;
  });
}

export function deleteProduct(world: World, shopId: number, id: number): Outcome<number> {
  return world.transact(() => {
    const product = world.store.get(products, shopId, id);
    if (product === null) return refuse('NOT_FOUND', ['id'], 'Product does not exist');
    world.store.remove(products, shopId, id);
    for (const collection of world.store.find(collections, shopId, 'product_id', id)) {
      const productIds = collection.productIds.filter((one) => one !== id);
      saveCollection(world, shopId, { ...collection, productIds });
    }
    tell(world, { shopId, topic: 'products/delete', kind: 'Product', id });
    return done(id);
  });
}

/**
 * Keeps a collection; a smart one is filled by its rules. Tells `collections/create` or `…/update`.
 */
export function saveCollection(world: World, shopId: number, collection: Collection): Collection {
  return world.transact(() => {
    const isNew = world.store.get(collections, shopId, collection.id) === null;
    const topic = isNew ? 'collections/create' : 'collections/update';
    const { rules } = collection;
    const productIds =
      rules === null
        ? collection.productIds
        : [...world.store.each(products, shopId)]
            .filter((product) => isMatch(product, rules))
            .map(({ id }) => id);
    tell(world, { shopId, topic, kind: 'Collection', id: collection.id });
    const updatedAt = world.clock.now();
    return world.store.put(collections, shopId, { ...collection, productIds, updatedAt });
  });
}

export function deleteCollection(world: World, shopId: number, id: number): Outcome<number> {
  return world.transact(() => {
    if (!world.store.remove(collections, shopId, id)) {
      return refuse('NOT_FOUND', ['id'], 'Collection does not exist');
    }
    tell(world, { shopId, topic: 'collections/delete', kind: 'Collection', id });
    return done(id);
  });
}

/** Counts the shelf anew; null: no longer counted. Tells `inventory_levels/update`. */
export function countStock(
  world: World,
  shopId: number,
  { variantId, stock }: { variantId: number; stock: number | null },
): Outcome<number> {
  return world.transact(() => {
    const found = findVariant(world, shopId, variantId);
    if (found === null) return refuse('NOT_FOUND', ['variantId'], 'Variant does not exist');
    setStock(world, shopId, found, stock);
    return done(variantId);
  });
}

/** Smart collections take a changed product in, or let it go. */
function recount(world: World, shopId: number, changed: readonly Product[]): void {
  for (const collection of world.store.each(collections, shopId)) {
    const { rules } = collection;
    if (rules === null) continue;
    for (const product of changed) {
      const isIn = collection.productIds.includes(product.id);
      if (isIn !== isMatch(product, rules)) saveCollection(world, shopId, collection);
    }
  }
}

function isMatch(product: Product, { any, rules }: CollectionRules): boolean {
  const holds = (rule: CollectionRules['rules'][number]) =>
    valuesOf(product, rule.column).some((value) => isRelated(value, rule));
  return any ? rules.some(holds) : rules.every(holds);
}

function valuesOf(product: Product, column: string): readonly string[] {
  if (column === 'TAG') return product.tags;
  if (column === 'TITLE') return [product.title];
  if (column === 'TYPE') return [product.productType];
  if (column === 'VENDOR') return [product.vendor];
  return product.variants.map(({ priceMinor }) => String(priceMinor / 100));
}

function isRelated(value: string, rule: CollectionRules['rules'][number]): boolean {
  const [own, other] = [value.toLowerCase(), rule.condition.toLowerCase()];
  switch (rule.relation) {
    case 'EQUALS':
      return own === other || (rule.column === 'VARIANT_PRICE' && Number(own) === Number(other));
    case 'NOT_EQUALS':
      return own !== other;
    case 'CONTAINS':
      return own.includes(other);
    case 'GREATER_THAN':
      return Number(own) > Number(other);
    case 'LESS_THAN':
      return Number(own) < Number(other);
  }
}

/** Everything the Storefront API answers. */
import { metafieldFields } from '../../admin-api/areas/metafields/metafield-fields.ts';
import { variantById } from '../../admin-api/areas/products/variant-fields.ts';
import { nodeQueries } from '../../admin-api/areas/shop/nodes.ts';
import { assembleAreas, type Resolvers } from '../../admin-api/engine/area.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { notImplemented } from '../../admin-api/engine/errors.ts';
import { toGid } from '../../admin-api/engine/gid.ts';
import type { Metafield } from '../../model/app.ts';
import { metafields } from '../../model/kinds.ts';
import type { BuyerContext } from '../buyer-context.ts';
import { isOpen } from '../readable-metafields.ts';
import { buyerIdentityFields, cartFields, cartLineFields } from './cart-fields.ts';
import { cartMutations } from './cart-mutations.ts';
import { cartNode, findOpenCart } from './cart-node.ts';
import { catalogQueries, findCollection, findProduct } from './catalog-queries.ts';
import { storefrontImageFields, storefrontMediaFields } from './image-fields.ts';
import { collectionFields, optionFields, productFields } from './product-fields.ts';
import { isPublished } from './published.ts';
import { shopFields, shopQueries } from './shop-fields.ts';
import { variantFields } from './variant-fields.ts';

const openMetafieldFields: Resolvers = {
  description: metafieldFields.description as Resolvers[string],
  reference: metafieldFields.reference as Resolvers[string],
  references: metafieldFields.references as Resolvers[string],
  list: ({ type }: Metafield) => type.startsWith('list.'),
  parentResource: ({ ownerKind, ownerId }: Metafield, _args, context) => {
    const lookUp = context.registry.nodeOf(ownerKind);
    // A cart is not found by a number.
    if (lookUp === undefined || ownerKind === 'Cart') {
      throw notImplemented('Metafield.parentResource');
    }
    const owner = lookUp(ownerId, context, toGid(ownerKind, ownerId));
    return owner && { __typename: ownerKind, ...owner };
  },
};

function findCartNode(gid: string, given: AdminContext) {
  const context = given as BuyerContext;
  const cart = findOpenCart(context, gid);
  return cart && cartNode(context, cart);
}

export const STOREFRONT_REGISTRY = assembleAreas({
  catalog: {
    types: {
      Product: productFields,
      ProductVariant: variantFields,
      ProductOption: optionFields,
      Collection: collectionFields,
      Image: storefrontImageFields,
      MediaImage: storefrontMediaFields,
      Metafield: openMetafieldFields,
    },
    queries: catalogQueries,
    nodes: {
      Product: (id, context) => findProduct({ id: toGid('Product', id) }, context),
      Collection: (id, context) => findCollection({ id: toGid('Collection', id) }, context),
      ProductVariant: (id, context) => {
        const variant = variantById(id, context);
        return variant !== null && isPublished(variant.product, context) ? variant : null;
      },
      Metafield: (id, context) => {
        const found = context.world.store.get(metafields, context.shop.id, id);
        return found && isOpen(context as BuyerContext, found, 'storefront') ? found : null;
      },
    },
    scopes: { 'Product.tags': ['unauthenticated_read_product_tags'] },
  },
  shop: {
    types: { Shop: shopFields },
    queries: { ...shopQueries, ...nodeQueries },
    nodes: { Shop: (id, { shop }) => (shop.id === id ? shop : null) },
  },
  cart: {
    types: { Cart: cartFields, CartLine: cartLineFields, CartBuyerIdentity: buyerIdentityFields },
    queries: {
      cart: (_parent, { id }: { id: string }, context) => findCartNode(id, context),
    },
    mutations: cartMutations,
    nodes: { Cart: (_id, context, gid) => findCartNode(gid, context) },
  },
});

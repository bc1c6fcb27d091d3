/** Where things are published: the shop has one publication, the online store. */
import { collections, products } from '../../../model/kinds.ts';
import { saveCollection, saveProduct } from '../../../trade/products.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notFound } from '../../engine/errors.ts';
import { fromGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';

type Published = { readonly publishedAt: number | null };
type PublishArgs = {
  readonly id: string;
  readonly input: readonly { publicationId?: string | null; publishDate?: number | null }[];
};

/** The one publication; its number is the shop's. */
function onlineStore({ shop }: Pick<AdminContext, 'shop'>) {
  return {
    id: shop.id,
    name: 'Online Store',
    autoPublish: true,
    supportsFuturePublishing: true,
    catalog: null,
    operation: null,
  };
}

export const publicationQueries: Resolvers = {
  publications: (_parent, args: PageArgs, context) => listConnection(args, [onlineStore(context)]),
  publicationsCount: () => ({ count: 1, precision: 'EXACT' }),
  publication: (_parent, { id }: { id: string }, context) =>
    fromGid(id)?.id === context.shop.id ? onlineStore(context) : null,
};

export const publishedFields: Resolvers = {
  publishedOnPublication: (
    { publishedAt }: Published,
    { publicationId }: { publicationId: string },
    { shop },
  ) => publishedAt !== null && fromGid(publicationId)?.id === shop.id,
  publishedOnCurrentPublication: () => false,
  publishedOnCurrentChannel: () => false,
  availablePublicationsCount: ({ publishedAt }: Published) => countOf(publishedAt),
  resourcePublicationsCount: ({ publishedAt }: Published) => countOf(publishedAt),
  publicationCount: ({ publishedAt }: Published) => (publishedAt === null ? 0 : 1),
  resourcePublicationsV2: (parent: Published, args: PageArgs, context) => {
    const { publishedAt } = parent;
    const store = onlineStore(context);
    const rows = publishedAt === null ? [] : [{ id: store.id, publishDate: publishedAt }];
    return listConnection(args, rows, (row) => ({ ...row, isPublished: true, publication: store }));
  },
};

export const publicationMutations: Resolvers = {
  publishablePublish: (_parent, args: PublishArgs, context) => publish(context, args, true),
  publishableUnpublish: (_parent, args: PublishArgs, context) => publish(context, args, false),
};

function publish(context: AdminContext, { id: gid, input }: PublishArgs, isPublished: boolean) {
  const { world, shop } = context;
  const { kind, id = 0 } = fromGid(gid) ?? {};
  if (kind !== 'Product' && kind !== 'Collection') throw notFound(`Invalid id: ${gid}`);
  const stranger = input.findIndex(
    ({ publicationId }) => fromGid(publicationId ?? '')?.id !== shop.id,
  );
  if (stranger !== -1) {
    const words = 'Publication does not exist or is not publishable';
    return { ...refuse(['input', `${stranger}`, 'publicationId'], words), shop };
  }
  const publishedAt = isPublished ? (input[0]?.publishDate ?? world.clock.now()) : null;
  const node = { __typename: kind };
  if (kind === 'Product') {
    const product = world.store.get(products, shop.id, id);
    if (product === null) return { ...refuse(['id'], 'Product does not exist'), shop };
    const kept = saveProduct(world, shop.id, { ...product, publishedAt });
    return { publishable: { ...node, ...kept }, shop };
  }
  const collection = world.store.get(collections, shop.id, id);
  if (collection === null) return { ...refuse(['id'], 'Collection does not exist'), shop };
  const kept = saveCollection(world, shop.id, { ...collection, publishedAt });
  return { publishable: { ...node, ...kept }, shop };
}

const countOf = (publishedAt: number | null) => ({
  count: publishedAt === null ? 0 : 1,
  precision: 'EXACT',
});

/** Collections made, changed, filled and deleted by apps. */
import type { Collection, CollectionRules } from '../../../model/catalog.ts';
import { collections } from '../../../model/kinds.ts';
import { deleteCollection, saveCollection } from '../../../trade/products.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import { refuse } from '../../engine/user-errors.ts';
import { type MetafieldEntry, setOwnMetafields } from '../metafields/set-metafields.ts';
import { finishJob, startJob } from '../shop/jobs.ts';
import { COLLECTION_ORDERS } from './collection-fields.ts';
import { freeHandle } from './handles.ts';

type CollectionInput = {
  readonly id?: string | null;
  readonly title?: string | null;
  readonly handle?: string | null;
  readonly descriptionHtml?: string | null;
  readonly sortOrder?: Collection['sortOrder'] | null;
  readonly products?: readonly string[] | null;
  readonly image?: unknown;
  readonly sources?: unknown;
  readonly sourcesToCreate?: unknown;
  readonly sourcesToDelete?: unknown;
  readonly sourcesToUpdate?: unknown;
  readonly ruleSet?: {
    readonly appliedDisjunctively: boolean;
    readonly rules?: CollectionRules['rules'] | null;
  } | null;
  readonly metafields?: readonly Omit<MetafieldEntry, 'owner' | 'field'>[] | null;
};
type Args = {
  readonly input?: CollectionInput | null;
  readonly collection?: CollectionInput | null;
};

export const collectionMutations: Resolvers = {
  collectionCreate: (_parent, args: Args, context) => {
    const input = args.input ?? args.collection ?? {};
    assertKept(input);
    const { world, shop } = context;
    if (!input.title?.trim()) return refuse(['title'], "Title can't be blank");
    if (input.id) return refuse(['id'], 'Cannot specify ID on creation');
    const wrong = wrongTitle(input);
    if (wrong !== null) return wrong;
    const now = world.clock.now();
    const title = input.title;
    const collection = saveCollection(world, shop.id, {
      id: world.store.nextId(),
      title,
      handle: freeHandle(context, collections, input.handle ?? title),
      bodyHtml: input.descriptionHtml ?? '',
      picture: null,
      sortOrder: input.sortOrder ?? 'BEST_SELLING',
      rules: rulesOf(input),
      productIds: (input.products ?? []).map((id) => idOf(id, 'Product')),
      updatedAt: now,
      publishedAt: null,
    });
    setOwnMetafields(context, { kind: 'Collection', id: collection.id }, input.metafields);
    return { collection };
  },

  collectionUpdate: (_parent, args: Args, context) => {
    const input = args.input ?? args.collection ?? {};
    assertKept(input);
    const { world, shop } = context;
    const id = input.id ? idOf(input.id, 'Collection') : 0;
    const before = world.store.get(collections, shop.id, id);
    if (before === null) return refuse(['id'], 'Collection does not exist');
    if (input.title?.trim() === '') return refuse(['title'], "Title can't be blank");
    const wrong = wrongTitle(input);
    if (wrong !== null) return wrong;
    const { title, handle, descriptionHtml, sortOrder } = input;
    const collection = saveCollection(world, shop.id, {
      ...before,
      ...(title ? { title } : {}),
      ...(handle ? { handle: freeHandle(context, collections, handle, id) } : {}),
      ...(typeof descriptionHtml === 'string' ? { bodyHtml: descriptionHtml } : {}),
      ...(sortOrder ? { sortOrder } : {}),
      ...(input.ruleSet === undefined ? {} : { rules: rulesOf(input) }),
    });
    setOwnMetafields(context, { kind: 'Collection', id }, input.metafields);
    const job = input.ruleSet ? doneJob(context) : null;
    return { collection, job };
  },

  collectionDelete: (_parent, { input }: { input: { id: string } }, { world, shop }) => {
    const id = idOf(input.id, 'Collection');
    const outcome = deleteCollection(world, shop.id, id);
    if (!outcome.ok) return { ...refuse(['id'], 'Collection does not exist'), shop };
    return { deletedCollectionId: toGid('Collection', id), shop };
  },

  collectionAddProducts: (_parent, args: Membership, context) => {
    const changed = changeMembers(context, args, (present, ids) => [...present, ...ids]);
    return 'userErrors' in changed ? changed : { collection: changed };
  },
  collectionAddProductsV2: (_parent, args: Membership, context) => {
    const changed = changeMembers(context, args, (present, ids) => [...present, ...ids]);
    return 'userErrors' in changed ? changed : { job: doneJob(context) };
  },
  collectionRemoveProducts: (_parent, args: Membership, context) => {
    const changed = changeMembers(context, args, (present, ids) =>
      present.filter((id) => !ids.includes(id)),
    );
    return 'userErrors' in changed ? changed : { job: doneJob(context) };
  },
};

type Membership = { readonly id: string; readonly productIds: readonly string[] };

function changeMembers(
  { world, shop }: AdminContext,
  args: Membership,
  change: (present: readonly number[], ids: readonly number[]) => readonly number[],
) {
  const collection = world.store.get(collections, shop.id, idOf(args.id, 'Collection'));
  if (collection === null) return refuse(['id'], 'Collection does not exist');
  if (collection.rules !== null) {
    return refuse(['id'], "Can't manually add products to a smart collection");
  }
  const ids = args.productIds.map((id) => idOf(id, 'Product'));
  const productIds = [...new Set(change(collection.productIds, ids))];
  return saveCollection(world, shop.id, { ...collection, productIds });
}

/** The twin is done at once; Shopify says so a moment later. */
function doneJob({ world, shop }: AdminContext) {
  const job = startJob(world, shop.id);
  finishJob(world, shop.id, job.id);
  return job;
}

const COLUMNS = ['TAG', 'TITLE', 'TYPE', 'VENDOR', 'VARIANT_PRICE'];
const RELATIONS = ['EQUALS', 'NOT_EQUALS', 'CONTAINS', 'GREATER_THAN', 'LESS_THAN'];

function rulesOf({ ruleSet }: CollectionInput): CollectionRules | null {
  if (!ruleSet) return null;
  const rules = (ruleSet.rules ?? []).map(({ column, relation, condition }) => {
    if (!COLUMNS.includes(column)) throw notImplemented(`CollectionRuleColumn.${column}`);
    if (!RELATIONS.includes(relation)) throw notImplemented(`CollectionRuleRelation.${relation}`);
    return { column, relation, condition };
  });
  return { any: ruleSet.appliedDisjunctively, rules };
}

function wrongTitle({ title }: CollectionInput) {
  if (!title || title.length <= 255) return null;
  return refuse(['title'], 'Title is too long (maximum is 255 characters)');
}

function assertKept(input: CollectionInput): void {
  const names = [
    'image',
    'sources',
    'sourcesToCreate',
    'sourcesToDelete',
    'sourcesToUpdate',
  ] as const;
  const unkept = names.find((name) => input[name]);
  if (unkept !== undefined) throw notImplemented(`CollectionInput.${unkept}`);
  const order = input.sortOrder;
  if (order && !(order in COLLECTION_ORDERS))
    throw notImplemented(`CollectionSortOrder.${String(order)}`);
}

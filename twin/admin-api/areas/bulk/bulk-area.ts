/**
 * Bulk operations: queries and mutations that Shopify runs by itself, with their results as files.
 */
import { loadSchema } from '../../../schema/load-schema.ts';
import type { Area, Resolvers } from '../../engine/area.ts';
import { connection, type Source, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';
import { bulkMutationProblem, type BulkMutationInput } from './bulk-mutation.ts';
import { readBulkQuery } from './bulk-query.ts';
import {
  BULK_AT_ONCE,
  type BulkOperation,
  bulkOperations,
  isUnderWay,
  RESULT_KEPT_MS,
} from './bulk-records.ts';
import { RESULT_PATH } from './bulk-routes.ts';
import { startBulk } from './run-bulk.ts';
import { stagedUploadMutations } from './staged-uploads.ts';

type BulkType = BulkOperation['type'];

const fields: Resolvers = {
  url: (one: BulkOperation, _args, { world, origin }) => {
    if (one.status !== 'COMPLETED' || one.resultToken === null) return null;
    const isOver = world.clock.now() > (one.completedAt ?? 0) + RESULT_KEPT_MS;
    return isOver ? null : `${origin}${RESULT_PATH}/${one.resultToken}`;
  },
  partialDataUrl: (one: BulkOperation, _args, { origin }) =>
    one.status === 'FAILED' && one.resultToken !== null
      ? `${origin}${RESULT_PATH}/${one.resultToken}`
      : null,
};

const queries: Resolvers = {
  currentBulkOperation: (_parent, { type }: { type?: BulkType | null }, context) =>
    ownOf(context, type ?? 'QUERY').at(-1) ?? null,
  bulkOperation: (_parent, { id }: { id: string }, context) =>
    find(context, idOf(id, 'BulkOperation')),
  bulkOperations: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, sourceOf(context)),
};

const mutations: Resolvers = {
  ...stagedUploadMutations,

  bulkOperationRunQuery(_parent, { query }: { query: string }, context) {
    const read = readBulkQuery(schemaOf(context), query);
    if ('message' in read) return refuse(['query'], read.message, 'INVALID');
    return start(context, { type: 'QUERY', query, stagedUploadPath: null });
  },

  bulkOperationRunMutation(_parent, args: BulkMutationInput, context) {
    const problem = bulkMutationProblem(context.world, schemaOf(context), args);
    if (problem !== null) return { userErrors: [problem] };
    const { mutation: query, stagedUploadPath } = args;
    return start(context, { type: 'MUTATION', query, stagedUploadPath });
  },

  bulkOperationCancel(_parent, { id }: { id: string }, context) {
    const found = find(context, idOf(id, 'BulkOperation'));
    if (found === null) return refuse(['id'], 'Bulk operation does not exist');
    if (!isUnderWay(found)) {
      const status = found.status.toLowerCase();
      const message = `A bulk operation cannot be canceled when it is ${status}`;
      return { bulkOperation: found, ...refuse(null, message) };
    }
    const { world, shop } = context;
    const canceling = { ...found, status: 'CANCELING' as const };
    return { bulkOperation: world.store.put(bulkOperations, shop.id, canceling) };
  },
};

export const bulkArea: Area = {
  types: { BulkOperation: fields },
  queries,
  mutations,
  nodes: { BulkOperation: (id, context) => find(context, id) },
};

function schemaOf({ apiVersion }: AdminContext) {
  return loadSchema(apiVersion === '2026-10' ? 'admin_2026-10' : 'admin_2026-07');
}

function sourceOf({ app }: AdminContext): Source<BulkOperation> {
  return {
    kind: bulkOperations,
    filter: where('app_id', app.id),
    sort: 'created_at',
    sortKeys: { CREATED_AT: 'created_at', COMPLETED_AT: 'completed_at' },
  };
}

/** Oldest first. */
function ownOf({ world, shop, app }: AdminContext, type: BulkType): BulkOperation[] {
  return world.store
    .find(bulkOperations, shop.id, 'app_id', app.id)
    .filter((one) => one.type === type);
}

function find({ world, shop, app }: AdminContext, id: number): BulkOperation | null {
  const found = world.store.get(bulkOperations, shop.id, id);
  return found?.appId === app.id ? found : null;
}

type Wanted = Pick<BulkOperation, 'type' | 'query' | 'stagedUploadPath'>;

function start(context: AdminContext, wanted: Wanted) {
  const { world, shop, app, apiVersion } = context;
  const running = ownOf(context, wanted.type).filter(isUnderWay);
  if (running.length >= BULK_AT_ONCE) {
    const ids = running.map(({ id }) => `gid://shopify/BulkOperation/${id}`).join(', ');
    const message =
      `A bulk ${wanted.type.toLowerCase()} operation for this app and shop is already in ` +
      `progress: ${ids}.`;
    return refuse(null, message, 'OPERATION_IN_PROGRESS');
  }
  const operation = startBulk(world, shop.id, {
    ...wanted,
    id: world.store.nextId(),
    appId: app.id,
    status: 'CREATED',
    errorCode: null,
    apiVersion,
    createdAt: world.clock.now(),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
    resultToken: null,
  });
  return { bulkOperation: operation };
}

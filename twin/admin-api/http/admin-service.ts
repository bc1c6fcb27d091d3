/** The Admin API of a world, apart from HTTP: who asks is known, what is asked is text. */
import type { App, Installation } from '../../model/app.ts';
import type { Shop } from '../../model/shop.ts';
import { loadSchema } from '../../schema/load-schema.ts';
import type { World } from '../../world/world.ts';
import { withImplied } from '../access/required-access.ts';
import { type AdminVersion } from '../areas/shop/api-versions.ts';
import { handleBulkTasks } from '../areas/bulk/run-bulk.ts';
import { ADMIN_REGISTRY } from '../areas/registry.ts';
import { openBuckets, RESTORE_RATES } from '../cost/bucket.ts';
import {
  APPROVED,
  type Approvals,
  type BulkPaging,
  type RequestContext,
} from '../engine/context.ts';
import { type AdminAnswer, executeAdmin } from '../engine/execute-admin.ts';
import type { Variables } from '../engine/coerce-variables.ts';
import { installScalars } from '../engine/scalars.ts';

/** Whose token it was. */
export type Caller = {
  readonly app: App;
  readonly installation: Installation;
  readonly shop: Shop;
  readonly scopes: readonly string[];
  readonly userId: number | null;
};

export type Asked = {
  readonly query: string;
  readonly variables?: Variables | null;
  readonly operationName?: string | null;
  readonly version?: AdminVersion;
  /** Tells the cost of every field. */
  readonly isCostDebugged?: boolean;
  /** Absent: metered. Bulk operations and the admin's own pages are not. */
  readonly isFree?: boolean;
  readonly bulk?: BulkPaging;
};

export type AdminServiceOptions = {
  readonly world: World;
  /** Where the Admin API is reached, without a slash at its end. */
  readonly origin: string;
  /** Protected customer data the app is approved for; all of it if nothing is said. */
  readonly approvalsOf?: (app: App) => Approvals;
  /** Told `Type.field` whenever somebody asks for what the twin has not. */
  readonly onNotImplemented?: (name: string) => void;
  /** The size of buckets; 20 seconds of restoring if nothing is said. */
  readonly bucketMaximum?: () => number | undefined;
};

export type AdminService = ReturnType<typeof openAdminService>;

/**
 * Once for a world: it does the world's tasks of bulk operations. Needs the schemas to be there.
 */
export function openAdminService(options: AdminServiceOptions) {
  const { world, origin } = options;
  const buckets = openBuckets(() => world.clock.now());

  function contextOf(caller: Caller, version: AdminVersion): RequestContext {
    return {
      world,
      origin,
      apiVersion: version,
      shop: caller.shop,
      app: caller.app,
      installation: caller.installation,
      scopes: withImplied(caller.scopes),
      userId: caller.userId,
      approvals: options.approvalsOf?.(caller.app) ?? APPROVED,
      onNotImplemented: options.onNotImplemented ?? (() => undefined),
    };
  }

  /** The body of the answer. */
  function answer(caller: Caller, asked: Asked): AdminAnswer {
    const version = asked.version ?? '2026-07';
    const restoreRate = RESTORE_RATES[caller.shop.plan];
    const maximum = options.bucketMaximum?.();
    const metering = {
      buckets,
      key: `${caller.app.id}/${caller.shop.id}`,
      options: { restoreRate, ...(maximum === undefined ? {} : { maximum }) },
      isDebugged: asked.isCostDebugged ?? false,
    };
    return executeAdmin({
      schema: installScalars(loadSchema(`admin_${version}`)),
      registry: ADMIN_REGISTRY,
      document: asked.query,
      variables: asked.variables ?? {},
      operationName: asked.operationName ?? null,
      context: {
        ...contextOf(caller, version),
        ...(asked.bulk === undefined ? {} : { bulk: asked.bulk }),
      },
      ...(asked.isFree === true ? {} : { metering }),
    });
  }

  handleBulkTasks(world, answer);
  return { answer, contextOf, buckets, world };
}

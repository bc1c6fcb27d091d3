/** What concerns one app: its scopes, its plan, its bulk operations; themes and metaobjects. */
import type { Segment } from '../../model/customer.ts';
import { utcInstant } from './numbers.ts';
import type { PayloadWriter } from './writer.ts';

/** `app/scopes_update`. */
export const scopesPayload = (
  change: {
    readonly installationId: number;
    readonly shopId: number;
    readonly previous: readonly string[];
    readonly current: readonly string[];
    readonly at: number;
  },
  writer: PayloadWriter,
) => ({
  id: writer.id(change.installationId),
  shop_id: writer.gid('Shop', change.shopId),
  previous: change.previous,
  current: change.current,
  updated_at: utcInstant(change.at),
});

export type AppSubscriptionState = {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly priceMinor: number;
  readonly cappedMinor: number;
  readonly currency: string;
  readonly interval: string;
  readonly planHandle: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** `app_subscriptions/update`. */
export const appSubscriptionPayload = (
  { subscription, shopId }: { subscription: AppSubscriptionState; shopId: number },
  writer: PayloadWriter,
) => ({
  app_subscription: {
    admin_graphql_api_id: writer.gid('AppSubscription', subscription.id),
    name: subscription.name,
    status: subscription.status.toUpperCase(),
    admin_graphql_api_shop_id: writer.gid('Shop', shopId),
    created_at: writer.at(subscription.createdAt),
    updated_at: writer.at(subscription.updatedAt),
    currency: subscription.currency,
    capped_amount: writer.text(subscription.cappedMinor),
    price: writer.text(subscription.priceMinor),
    interval: subscription.interval.toLowerCase(),
    plan_handle: subscription.planHandle,
  },
});

export type BulkOperationResult = {
  readonly id: number;
  readonly status: string;
  readonly type: string;
  readonly errorCode: string | null;
  readonly createdAt: number;
  readonly completedAt: number | null;
};

/** `bulk_operations/finish`. */
export const bulkOperationPayload = (bulk: BulkOperationResult, writer: PayloadWriter) => ({
  admin_graphql_api_id: writer.gid('BulkOperation', bulk.id),
  completed_at: writer.atOrNull(bulk.completedAt),
  created_at: writer.at(bulk.createdAt),
  error_code: bulk.errorCode?.toLowerCase() ?? null,
  status: bulk.status.toLowerCase(),
  type: bulk.type.toLowerCase(),
});

export type ThemeState = {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** `themes/publish`. */
export const themePayload = (theme: ThemeState, writer: PayloadWriter) => ({
  id: writer.id(theme.id),
  name: theme.name,
  created_at: writer.at(theme.createdAt),
  updated_at: writer.at(theme.updatedAt),
  role: theme.role.toLowerCase(),
  theme_store_id: null,
  previewable: true,
  processing: false,
  admin_graphql_api_id: writer.gid('Theme', theme.id),
});

export type MetaobjectState = {
  readonly id: number;
  readonly type: string;
  readonly handle: string;
  readonly displayName: string;
  readonly definitionId: number;
  /** Values as text, by key. */
  readonly fields: Readonly<Record<string, string | null>>;
  readonly createdByAppId: number | null;
  readonly createdByStaffId: number | null;
  readonly status: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** `metaobjects/create`, `metaobjects/update`. */
export const metaobjectPayload = (one: MetaobjectState, writer: PayloadWriter) => ({
  type: one.type,
  handle: one.handle,
  created_at: writer.at(one.createdAt),
  updated_at: writer.at(one.updatedAt),
  display_name: one.displayName,
  id: writer.gid('Metaobject', one.id),
  definition_id: writer.gid('MetaobjectDefinition', one.definitionId),
  fields: one.fields,
  created_by_staff_id:
    one.createdByStaffId === null ? null : writer.gid('StaffMember', one.createdByStaffId),
  created_by_app_id: appGid(one, writer),
  capabilities: one.status === null ? {} : { publishable: { status: one.status.toLowerCase() } },
});

const appGid = ({ createdByAppId }: MetaobjectState, writer: PayloadWriter) =>
  createdByAppId === null ? null : writer.gid('ApiClient', createdByAppId);

/** `metaobjects/delete`. */
export const deletedMetaobjectPayload = (one: MetaobjectState, writer: PayloadWriter) => ({
  id: writer.gid('Metaobject', one.id),
  type: one.type,
  handle: one.handle,
  created_by_app_id: appGid(one, writer),
});

/** `segments/create`, `segments/update`. */
export const segmentPayload = (segment: Segment, writer: PayloadWriter) => ({
  id: writer.id(segment.id),
  name: segment.name,
  query: segment.query,
  creationDate: utcInstant(segment.createdAt),
  lastEditDate: utcInstant(segment.updatedAt),
});

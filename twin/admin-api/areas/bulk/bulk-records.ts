/** What is kept of bulk operations: the operation, its result, and files uploaded for one. */
import { defineKind, instant, number, text } from '../../../store/kind.ts';

export type BulkStatus = 'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED';

export type BulkOperation = {
  readonly id: number;
  readonly appId: number;
  readonly type: 'QUERY' | 'MUTATION';
  readonly status: BulkStatus;
  readonly errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null;
  /** The document, as the app sent it. */
  readonly query: string;
  /** Of a mutation: the key of the file with its variables. */
  readonly stagedUploadPath: string | null;
  readonly apiVersion: string;
  readonly createdAt: number;
  readonly completedAt: number | null;
  readonly objectCount: number;
  readonly rootObjectCount: number;
  /** Bytes of the result; null: there is none (yet). */
  readonly fileSize: number | null;
  /** What the address of the result ends in. */
  readonly resultToken: string | null;
};

export const bulkOperations = defineKind<BulkOperation>('BulkOperation', {
  app_id: number((one) => one.appId),
  status: text((one) => one.status),
  operation_type: text((one) => one.type),
  created_at: instant((one) => one.createdAt),
  completed_at: instant((one) => one.completedAt ?? 0),
});

export type BulkResult = { readonly id: number; readonly token: string; readonly jsonl: string };

export const bulkResults = defineKind<BulkResult>('BulkOperationResult', {
  token: text((one) => one.token),
});

export type StagedUpload = {
  readonly id: number;
  readonly key: string;
  /** Null: nobody has uploaded anything yet. */
  readonly content: string | null;
};

/** Kept under shop 0: whoever knows the key may put the file there, as with Shopify's buckets. */
export const stagedUploads = defineKind<StagedUpload>('StagedUpload', {
  key: text((one) => one.key),
});

/**
 * Of one app and type, at the same time (since 2026-01,
 * shopify.dev/docs/api/usage/bulk-operations).
 */
export const BULK_AT_ONCE = 5;

/** Results are kept a week. */
export const RESULT_KEPT_MS = 7 * 86_400_000;

/** Whether an operation is still to end. */
export function isUnderWay({ status }: BulkOperation): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
}

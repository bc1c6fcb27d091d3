/** The owner's status page: the shop's own status, its codes, and where Shopify is in the way. */
import { z } from 'zod';
import { isPlainText } from './plain-text.ts';
import type { StatusPage } from './status.ts';

/** One discount at Shopify and the codes ready to be given out under it. */
export type PoolEntry = {
  readonly discountKey: number;
  readonly rewardName: string;
  readonly status: 'making' | 'live' | 'draining' | 'gone';
  readonly ready: number;
  /** Codes in shoppers' hands or on an order. */
  readonly inUse: number;
  readonly reason: string | null;
};

/** Work for Shopify that failed and is tried again. */
export type WorkTrouble = {
  readonly kind: 'pool' | 'renew' | 'program-card' | 'history' | 'reconcile' | 'budget';
  readonly failures: number;
  readonly reason: string | null;
  readonly nextAt: number | null;
};

export type AdminStatusView = {
  readonly page: StatusPage;
  readonly pools: readonly PoolEntry[];
  readonly troubles: readonly WorkTrouble[];
};

/** What the status page may send. */
export const statusAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('reconcile') }),
  z.object({ intent: z.literal('retry'), inboxId: z.coerce.number().int().positive() }),
]);

/** What the first page may send. */
export const homeAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('import') }),
  z.object({ intent: z.literal('put-away') }),
]);

/** What the privacy page may send. */
export const privacyAction = z.object({
  intent: z.literal('answered'),
  requestId: z.string().min(1).max(100).refine(isPlainText),
});

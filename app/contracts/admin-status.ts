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
  readonly kind: 'pool' | 'renew' | 'program-card' | 'history' | 'reconcile' | 'budget' | 'audit';
  readonly failures: number;
  readonly reason: string | null;
  readonly nextAt: number | null;
};

/** A law of the books that is broken. */
export type BrokenLaw = {
  readonly law: string;
  /** What is wrong, as a sentence. */
  readonly sentence: string;
  readonly rows: number;
  /** Whose books, those that are known. */
  readonly memberIds: readonly number[];
};

/** How the books fared when their laws were last asked of them. */
export type AuditView = {
  /** The last look at what changed or at everybody, whichever came later. */
  readonly lookedAt: number | null;
  /** The last look at everybody, and how many those were. */
  readonly whole: { readonly finishedAt: number; readonly members: number } | null;
  /** Members looked at so far by a walk over everybody that goes on. */
  readonly underWay: number | null;
  readonly laws: number;
  readonly broken: readonly BrokenLaw[];
  /** There is more that is broken than is kept. */
  readonly more: boolean;
};

/** A member of whom Shopify would not be told. */
export type DeadLetterEntry = {
  readonly memberId: number;
  /** Shopify's code. */
  readonly reason: string;
  readonly attempts: number;
  readonly since: number;
};

export type DeadLettersView = {
  /** The oldest of them. */
  readonly letters: readonly DeadLetterEntry[];
  /** How many were given up, and how many are still being tried; counted up to a bound. */
  readonly givenUp: number;
  readonly retrying: number;
};

export type AdminStatusView = {
  readonly page: StatusPage;
  readonly pools: readonly PoolEntry[];
  readonly troubles: readonly WorkTrouble[];
  readonly audit: AuditView;
  readonly deadLetters: DeadLettersView;
};

/** What the status page may send. */
export const statusAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('reconcile') }),
  z.object({ intent: z.literal('retry'), inboxId: z.coerce.number().int().positive() }),
  z.object({ intent: z.literal('tell-again'), memberId: z.coerce.number().int().positive() }),
  z.object({ intent: z.literal('tell-all-again') }),
]);

export type StatusAction = z.output<typeof statusAction>;

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

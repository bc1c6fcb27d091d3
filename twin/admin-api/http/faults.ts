/**
 * Faults by switch, asked for around every request of the Admin API. Whoever owns switches decides.
 */
import type { App } from '../../model/app.ts';
import type { Shop } from '../../model/shop.ts';

export type FaultedRequest = {
  readonly shop: Shop;
  readonly app: App;
  readonly operation: 'query' | 'mutation';
  /** Fields of the root, e.g. `discountRedeemCodeBulkAdd`. */
  readonly fields: readonly string[];
};

export type Fault =
  /** 429, 5xx or whatever else, instead of the answer. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The answer, but later. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** No answer, while the connection stays. */
  | { readonly kind: 'hang' }
  /** No answer: the connection breaks. */
  | { readonly kind: 'cut' };

export type AdminFaults = {
  /** Before anything took effect; null: nothing is wrong. */
  readonly before: (request: FaultedRequest) => Fault | null;
  /** After it took effect: what the app is not told has happened all the same. */
  readonly after: (request: FaultedRequest) => Fault | null;
};

/** What Shopify answers to too many requests, however little each costs. */
export function tooManyRequests(retryAfterSeconds: number): Fault {
  return {
    kind: 'answer',
    status: 429,
    headers: { 'retry-after': retryAfterSeconds.toFixed(1) },
    body: {
      errors:
        'Exceeded 2 calls per second for api client. Reduce request rates to resume ' +
        'uninterrupted service.',
    },
  };
}

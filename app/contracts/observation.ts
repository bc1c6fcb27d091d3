/**
 * What a delivery told us, in the domain's own shape: the content of `inbox.observation`, written
 * by the webhook entry and read by the drain. Only the fields named here are ever kept of a
 * delivery; instants are milliseconds, money is minor units, the rest is text exactly as Shopify
 * sent it.
 */
import type { ObservedRefund, OrderSnapshot } from '../domain/facts/observed-order.ts';
import type { Parked } from './parked-reason.ts';

export type Observation =
  | { readonly type: 'order'; readonly orderId: string; readonly snapshot: OrderSnapshot }
  | { readonly type: 'refund'; readonly orderId: string; readonly refund: ObservedRefund };

/** An observation, or why there is none. */
export type Projection = { readonly ok: true; readonly observation: Observation } | Parked;

/**
 * The two hashes a projection needs; handed in, so that these files stay free of keys and crypto.
 */
export type Hashing = {
  /** Keyed hash (hex) under which a guest's orders wait; the e-mail comes in as Shopify sent it. */
  emailHash(email: string): string;
  /** Plain hash (hex) of a snapshot's canonical text. */
  digest(text: string): string;
};

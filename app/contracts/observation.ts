/**
 * What a delivery told us, in the domain's own shape: the content of `inbox.observation`, written
 * by the webhook entry and read by the drain. Only the fields named here are ever kept of a
 * delivery; instants are milliseconds, money is minor units, the rest is text exactly as Shopify
 * sent it.
 */
import type {
  ObservedChargeback,
  ObservedCredit,
  ObservedRefund,
  OrderSnapshot,
} from '../domain/facts/observed-order.ts';
import type { Parked } from './parked-reason.ts';

export type Observation =
  | {
      readonly type: 'order';
      readonly orderId: string;
      readonly snapshot: OrderSnapshot;
      /** Where the order was asked for; webhooks tell payments by themselves. */
      readonly credits?: readonly ObservedCredit[];
    }
  | { readonly type: 'refund'; readonly orderId: string; readonly refund: ObservedRefund }
  | {
      readonly type: 'chargeback';
      readonly orderId: string;
      /** Null: the bank asked, and took nothing. */
      readonly chargeback: ObservedChargeback | null;
    }
  | {
      readonly type: 'credit';
      readonly orderId: string;
      /** Null: a payment in money, or one that failed, or money that went back. */
      readonly credit: ObservedCredit | null;
    };

/**
 * A delivery that speaks of the shop or of a person's rights, not of an order. It waits in the same
 * inbox and is applied before the orders, in a transaction of its own.
 */
export type Notice =
  | { readonly type: 'uninstalled' }
  | { readonly type: 'scopes'; readonly scopes: readonly string[] }
  | {
      readonly type: 'shop';
      readonly name: string;
      readonly currency: string;
      /** IANA name; null where Shopify does not say. */
      readonly zone: string | null;
    }
  /** A bulk operation came to its end, well or badly. */
  | { readonly type: 'bulk'; readonly bulkId: string }
  | {
      readonly type: 'data-request';
      readonly requestId: string;
      readonly customerId: string | null;
      readonly orderIds: readonly string[];
    }
  | {
      readonly type: 'customer-redact';
      readonly customerId: string | null;
      /** Keyed hash of the person's e-mail, under which orders placed as a guest wait. */
      readonly emailHash: string | null;
      readonly orderIds: readonly string[];
    }
  | {
      readonly type: 'customer-email';
      readonly customerId: string;
      /** Keyed hash of the e-mail they proved to be theirs; null where there is none. */
      readonly emailHash: string | null;
    }
  | {
      readonly type: 'customer-merge';
      readonly keptId: string;
      readonly deletedId: string;
      /** False where Shopify could not do it, and both are still there. */
      readonly isDone: boolean;
    }
  | { readonly type: 'shop-redact' };

/** An observation, or why there is none. */
export type Projection<T = Observation> = { readonly ok: true; readonly observation: T } | Parked;

/**
 * The two hashes a projection needs; handed in, so that these files stay free of keys and crypto.
 */
export type Hashing = {
  /** Keyed hash (hex) under which a guest's orders wait; the e-mail comes in as Shopify sent it. */
  emailHash(email: string): string;
  /** Plain hash (hex) of a snapshot's canonical text. */
  digest(text: string): string;
};

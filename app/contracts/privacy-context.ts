/**
 * What the admin's pages are handed to answer shoppers who ask what is known of them. Instants are
 * milliseconds since 1970.
 */
import type { StaffVisitor } from './visitors.ts';

type OfShop = Pick<StaffVisitor, 'programId' | 'shopId' | 'domain'>;

export type DataRequestView = {
  readonly requestId: string;
  /** Digits; null where Shopify named orders only. */
  readonly customerId: string | null;
  readonly orders: number;
  readonly receivedAt: number;
  /** By law the answer is due thirty days after the request. */
  readonly dueAt: number;
  readonly answeredAt: number | null;
};

/** All we know of a person, as plain JSON: for a file the owner sends on. */
export type MemberExport = {
  readonly customerId: string;
  readonly exportedAt: string;
  /** Null for somebody who is no member. */
  readonly member: {
    readonly joinedAt: string;
    readonly pending: number;
    readonly available: number;
    readonly held: number;
    /** Id of the tier's level; null where there is none. */
    readonly tier: string | null;
  } | null;
  readonly movements: readonly {
    readonly seq: number;
    readonly at: string;
    readonly points: number;
    readonly from: string;
    readonly to: string;
    readonly sentence: string;
  }[];
  readonly redemptions: readonly {
    readonly reward: string;
    readonly cost: number;
    readonly code: string;
    readonly status: string;
    readonly madeAt: string;
    readonly endedAt: string | null;
  }[];
  /** Orders as they were observed, in the words of our own records. */
  readonly orders: readonly { readonly orderId: string; readonly observed: unknown }[];
};

export type PrivacyContext = {
  /** The newest first, unanswered ones before all others; at most a hundred. */
  listDataRequests(shop: OfShop): Promise<readonly DataRequestView[]>;
  exportMember(shop: OfShop, customerId: string): Promise<MemberExport>;
  /** False where there is no such request. */
  markAnswered(shop: OfShop, requestId: string): Promise<boolean>;
};

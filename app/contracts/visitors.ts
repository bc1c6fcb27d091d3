/**
 * Who is asking, as proved by a session token or a proxy's signature. The tenant comes from here
 * and from nowhere else. Each check throws the `Response` that answers a visitor who proves nothing
 * (401), or whom Shopify's library sends elsewhere first (bounce page, exit-iframe).
 */

/** A member of staff in the admin. */
export type StaffVisitor = {
  readonly programId: number;
  readonly shopId: number;
  readonly domain: string;
  /** Shopify's id of the person, from the session token's `sub`. */
  readonly staffId: string;
};

/** Somebody in the store, at checkout or in their account. */
export type BuyerVisitor = {
  readonly programId: number;
  readonly shopId: number;
  readonly domain: string;
  /** Shopify's id of the customer, digits; null for a guest. */
  readonly customerId: string | null;
};

export type VisitorChecks = {
  /** The embedded admin: session token, token exchange, scopes. */
  staff(request: Request): Promise<StaffVisitor>;
  /** The theme, through the app proxy. */
  proxy(request: Request): Promise<BuyerVisitor>;
  /** An extension of the checkout or the customer account, by its session token. */
  buyer(request: Request): Promise<BuyerVisitor>;
};

/**
 * What the web process hands to every loader and action. Routes reach the world only through this,
 * so that they import neither adapters nor configuration.
 */
import type { AdminServices } from './admin-context.ts';
import type { AuthContext } from './auth-context.ts';
import type { BuyerContext } from './buyer-context.ts';
import type { IntakeContext } from './intake-context.ts';
import type { PrivacyContext } from './privacy-context.ts';
import type { StatusAnswer, StatusQuestion } from './status.ts';
import type { VisitorChecks } from './visitors.ts';

type StatusService = {
  /** Reads the page as of now. Refusals: see `StatusAnswer`. */
  read(question: StatusQuestion): Promise<StatusAnswer>;
};

/**
 * Whether this request may see the status page. `password_wanted` answers 401 with a challenge;
 * `not_served` answers 404, as the page does not exist for the outside.
 */
export type StatusAccess =
  { readonly ok: true } | { readonly ok: false; readonly reason: 'password_wanted' | 'not_served' };

/**
 * What became of a parked delivery tried again: `waiting` (read, and in line), `still_parked` (with
 * the reason it still cannot be read), `not_parked` (someone was faster, or there is none such).
 */
export type RetryOutcome = 'waiting' | 'still_parked' | 'not_parked';

export type LoadContext = BuyerContext & {
  /** Who is asking, as their token or signature proves. */
  readonly visitors: VisitorChecks;
  readonly auth: AuthContext;
  /** For staff in Shopify's admin. */
  readonly admin: AdminServices;
  readonly intake: IntakeContext;
  readonly privacy: PrivacyContext;
  readonly status: StatusService;
  statusAccess(request: Request): StatusAccess;
  retryParked(programId: number, inboxId: number): Promise<RetryOutcome>;
};

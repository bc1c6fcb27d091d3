/**
 * What the web process hands to every loader and action. Routes reach the world only through this,
 * so that they import neither adapters nor configuration.
 */
import type { StatusAnswer, StatusQuestion } from './status.ts';

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

export type LoadContext = {
  readonly status: StatusService;
  statusAccess(request: Request): StatusAccess;
  retryParked(programId: number, inboxId: number): Promise<RetryOutcome>;
};

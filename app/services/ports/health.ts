/** Whether a process may be sent work, and why not. */

export type Readiness = {
  /** The database answers, and holds every migration this release was written for. */
  readonly ready: boolean;
  readonly database: 'ok' | 'away';
  /** Migrations of this release that are not applied; null where the database did not say. */
  readonly missing: readonly string[] | null;
  /** Reported, and no reason to turn anybody away: deliveries are taken without it. */
  readonly queue: 'ok' | 'away';
};

/** Answers within a few seconds, whatever is away. */
export type ReadReadiness = () => Promise<Readiness>;

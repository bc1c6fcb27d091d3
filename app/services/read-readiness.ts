import type { Readiness } from './ports/health.ts';

type ReadinessNeeds = {
  /** Names of the migrations this release was written for. */
  readonly expected: readonly string[];
  /** Names of those the database has; rejects where it does not answer. */
  readonly readApplied: () => Promise<readonly string[]>;
  /** Rejects where the queue does not answer. */
  readonly askQueue: () => Promise<unknown>;
};

/**
 * Looks at everything at once. A database that has more than this release knows is a newer
 * release's, which must be able to work beside this one.
 */
export async function readReadiness(needs: ReadinessNeeds): Promise<Readiness> {
  const [applied, queue] = await Promise.all([
    needs.readApplied().catch(() => null),
    needs.askQueue().then(
      () => 'ok' as const,
      () => 'away' as const,
    ),
  ]);
  if (applied === null) return { ready: false, database: 'away', missing: null, queue };
  const missing = needs.expected.filter((name) => !applied.includes(name));
  return { ready: missing.length === 0, database: 'ok', missing, queue };
}

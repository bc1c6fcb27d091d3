/**
 * Many deliveries, few wake-ups: at most one is under way for a program, and whatever comes in
 * meanwhile is told by one more after it. The first goes at once, so a quiet shop waits for
 * nothing.
 */
import type { Log, Wake } from './ports.ts';

export type CoalescedWakes = {
  /** Asks for a wake-up; returns at once, never throws. */
  readonly wake: (programId: number) => void;
  /** Resolves when none is under way any more. */
  readonly settled: () => Promise<void>;
};

/** Wraps `wake`; two wake-ups of one program start at least `gapMs` apart. A failure is logged. */
export function coalesceWakes(wake: Wake, log: Log, gapMs: number): CoalescedWakes {
  const underWay = new Map<number, { again: boolean; done: Promise<void> }>();

  const run = async (programId: number): Promise<void> => {
    try {
      await wake(programId);
    } catch (error) {
      log.warn(
        { programId, error: String(error) },
        'A wake-up failed; the sweep will find the work.',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, gapMs));
    const again = underWay.get(programId)?.again === true;
    underWay.delete(programId);
    if (again) start(programId);
  };

  const start = (programId: number): void => {
    const entry = { again: false, done: Promise.resolve() };
    underWay.set(programId, entry);
    entry.done = run(programId);
  };

  return {
    wake(programId) {
      const entry = underWay.get(programId);
      if (entry) entry.again = true;
      else start(programId);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}

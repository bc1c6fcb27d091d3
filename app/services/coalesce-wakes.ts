/**
 * Many deliveries, few wake-ups: at most one is under way for a program, and whatever comes in
 * meanwhile is told by one more after it. The first goes at once, so a quiet shop waits for
 * nothing.
 */
import type { Log } from './ports/log.ts';
import type { Wake } from './ports/wake.ts';
import { wakeOrLog } from './wake-or-log.ts';

type CoalesceNeeds = {
  readonly wake: Wake;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<void>;
};

type CoalescedWakes = {
  /** Asks for a wake-up; returns at once, never throws. */
  readonly wake: (programId: number) => void;
  /** Resolves when none is under way any more. */
  readonly settled: () => Promise<void>;
};

/** Wraps `wake`; two wake-ups of one program start at least `gapMs` apart. A failure is logged. */
export function coalesceWakes({ wake, log, pause }: CoalesceNeeds, gapMs: number): CoalescedWakes {
  const tell = wakeOrLog(wake, log);
  const underWay = new Map<number, { again: boolean; done: Promise<void> }>();

  const run = async (programId: number): Promise<void> => {
    await tell(programId);
    await pause(gapMs);
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

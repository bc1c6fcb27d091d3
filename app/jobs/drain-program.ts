/**
 * The handler of `drain-program`. A job drains a bounded amount and then queues again behind the
 * others, so that a noisy shop cannot starve a quiet one.
 */
import type { ProgramDrained } from '../services/drain-program.ts';
import type { Log, Wake } from '../services/ports.ts';
import type { JobData } from './catalogue.ts';

export type DrainProgramNeeds = {
  readonly drain: (programId: number) => Promise<ProgramDrained>;
  readonly wake: Wake;
  readonly log: Log;
};

export function drainProgramJob({ drain, wake, log }: DrainProgramNeeds) {
  return async ({ programId }: JobData<'drain-program'>): Promise<void> => {
    const drained = await drain(programId);
    if (!drained.more) return;
    await wake(programId).catch((error: unknown) => {
      log.warn(
        { programId, error: String(error) },
        'A wake-up failed; the sweep will find the work.',
      );
    });
  };
}

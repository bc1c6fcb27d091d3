/**
 * The handler of `drain-program`. A job drains a bounded amount and then queues again behind the
 * others, so that a noisy shop cannot starve a quiet one.
 */
import type { ProgramDrained } from '../services/drain-program.ts';
import type { Log } from '../services/ports/log.ts';
import type { Wake } from '../services/ports/wake.ts';
import { wakeOrLog } from '../services/wake-or-log.ts';
import type { JobData } from './catalogue.ts';

type DrainProgramNeeds = {
  readonly drain: (programId: number) => Promise<ProgramDrained>;
  readonly wake: Wake;
  readonly log: Log;
};

export function drainProgramJob({ drain, wake, log }: DrainProgramNeeds) {
  const again = wakeOrLog(wake, log);
  return async ({ programId }: JobData<'drain-program'>): Promise<void> => {
    const drained = await drain(programId);
    if (drained.more) await again(programId);
  };
}

import type { Log } from './ports/log.ts';
import type { Wake } from './ports/wake.ts';

/** The wake-up that never rejects: one that fails is only logged, as the sweep finds the work. */
export function wakeOrLog(wake: Wake, log: Log): Wake {
  return async (programId) => {
    try {
      await wake(programId);
    } catch (error) {
      const message = 'A wake-up failed; the sweep will find the work.';
      log.warn({ programId, error: String(error) }, message);
    }
  };
}

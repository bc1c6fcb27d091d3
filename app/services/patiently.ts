/**
 * Tries again what only the moment is to blame for: a deadlock, a lost connection. Whoever waits is
 * a person, so it gives up soon.
 */
const TRIES_MAX = 3;
const PAUSE_MS = 40;

type Patience = {
  readonly isTransient: (error: unknown) => boolean;
  readonly pause: (ms: number) => Promise<void>;
};

/** The answer of `work`, or `busy` once it has failed three times for the moment's sake. */
export async function patiently<T>(
  { isTransient, pause }: Patience,
  work: () => Promise<T>,
): Promise<T | { readonly ok: false; readonly reason: 'busy' }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (tries === TRIES_MAX) return { ok: false, reason: 'busy' };
      await pause(PAUSE_MS * tries);
    }
  }
}

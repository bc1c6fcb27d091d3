/**
 * Work begun at a fixed rate whether or not what began before has ended, as shoppers and Shopify
 * do. A latency counts from the instant the work was due, so that a slow answer is felt by all who
 * came after it (coordinated omission); what cannot begin because too much is under way is dropped
 * and counted.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export type OpenLoad = {
  readonly perSecond: number;
  readonly count: number;
  /** So much at once at most. */
  readonly atOnce: number;
  /** Ends the load early; asked before each piece of work. */
  readonly isOver?: () => boolean;
};

export type OpenLoop = {
  /** In ms, in the order in which the work was done. */
  readonly latencies: readonly number[];
  readonly dropped: number;
};

export type OpenLoopClock = {
  /** In ms. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
};

const REAL: OpenLoopClock = { now: () => performance.now(), pause: (ms) => sleep(ms) };

/**
 * Does the work `count` times; `perform` gets its number. Rejects as soon as a piece has failed.
 */
export async function openLoop(
  { perSecond, count, atOnce, isOver = () => false }: OpenLoad,
  perform: (place: number) => Promise<unknown>,
  { now, pause }: OpenLoopClock = REAL,
): Promise<OpenLoop> {
  const latencies: number[] = [];
  const under = new Set<Promise<void>>();
  let dropped = 0;
  let failed: { readonly error: unknown } | null = null;
  const startedAt = now();
  for (let place = 0; place < count && !isOver() && failed === null; place += 1) {
    const dueAt = startedAt + (place * 1_000) / perSecond;
    // Late or not, answers are heard before the next piece begins.
    await pause(Math.max(0, dueAt - now()));
    if (under.size >= atOnce) {
      dropped += 1;
      continue;
    }
    const one = perform(place).then(
      () => void latencies.push(now() - dueAt),
      (error: unknown) => void (failed ??= { error }),
    );
    under.add(one);
    void one.finally(() => under.delete(one));
  }
  await Promise.all(under);
  if (failed !== null) throw (failed as { readonly error: unknown }).error;
  return { latencies, dropped };
}

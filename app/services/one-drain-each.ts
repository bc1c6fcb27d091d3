/**
 * In one process a program is drained by one drain at a time: two would only wait for each other's
 * locks. Different processes do not ask each other; their rows and locks keep them apart.
 */

type OneDrainEach<Bounds extends unknown[], T> = {
  /** Drains once whatever is under way has ended: what was asked later must be seen later. */
  readonly drain: (programId: number, ...bounds: Bounds) => Promise<T>;
  readonly isBusy: (programId: number) => boolean;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
};

export function oneDrainEach<Bounds extends unknown[], T>(
  drain: (programId: number, ...bounds: Bounds) => Promise<T>,
): OneDrainEach<Bounds, T> {
  const lastOf = new Map<number, Promise<unknown>>();
  return {
    drain(programId, ...bounds) {
      const before = lastOf.get(programId) ?? Promise.resolve();
      const mine = before.then(() => drain(programId, ...bounds));
      const ended = mine
        .catch(() => undefined)
        .then(() => {
          if (lastOf.get(programId) === ended) lastOf.delete(programId);
        });
      lastOf.set(programId, ended);
      return mine;
    },
    isBusy: (programId) => lastOf.has(programId),
    async settled() {
      while (lastOf.size > 0) await Promise.all(lastOf.values());
    },
  };
}

/**
 * Whether the worker's rounds get on. A round may take long while it works; so it has stalled only
 * once nothing of it ended and nothing at all was written for so long.
 */
const STALLED_MS = 300_000;

export type RoundsWatched = {
  /** A round of that name has ended, well or not. */
  readonly ended: (name: string) => void;
  /** Something was written. */
  readonly progressed: () => void;
  /** A sentence for each round that has stalled. */
  readonly stalled: () => string[];
};

/** Watches rounds of those names; `now` in ms, of any clock that goes forward. */
export function watchRounds(names: readonly string[], now: () => number): RoundsWatched {
  const endedAt = new Map(names.map((name) => [name, now()]));
  let progressAt = now();
  return {
    ended: (name) => void endedAt.set(name, now()),
    progressed: () => {
      progressAt = now();
    },
    stalled: () =>
      [...endedAt].flatMap(([name, at]) => {
        const quietMs = now() - Math.max(at, progressAt);
        if (quietMs < STALLED_MS) return [];
        return [`${name}: nothing for ${Math.floor(quietMs / 1_000)} seconds`];
      }),
  };
}

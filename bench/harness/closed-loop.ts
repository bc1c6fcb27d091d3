/**
 * Performs `operations` with `callers` at it at once, each starting the next operation when its
 * last has ended; `place` is the operation's number. With `latencies` each one's time in ms is
 * noted.
 */
export async function closedLoop(
  { operations, callers, latencies }: { operations: number; callers: number; latencies?: number[] },
  perform: (place: number, caller: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const call = async (caller: number): Promise<void> => {
    while (next < operations) {
      const place = next;
      next += 1;
      const startedAt = latencies ? performance.now() : 0;
      await perform(place, caller);
      latencies?.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
}

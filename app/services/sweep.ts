/**
 * Wake-ups may be lost: Redis is disposable. The sweep looks into the books themselves for programs
 * whose work has waited longer than a wake-up takes, and drains them here and now, not through the
 * queue, which may be what is broken. It also removes deliveries that are done for so long that no
 * repeat of them is to be expected.
 */
import type { Instant } from '../domain/kernel/instant.ts';
import type { Books, ProgramAtWork } from './ports/drain.ts';

type SweepNeeds = {
  readonly books: Pick<Books, 'programsAtWork' | 'removeOutdated'>;
  /** Drains a program within a bound. */
  readonly drain: (programId: number) => Promise<unknown>;
  /** Whether this process drains the program already. */
  readonly isBusy: (programId: number) => boolean;
};

const OUTDATED_PER_ROUND = 1_000;

/**
 * One round over all programs; answers those it drained. What a program throws, it throws at the
 * end.
 */
export async function sweep(
  { books, drain, isBusy }: SweepNeeds,
  { asOf, staleMs }: { readonly asOf: Instant; readonly staleMs: number },
): Promise<number[]> {
  const drained: number[] = [];
  const failures: unknown[] = [];
  for (const program of await books.programsAtWork(asOf)) {
    const { programId } = program;
    try {
      if (isForgotten(program, asOf - staleMs) && !isBusy(programId)) {
        await drain(programId);
        drained.push(programId);
      }
      if (program.hasOutdated) {
        await books.removeOutdated(programId, { asOf, atMost: OUTDATED_PER_ROUND });
      }
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, 'Some programs could not be drained.');
  return drained;
}

function isForgotten({ oldestWaitingAt, membersWait }: ProgramAtWork, before: number): boolean {
  return membersWait || (oldestWaitingAt !== null && oldestWaitingAt <= before);
}

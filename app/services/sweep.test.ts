import { describe, expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import type { ProgramAtWork } from './ports/drain.ts';
import { sweep } from './sweep.ts';

const NOW = instant(1_000_000);

/** Sweeps over these programs and answers which were drained, in order. */
async function drainedOf(programs: ProgramAtWork[], busy: number[] = []): Promise<number[]> {
  const drained: number[] = [];
  const answer = await sweep(
    {
      books: { programsAtWork: async () => programs, removeOutdated: async () => 0 },
      drain: async (programId) => void drained.push(programId),
      isBusy: (programId) => busy.includes(programId),
    },
    { asOf: NOW, staleMs: 1_000 },
  );
  expect(answer).toEqual(drained);
  return drained;
}

const waiting = (programId: number, sinceMs: number | null, membersWait = false) => {
  return {
    programId,
    oldestWaitingAt: sinceMs === null ? null : instant(NOW - sinceMs),
    membersWait,
    hasOutdated: false,
  };
};

describe('the sweep', () => {
  it('drains programs whose oldest delivery has waited longer than a wake-up takes', async () => {
    const programs = [waiting(1, 1_000), waiting(2, 999), waiting(3, 60_000)];
    expect(await drainedOf(programs)).toEqual([1, 3]);
  });

  it('drains programs whose members wait, as nothing else wakes for them', async () => {
    expect(await drainedOf([waiting(1, null, true), waiting(2, null)])).toEqual([1]);
  });

  it('leaves to a job what the job is at', async () => {
    expect(await drainedOf([waiting(1, 5_000), waiting(2, 5_000)], [1])).toEqual([2]);
  });

  it('removes what is outdated, a bounded part each round, also of a program at rest', async () => {
    const removed: unknown[] = [];
    const resting = { ...waiting(2, null), hasOutdated: true };
    const drained = await sweep(
      {
        books: {
          programsAtWork: async () => [waiting(1, null), resting],
          removeOutdated: async (programId, due) => removed.push([programId, due]),
        },
        drain: async () => undefined,
        isBusy: () => true,
      },
      { asOf: NOW, staleMs: 1_000 },
    );
    expect(drained).toEqual([]);
    expect(removed).toEqual([[2, { asOf: NOW, atMost: 1_000 }]]);
  });

  it('goes round to the end even where one program fails, and says so then', async () => {
    const drained: number[] = [];
    const round = sweep(
      {
        books: {
          programsAtWork: async () => [waiting(1, 5_000), waiting(2, 5_000)],
          removeOutdated: async () => 0,
        },
        drain: async (programId) => {
          if (programId === 1) throw new Error('the first one fails');
          drained.push(programId);
        },
        isBusy: () => false,
      },
      { asOf: NOW, staleMs: 1_000 },
    );
    await expect(round).rejects.toThrow('Some programs could not be drained.');
    expect(drained).toEqual([2]);
  });
});

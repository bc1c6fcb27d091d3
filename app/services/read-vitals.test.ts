import { expect, it } from 'vitest';
import { readVitals } from './read-vitals.ts';

const quiet = {
  ...{ inboxWaiting: 0, inboxLagMs: 0, parked: 0, refoldsWaiting: 0, refoldsFailing: 0 },
  ...{ outboxWaiting: 0, outboxAgeMs: 0, deadLetters: 0, choresFailing: 0 },
  ...{ redemptionsOpen: 0, redemptionAgeMs: 0, poolLowest: null },
};

it('adds up what waits, and takes the oldest and the lowest of all programs', async () => {
  const programs = [
    quiet,
    { ...quiet, inboxWaiting: 3, inboxLagMs: 900, poolLowest: 12 },
    { ...quiet, inboxWaiting: 4, inboxLagMs: 400, poolLowest: 7, deadLetters: 1 },
  ];
  const needs = {
    listPrograms: async () => [0, 1, 2],
    readProgram: async (programId: number) => programs[programId] ?? quiet,
    queueDepth: async () => 5,
  };
  expect(await readVitals(needs, 0)).toEqual({
    ...quiet,
    ...{ inboxWaiting: 7, inboxLagMs: 900, deadLetters: 1, poolLowest: 7, queueDepth: 5 },
  });
});

it('leaves out the queue where it does not answer', async () => {
  const needs = {
    listPrograms: async () => [],
    readProgram: async () => quiet,
    queueDepth: async () => Promise.reject(new Error('gone')),
  };
  expect(await readVitals(needs, 0)).toEqual({ ...quiet, queueDepth: null });
});

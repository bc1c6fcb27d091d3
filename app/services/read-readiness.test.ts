import { expect, it } from 'vitest';
import { readReadiness } from './read-readiness.ts';

const gone = async () => Promise.reject(new Error('gone'));
const well = {
  expected: ['0001_a', '0002_b'],
  readApplied: async () => ['0001_a', '0002_b'],
  askQueue: async () => 0,
};

it('is ready with every migration of its own, and with a newer one beside them', async () => {
  const ready = { ready: true, database: 'ok', missing: [], queue: 'ok' };
  expect(await readReadiness(well)).toEqual(ready);
  const newer = { ...well, readApplied: async () => ['0001_a', '0002_b', '0003_c'] };
  expect(await readReadiness(newer)).toEqual(ready);
});

it('is not ready before the database has its migrations, and names them', async () => {
  const behind = { ...well, readApplied: async () => ['0001_a'] };
  expect(await readReadiness(behind)).toMatchObject({ ready: false, missing: ['0002_b'] });
});

it('is not ready without the database', async () => {
  const without = { ...well, readApplied: gone };
  expect(await readReadiness(without)).toMatchObject({ ready: false, database: 'away' });
});

it('is ready without the queue, and says so', async () => {
  const without = { ...well, askQueue: gone };
  expect(await readReadiness(without)).toMatchObject({ ready: true, queue: 'away' });
});

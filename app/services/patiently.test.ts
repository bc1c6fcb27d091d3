import { describe, expect, it } from 'vitest';
import { patiently } from './patiently.ts';

const MOMENT = new Error('deadlock detected');
const BUG = new Error('a bug');

/** Fails so many times with the error, then answers. */
function failing(times: number, error: Error) {
  const pauses: number[] = [];
  const patience = {
    isTransient: (each: unknown) => each === MOMENT,
    pause: (ms: number) => Promise.resolve(void pauses.push(ms)),
  };
  let left = times;
  const answer = patiently(patience, () => {
    left -= 1;
    return left < 0 ? Promise.resolve('done') : Promise.reject(error);
  });
  return { answer, pauses };
}

describe('what only the moment is to blame for', () => {
  it('is tried again, twice', async () => {
    const { answer, pauses } = failing(2, MOMENT);
    expect(await answer).toBe('done');
    expect(pauses).toEqual([40, 80]);
  });

  it('is then a refusal in words', async () => {
    expect(await failing(3, MOMENT).answer).toEqual({ ok: false, reason: 'busy' });
  });

  it('is not a bug, which is thrown at once', async () => {
    const { answer, pauses } = failing(1, BUG);
    await expect(answer).rejects.toBe(BUG);
    expect(pauses).toEqual([]);
  });
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openLoop, type OpenLoopClock } from './open-loop.ts';

/** A clock that only goes on while somebody pauses, or as work says. */
function standing(): OpenLoopClock & { at: number } {
  const clock = {
    at: 0,
    now: () => clock.at,
    pause: async (ms: number) => {
      await nextTurn();
      clock.at += ms;
    },
  };
  return clock;
}

it('begins work when it is due, and counts from then', async () => {
  const clock = standing();
  const begun: number[] = [];
  const work = async () => {
    begun.push(clock.at);
    clock.at += 4;
  };
  const { latencies, dropped } = await openLoop(
    { perSecond: 100, count: 3, atOnce: 9 },
    work,
    clock,
  );
  expect({ begun, latencies, dropped }).toEqual({
    begun: [0, 10, 20],
    latencies: [4, 4, 4],
    dropped: 0,
  });
});

it('lets all that comes after a slow answer feel it', async () => {
  const clock = standing();
  const work = async (place: number) => void (clock.at += place === 0 ? 25 : 1);
  const { latencies } = await openLoop({ perSecond: 100, count: 4, atOnce: 9 }, work, clock);
  expect(latencies).toEqual([25, 16, 7, 1]);
});

it('drops what comes while too much is under way, and counts it', async () => {
  const clock = standing();
  let answer: () => void = () => undefined;
  const work = () => new Promise<void>((resolve) => (answer = resolve));
  const running = openLoop({ perSecond: 100, count: 5, atOnce: 1 }, work, {
    ...clock,
    pause: async (ms) => {
      await clock.pause(ms);
      if (clock.at >= 40) answer();
    },
  });
  expect(await running).toMatchObject({ dropped: 4 });
});

it('ends when it is told to, and with the first failure', async () => {
  const clock = standing();
  const load = { perSecond: 1, count: 9, atOnce: 9, isOver: () => clock.at >= 3_000 };
  expect((await openLoop(load, async () => undefined, clock)).latencies).toHaveLength(4);
  const failing = openLoop(
    { perSecond: 1, count: 9, atOnce: 9 },
    () => Promise.reject(new Error('refused')),
    standing(),
  );
  await expect(failing).rejects.toThrow('refused');
});

/** What breaks in a storm, spread over it by a seed: each at its share of all deliveries. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../simulation/dice.ts';
import type { StormHouse } from './storm-house.ts';

/** kill -9 of a process, what befalls its servers, and cuts of all their connections. */
export type Chaos =
  'workerKills' | 'webKills' | 'redisRestarts' | 'redisFlushes' | 'postgresStops' | 'cuts';

export type RunningChaos = {
  /** How often each was done. */
  readonly done: Record<Chaos, number> & { connectionsCut: number };
  readonly finish: () => Promise<void>;
};

type Course = {
  readonly plan: Readonly<Record<Chaos, number>>;
  /** From 0 to 1, over the planned deliveries. */
  readonly progress: () => number;
};

/** Begins at once; the last is done by the time nine tenths are delivered. */
export function openChaos(house: StormHouse, dice: Dice, { plan, progress }: Course): RunningChaos {
  const done: RunningChaos['done'] = {
    ...{ workerKills: 0, webKills: 0, redisRestarts: 0, redisFlushes: 0 },
    ...{ postgresStops: 0, cuts: 0, connectionsCut: 0 },
  };
  const { servers } = house;
  const work: Record<Chaos, () => Promise<void>> = {
    workerKills: () => house.kill('worker'),
    webKills: () => house.kill('web'),
    redisRestarts: servers.restartRedis,
    redisFlushes: servers.flushRedis,
    postgresStops: servers.stopPostgres,
    cuts: async () => void (done.connectionsCut += servers.cut()),
  };
  const acts = (Object.keys(work) as Chaos[])
    .flatMap((what) => Array.from({ length: plan[what] }, () => ({ what, at: dice.roll(900) })))
    .sort((a, b) => a.at - b.at);
  const run = async () => {
    for (const { what, at } of acts) {
      while (progress() < at / 1_000) await sleep(20);
      await work[what]();
      done[what] += 1;
    }
  };
  const running = run();
  return { done, finish: () => running };
}

/**
 * Two processes of ours, each with lanes of its own, and the one bucket of a shop. Time is made
 * up: what is counted is who waits and who is turned away.
 */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Lane } from '../../services/ports/shopify.ts';
import { openAdminClient } from './admin-client.server.ts';
import type { Ask, Operation } from './operation.ts';

const SHOP = { programId: 1, shopId: 2, domain: 'fern.myshopify.com' };
/** The bucket of Shopify's standard plan. */
const MOST = 2_000;
const RESTORED_PER_SECOND = 100;
const COST = 10;
const ROUND_TRIP_MS = 80;

const answer = z.object({ shop: z.object({ name: z.string() }) });
const WRITE: Operation<typeof answer> = {
  ...{ name: 'Write', effect: 'repeatable', cost: COST, answer },
  document: /* GraphQL */ `
    query Write {
      shop {
        name
      }
    }
  `,
};

/** Timers of a clock that goes on as soon as nobody has anything left to do. */
function openClock() {
  let now = 0;
  const timers: { at: number; call: () => void }[] = [];
  const later = (ms: number, call: () => void) => void timers.push({ at: now + ms, call });
  return {
    now: () => now,
    later,
    pause: (ms: number) => new Promise<void>((done) => later(ms, done)),
    async runUntil(isOver: () => boolean): Promise<void> {
      for (;;) {
        await settled();
        if (isOver()) return;
        timers.sort((a, b) => a.at - b.at);
        const next = timers.shift();
        if (!next) throw new Error('Nobody waits for anything.');
        now = next.at;
        next.call();
      }
    },
  };
}

/** Answers are read as streams, which takes the loop a few turns. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 8; turns += 1) await new Promise((next) => setImmediate(next));
}

type Clock = ReturnType<typeof openClock>;

/** A shop's Admin API with its bucket. */
function openAdminApi(clock: Clock) {
  const seen = { answered: 0, throttled: 0 };
  let available = MOST;
  let knownAt = 0;
  const fetch = async (): Promise<Response> => {
    await clock.pause(ROUND_TRIP_MS / 2);
    available = Math.min(MOST, available + ((clock.now() - knownAt) / 1_000) * RESTORED_PER_SECOND);
    knownAt = clock.now();
    const isThrottled = available < COST;
    if (isThrottled) seen.throttled += 1;
    else {
      available -= COST;
      seen.answered += 1;
    }
    const throttleStatus = {
      ...{ maximumAvailable: MOST, restoreRate: RESTORED_PER_SECOND },
      currentlyAvailable: Math.floor(available),
    };
    const extensions = { cost: { requestedQueryCost: COST, throttleStatus } };
    await clock.pause(ROUND_TRIP_MS / 2);
    return Response.json(
      isThrottled
        ? { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions }
        : { data: { shop: { name: 'Fern' } }, extensions },
    );
  };
  return { seen, fetch };
}

const open = (clock: Clock, fetch: typeof globalThis.fetch): Ask =>
  openAdminClient({ ...clock, fetch, tokens: { tokenOf: async () => 'token' } });

/** Both processes have cards without end, and each second somebody redeems by one of them. */
async function writeCards(calls: number) {
  const clock = openClock();
  const { seen, fetch } = openAdminApi(clock);
  const processes = [open(clock, fetch), open(clock, fetch)];
  const send = async (ask: Ask, lane: Lane) => void (await ask({ shop: SHOP, lane }, WRITE, {}));
  let left = calls;
  const cardsOf = async (ask: Ask) => {
    while (left > 0) {
      left -= 1;
      await send(ask, 'card');
    }
  };
  const redeemMs: number[] = [];
  const redeems = async () => {
    for (let turn = 0; left > 0; turn += 1) {
      const ask = processes[turn % 2];
      const from = clock.now();
      if (ask) await send(ask, 'redeem');
      redeemMs.push(clock.now() - from);
      await clock.pause(1_000);
    }
  };
  let isOver = false;
  // As many at once as a process has works for a shop: here each tells four batches at a time.
  const all = Promise.all([
    ...processes.flatMap((ask) => Array.from({ length: 4 }, () => cardsOf(ask))),
    redeems(),
  ]).then(() => void (isOver = true));
  await clock.runUntil(() => isOver);
  await all;
  return { seen, redeemMs, tookMs: clock.now() };
}

describe('the budget of a shop, spent by two processes that know nothing of each other', () => {
  it('is not overdrawn for long, is spent whole, and a redeem waits for nobody', async () => {
    const calls = 1_000;
    const { seen, redeemMs, tookMs } = await writeCards(calls);
    expect(seen.answered).toBe(calls + redeemMs.length);
    expect(redeemMs.length).toBeGreaterThan(50);
    expect(Math.max(...redeemMs)).toBe(ROUND_TRIP_MS);
    expect(seen.throttled).toBe(0);
    const spendable = MOST * 0.85;
    const idealMs = ((seen.answered * COST - spendable) / RESTORED_PER_SECOND) * 1_000;
    expect(tookMs).toBeLessThan(idealMs * 1.1);
  });
});

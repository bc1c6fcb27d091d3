/**
 * Web and worker as they are composed, in this process: one that is watched and may die, and the
 * one that comes after it. Shopify is a stand-in in memory, which outlives both.
 */
import { Redis } from 'ioredis';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { openJobQueue } from '../../app/adapters/queue/job-queue.server.ts';
import { composeWeb, composeWorker } from '../../app/composition.server.ts';
import { composeMirror, type MirrorWorld } from '../../app/composition/mirror.server.ts';
import type { PacedBuyers } from '../../app/contracts/buyer-context.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { readWebEnv, readWorkerEnv } from '../../app/env.server.ts';
import type { ChoreHandler } from '../../app/services/ports/chores.ts';
import type { Shopify } from '../../app/services/ports/shopify.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { silentLog } from '../support/drain-shop.ts';
import { APP_ENV, DATA_KEY, type Sent, signedHeaders } from '../support/webhooks.ts';
import { Killed, type Watched } from './crash-points.ts';

export type Addresses = { readonly databaseUrl: string; readonly queueUrl: string };

/** What a process can be made to do. */
export type Process = {
  /** Takes a webhook as the web process does; answers whether Shopify may forget it. */
  readonly deliver: (sent: Sent) => Promise<boolean>;
  /** Connects to the queue, as the web process does when it starts. */
  readonly startWeb: () => void;
  readonly buyers: () => PacedBuyers;
  /** Takes wake-ups from the queue from now on. */
  readonly takeJobs: () => void;
  /** What the worker's rounds do each second, once. */
  readonly sweep: () => Promise<void>;
  /** Begins what Shopify has to be told or asked by then, and waits for it. */
  readonly tend: (asOf: Instant) => Promise<void>;
  readonly close: () => Promise<void>;
};

const CONNECTIONS = 8;
const idle: ChoreHandler = () => Promise.resolve({ state: {}, again: null });
/** Chores that no flow here asks for. */
const handlers = new Proxy({}, { get: () => idle, has: () => true });

export function openProcess(at: Addresses, shopify: Shopify): Process {
  const env = {
    ...APP_ENV,
    DATABASE_URL: at.databaseUrl,
    QUEUE_URL: at.queueUrl,
    DATA_KEY: DATA_KEY.toString('base64'),
    HOST: '127.0.0.1',
    PORT: '3000',
    LOG_LEVEL: 'silent',
  };
  const ends: (() => Promise<unknown>)[] = [];
  const composeOnce = <T>(compose: () => T): (() => T) => {
    let made: T | undefined;
    return () => (made ??= compose());
  };
  const web = composeOnce(() => {
    const composed = composeWeb(readWebEnv(env), silentLog);
    ends.push(() => composed.close());
    return composed;
  });
  const worker = composeOnce(() => {
    const composed = composeWorker(readWorkerEnv(env), silentLog);
    ends.push(() => composed.close());
    return composed;
  });
  let clock = instant(Date.now());
  const tender = composeOnce(() => {
    const composed = tenderOf(at, shopify, () => clock);
    ends.push(composed.close);
    return composed;
  });
  return {
    startWeb: () => void web(),
    deliver: async (sent) => {
      const { ingest, wake } = web();
      const headers = Object.entries(signedHeaders(sent)).map(([name, value]) => [name, [value]]);
      const answer = await ingest(Object.fromEntries(headers) as NodeJS.Dict<string[]>, sent.body);
      if (answer.ok && answer.work) wake(answer.programId);
      return answer.ok;
    },
    buyers: () => web().context.buyers,
    takeJobs: () => {
      const jobs = worker().takeJobs();
      ends.unshift(() => jobs.close(0));
    },
    sweep: async () => void (await worker().sweep(0)),
    tend: async (asOf) => {
      clock = asOf;
      await tender().begin(asOf);
      await tender().settled();
    },
    close: async () => {
      for (const end of ends) await end().catch(() => undefined);
    },
  };
}

function tenderOf(at: Addresses, shopify: Shopify, clock: () => Instant) {
  const pool = openPool({ url: at.databaseUrl, max: CONNECTIONS, name: 'crash-tender' });
  const { keyHash } = openVault(DATA_KEY);
  const { begin, settled } = composeMirror({
    ...{ pool, clock, shopify, keyHash, log: silentLog },
    wake: () => Promise.resolve(),
    appUrl: APP_ENV.SHOPIFY_APP_URL,
    handlers: handlers as MirrorWorld['handlers'],
  });
  return { begin, settled, close: () => settled().finally(() => pool.end()) };
}

/** Shopify as a process sees it that may die before or after any of its calls. */
export function watchedShopify(shopify: Shopify, watched: Watched): Shopify {
  return new Proxy(shopify, {
    get(target, verb: string) {
      const call = Reflect.get(target, verb) as (...given: unknown[]) => Promise<unknown>;
      return (...given: unknown[]) => {
        if (watched.isDead()) return Promise.reject(new Killed(verb));
        return watched.say(`Shopify ${verb}`, () => call(...given));
      };
    },
  });
}

/** Nothing is left of what processes before had in the queue, so that none of it is worked on. */
export async function emptyQueue(queueUrl: string): Promise<void> {
  if (queueUrl.startsWith('redis')) {
    const redis = new Redis(queueUrl);
    await redis.flushall();
    redis.disconnect();
    return;
  }
  await connected(queueUrl, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      "SELECT to_regclass('bullmq.job') IS NOT NULL AS there",
    );
    if (rows[0]?.there) await client.query('DELETE FROM bullmq.dedup; DELETE FROM bullmq.job');
  });
}

/** A wake-up from somewhere else. */
export async function wakeFor(queueUrl: string, programId: number): Promise<void> {
  const queue = openJobQueue(queueUrl, 'laurel', () => undefined);
  await queue.add({
    name: 'drain-program',
    data: { programId },
    dedupKey: `drain-program:${programId}`,
    attempts: 5,
    backoffMs: 500,
  });
  await queue.close();
}

/**
 * The real web and worker as production starts them, over the bench's servers, with installed shops
 * and a stand-in for Shopify: what benches of the whole pipeline live in.
 */
import { randomBytes } from 'node:crypto';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { CODE_BYTES, codeFrom } from '../../app/contracts/reward-code.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import type { AdminApiOptions } from '../../tests/storm/admin-api.ts';
import { type House, startHouse } from '../../tests/storm/storm-house.ts';
import { APP_ENV } from '../../tests/support/webhooks.ts';
import { type BenchDatabase, startBenchDatabase } from '../harness/bench-database.ts';
import { type BenchQueue, startBenchQueue } from '../harness/bench-queue.ts';
import { CURRENCY, ZONE } from './bench-shop.ts';

export type BenchHouse = {
  readonly house: House;
  readonly database: BenchDatabase;
  readonly queue: BenchQueue;
  readonly stop: () => Promise<void>;
};

/** Points that can be spent at once, so that a bench need not wait a week. */
export const PROGRAM = { ...pointsPreset({ currency: CURRENCY, zone: ZONE }), pendingDays: 0 };
export const REWARD = 'amount-off-5';
export const COST = 500;

/** Starts servers and processes, with a shop for each domain. */
export async function startBenchHouse(
  domains: readonly string[],
  options: AdminApiOptions & { readonly queue?: BenchQueue } = {},
): Promise<BenchHouse> {
  const database = await startBenchDatabase();
  const queue = options.queue ?? (await startBenchQueue(database));
  const servers = {
    ...{ appUrl: database.appUrl, directAppUrl: database.appUrl },
    ...{ ownerUrl: database.ownerUrl, queueUrl: queue.url },
    stop: async () => {
      await queue.stop();
      await database.stop();
    },
  };
  try {
    const programs = new Map(domains.map((domain) => [domain, PROGRAM]));
    const house = await startHouse(servers, programs, options);
    return { house, database, queue, stop: house.stop };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** Settings of a bench of the whole pipeline. */
export function houseSettings({ database, queue }: BenchHouse): Record<string, string> {
  return { ...database.settings, queue: queue.kind, processes: 'one web, one worker' };
}

/** Who signs what is sent to the processes. */
export const { SHOPIFY_API_SECRET } = APP_ENV;

/**
 * Puts so many codes more into the pool that the worker made for the reward, as though Shopify had
 * added them: how codes are made is no part of what is measured.
 */
export async function addCodes(
  { servers, rows }: House,
  programId: number,
  count: number,
): Promise<void> {
  let key: number | undefined;
  for (let tries = 0; key === undefined; tries += 1) {
    if (tries > 300) throw new Error('The worker made no discount.');
    const [live] = await rows<{ discount_key: string }>(
      `SELECT discount_key FROM reward_discounts
       WHERE program_id = $1 AND reward_id = $2 AND status = 'live'`,
      [programId, REWARD],
    );
    if (live) key = Number(live.discount_key);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const codes = Array.from({ length: count }, () => codeFrom(randomBytes(CODE_BYTES)));
  await connected(servers.ownerUrl, (owner) =>
    owner.query(
      `INSERT INTO codes (program_id, code, discount_key, status)
       SELECT $1, code, $2, 'ready' FROM unnest($3::text[]) AS new (code)`,
      [programId, key, codes],
    ),
  );
}

/** A pool for who fills inboxes and looks on. */
export function openLooker({ servers }: House) {
  return openPool({ url: servers.directAppUrl, max: 4, name: 'bench' });
}

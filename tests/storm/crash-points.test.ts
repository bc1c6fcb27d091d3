/**
 * A process is killed at each point of what it does, one point after another, each time on a shop
 * of its own; another takes its place, and nobody lends a hand. In the end everything is as if
 * nobody had been killed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { assertBooksBalance } from '../support/books.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';
import { openRedeemShop } from '../support/redeem-shop.ts';
import { shopifyStandIn } from '../support/shopify-stand-in.ts';
import { type Flow, FLOWS } from './crash-flows.ts';
import { isDrained, RULES, type Scene } from './crash-scenes.ts';
import { type Outcome, readOutcome } from './crash-outcome.ts';
import {
  type Death,
  deathsAt,
  type Point,
  sampleOf,
  watchProcess,
  type Watched,
} from './crash-points.ts';
import { emptyQueue, openProcess, type Process, watchedShopify } from './crash-processes.ts';

/** Rounds a second process may need; each is some seconds later than the one before. */
const ROUNDS_MAX = 40;
const ROUND_MS = 15_000;
/** Nothing said for so long: what was under way has come to its end. */
const QUIET_MS = 60;
const PATIENCE_MS = 600_000;
/** A queue is asked once more or once less, as its answers come: the last points may be missing. */
const TRIES = 5;

/** About so many deaths of each flow; `all` of them on demand. */
const ABOUT = process.env.LAUREL_CRASH_POINTS === 'all' ? Number.POSITIVE_INFINITY : 5;
const BACKENDS = queueBackends();

describe.each(BACKENDS)('killed at every point, the queue on %s', (backend) => {
  let database: TestDatabase;
  let queue: TestService;
  let owner: ReturnType<typeof openPool>;
  const burials: Promise<void>[] = [];
  beforeAll(async () => {
    [database, queue] = await Promise.all([freshDatabase(), freshQueue(backend)]);
    owner = openPool({ url: database.ownerUrl, max: 2, name: 'crash-owner' });
  });
  afterAll(async () => {
    await Promise.all(burials);
    await queue.stop();
    await owner.end();
    await database.drop();
  });

  const isFirst = backend === BACKENDS[0];
  it.each(FLOWS.filter(({ isQueued }) => isQueued || isFirst))(
    '$name ends as if nobody had been killed',
    { timeout: PATIENCE_MS },
    (flow) => killEverywhere(flow),
  );

  async function killEverywhere(flow: Flow): Promise<void> {
    const calm = await live(flow, null);
    const all = deathsAt(calm.points);
    const deaths = sampleOf(all, calm.points, ABOUT);
    expect(calm.outcome, 'what the flow is for').not.toEqual(calm.before);
    const missed: Death[] = [];
    let halfDone = 0;
    for (const death of deaths) {
      const { outcome, after, points, isKilled } = await liveToDie(flow, death);
      const said = points.at(-1)?.said ?? 'nothing';
      expect(outcome, `killed ${death.side} point ${death.at}: ${said}`).toEqual(calm.outcome);
      if (!isKilled) missed.push(death);
      if (!isDeepStrictEqual(after, outcome)) halfDone += 1;
    }
    await assertBooksBalance(database.ownerUrl);
    const killed = deaths.length - missed.length;
    process.stdout.write(
      `${flow.name}, queue on ${backend}: ${calm.points.length} points, ` +
        `${killed}/${deaths.length} kills converge, of ${all.length} there are\n`,
    );
    expect(missed, 'deaths that never came').toEqual([]);
    expect(halfDone, 'deaths that left work to the next process').toBeGreaterThan(0);
  }

  /** As `live`; where it was done before it came to that point, it dies at its last one next. */
  async function liveToDie(flow: Flow, { at, side }: Death) {
    for (let [tries, last] = [1, at]; ; tries += 1) {
      const lived = await live(flow, { at: Math.min(at, last), side });
      if (lived.isKilled || tries === TRIES) return lived;
      last = lived.points.length;
    }
  }

  /** The flow on a shop of its own, killed there, or never; then whatever comes after. */
  async function live(flow: Flow, death: Death | null) {
    const opened = await openRedeemShop(database, RULES);
    const rows = <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
      owner.query<T>(query, values).then((answer) => answer.rows);
    const shop = { ...opened, rows };
    const shopify = shopifyStandIn();
    const scene: Scene = { shop, shopify, queueUrl: queue.url, codes: [], isAcked: false };
    await emptyQueue(queue.url);
    await flow.past(scene);
    const at = { databaseUrl: database.appUrl, queueUrl: queue.url };
    const before = await readOutcome(scene);
    const watched = await watchProcess(at);
    const first = openProcess(watched, watchedShopify(shopify.shopify, watched));
    flow.start?.(first);
    await silence(() => watched.heard());
    watched.begin(death);
    const acted = flow.act(first, scene).catch((error: unknown) => {
      if (!watched.isDead()) throw error;
    });
    await Promise.race([watched.dead, acted.then(() => calmDown(flow, scene, watched))]);
    const points: readonly Point[] = [...watched.points];
    const isKilled = watched.isDead();
    const after = await readOutcome(scene);
    const end = first.close().finally(() => watched.close());
    // The dead take their time to be buried; the living would work on.
    if (isKilled) burials.push(end);
    else await end;
    const next = openProcess(at, shopify.shopify);
    if (isKilled) await flow.again?.(next, scene);
    const outcome = await comeToRest(next, scene);
    await next.close();
    await shop.close();
    return { before, after, outcome, points, isKilled };
  }

  /** Until the books have it and nothing more is said. */
  async function calmDown(flow: Flow, scene: Scene, watched: Watched): Promise<void> {
    for (let heard = -1; !watched.isDead(); await sleep(QUIET_MS)) {
      const isDone = (await flow.isDone?.(scene)) ?? true;
      if (isDone && heard === watched.points.length) return;
      heard = watched.points.length;
    }
  }
});

/** Until nothing more is heard for a while. */
async function silence(heard: () => number): Promise<void> {
  for (let last = -1; last !== heard(); await sleep(QUIET_MS)) last = heard();
}

/** The second process's rounds, until nothing waits. */
async function comeToRest(process: Process, scene: Scene): Promise<Outcome> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await process.sweep();
    await process.tend(instant(Date.now() + round * ROUND_MS));
    if ((await isDrained(scene)) && (await nothingWaits(scene))) return readOutcome(scene);
  }
  throw new Error(`It never came to rest: ${JSON.stringify(await readOutcome(scene))}`);
}

async function nothingWaits({ shop }: Scene): Promise<boolean> {
  const rows = await shop.rows(
    `SELECT 'outbox' FROM outbox JOIN shops s USING (program_id)
     WHERE program_id = $1 AND s.installed_at IS NOT NULL
     UNION ALL SELECT kind FROM chores JOIN shops s USING (program_id)
     WHERE program_id = $1 AND s.installed_at IS NOT NULL AND due_at < now() + interval '10 min'
     UNION ALL SELECT 'code' FROM codes WHERE program_id = $1 AND status IN ('minting', 'deleting')
     UNION ALL SELECT 'release' FROM redemptions r JOIN shops s USING (program_id)
     WHERE program_id = $1 AND s.installed_at IS NOT NULL AND r.asked_at IS NOT NULL
       AND r.status IN ('open', 'bound')`,
    [shop.programId],
  );
  return rows.length === 0;
}

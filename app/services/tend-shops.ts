/**
 * The chores' runner. A round looks for shops in which something is due and begins all of it at
 * once, each work under its own lock among all workers, so that a long import never keeps a code
 * pool waiting: whose turn it is at Shopify is decided by the lanes there, not by the order here.
 * A round does not wait for what it began; the next one passes over what still runs.
 */
import type { Instant } from '../domain/kernel/instant.ts';
import { instant } from '../domain/kernel/instant.ts';
import type { ChoreHandler, ChoreKind, Chores, StandingKind, TryLock } from './ports/chores.ts';
import type { Log } from './ports/log.ts';
import { type ShopRef, ShopifyUnavailable } from './ports/shopify.ts';
import { sayBug } from './say-bug.ts';

export type TendNeeds = {
  readonly chores: Chores;
  readonly tryLock: TryLock;
  readonly log: Log;
  readonly handlers: Readonly<Record<ChoreKind, ChoreHandler>>;
  readonly standing: Readonly<
    Record<StandingKind, (shop: ShopRef, asOf: Instant) => Promise<void>>
  >;
  /** How many works may run at once in this process; each may hold a connection of the pool. */
  readonly atOnceMax: number;
};

export type Tender = {
  /** Begins what is due and answers how many works that were. */
  readonly begin: (asOf: Instant) => Promise<number>;
  /** Resolves when nothing that was begun runs any more. */
  readonly settled: () => Promise<void>;
};

type Work = {
  readonly shop: ShopRef;
  readonly kind: ChoreKind | StandingKind;
  readonly name: string;
};

const UNINSTALLED_REST_MS = 3_600_000;

/** A tender of all shops for one process. */
export function tendShops(needs: TendNeeds): Tender {
  const running = new Map<string, Promise<void>>();
  /** The round in which a work was last begun: whoever waited longest goes first. */
  const lastBegun = new Map<string, number>();
  let round = 0;

  async function begin(asOf: Instant): Promise<number> {
    round += 1;
    const due = (await listDue(needs, asOf)).filter(({ name }) => !running.has(name));
    forgetIdle(due);
    const turn = ({ name }: Work) => lastBegun.get(name) ?? 0;
    const begun = due
      .sort((a, b) => turn(a) - turn(b))
      .slice(0, Math.max(0, needs.atOnceMax - running.size));
    for (const work of begun) {
      lastBegun.set(work.name, round);
      const run = tend(needs, work, asOf).finally(() => running.delete(work.name));
      running.set(work.name, run);
    }
    return begun.length;
  }

  /** What is neither due nor running has no turn to be remembered. */
  function forgetIdle(due: readonly Work[]): void {
    const known = new Set([...due.map(({ name }) => name), ...running.keys()]);
    for (const name of lastBegun.keys()) if (!known.has(name)) lastBegun.delete(name);
  }

  return {
    begin,
    settled: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

async function listDue({ chores, handlers }: TendNeeds, asOf: Instant): Promise<Work[]> {
  const due: Work[] = [];
  for (const shop of await chores.shopsAtWork(asOf)) {
    const waiting = await chores.waiting(shop, asOf);
    const standing = [
      ...(waiting.releases ? (['release'] as const) : []),
      ...(waiting.mirrors ? (['mirror'] as const) : []),
    ];
    // A kind that a newer release asked for is left to it.
    const known = waiting.chores.filter((kind) => kind in handlers);
    for (const kind of [...known, ...standing]) {
      due.push({ shop, kind, name: `chore:${shop.programId}:${shop.shopId}:${kind}` });
    }
  }
  return due;
}

/** Runs one work under its lock; never throws, so that the others go on. */
async function tend(needs: TendNeeds, work: Work, asOf: Instant): Promise<void> {
  const { shop, kind, name } = work;
  try {
    const unlock = await needs.tryLock(name);
    if (!unlock) return;
    try {
      await runOrPutOff(needs, work, asOf);
    } finally {
      await unlock();
    }
  } catch (error) {
    // The books themselves gave no answer: what was due stays due.
    needs.log.warn({ ...shop, kind, error: String(error) }, 'A chore could not be tended.');
  }
}

async function runOrPutOff(needs: TendNeeds, work: Work, asOf: Instant): Promise<void> {
  const { shop, kind } = work;
  try {
    await run(needs, work, asOf);
  } catch (error) {
    if (error instanceof ShopifyUnavailable && error.why === 'uninstalled') {
      const until = instant(asOf + UNINSTALLED_REST_MS);
      await needs.chores.rest(shop, { kind, until });
      return;
    }
    const reason = error instanceof ShopifyUnavailable ? error.message : sayBug(error);
    needs.log.warn({ ...shop, kind, reason, err: error }, 'A chore failed and is put off.');
    await needs.chores.postpone(shop, { kind, reason, asOf });
  }
}

async function run({ chores, handlers, standing }: TendNeeds, work: Work, asOf: Instant) {
  const { shop, kind } = work;
  if (kind === 'release' || kind === 'mirror') {
    await standing[kind](shop, asOf);
    await chores.forgetFailures(shop, kind);
    return;
  }
  const claimed = await chores.claim(shop, kind, asOf);
  if (!claimed) return;
  await chores.finish(shop, claimed, await handlers[kind](shop, claimed.state, asOf));
}

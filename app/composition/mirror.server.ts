/** What follows a commit: chores, code pools, releases, and telling Shopify of members. */
import type pg from 'pg';
import { chainCrypto } from '../adapters/crypto/chain-crypto.server.ts';
import { askChore } from '../adapters/postgres/ask-chore.server.ts';
import { openChores } from '../adapters/postgres/chores.server.ts';
import { openReleases } from '../adapters/postgres/code-releases.server.ts';
import { inboxInsert } from '../adapters/postgres/ingest-deliveries.server.ts';
import { openMirrors } from '../adapters/postgres/mirrors.server.ts';
import { openPools } from '../adapters/postgres/pools.server.ts';
import { openRedemptions } from '../adapters/postgres/redemptions.server.ts';
import { workLocks } from '../adapters/postgres/work-locks.server.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { keepPools } from '../services/keep-pools.ts';
import { mirrorMembers } from '../services/mirror-members.ts';
import { mirrorProgram } from '../services/mirror-program.ts';
import type { ChoreHandler } from '../services/ports/chores.ts';
import type { KeyHash } from '../services/ports/intake.ts';
import type { Mirrors } from '../services/ports/mirror.ts';
import type { Log } from '../services/ports/log.ts';
import type { ReleaseRedemption } from '../services/ports/releases.ts';
import type { Shopify } from '../services/ports/shopify.ts';
import type { Wake } from '../services/ports/wake.ts';
import { putOrders } from '../services/put-orders.ts';
import { releaseCodes } from '../services/release-codes.ts';
import { releaseRedemption } from '../services/release-redemption.ts';
import { renewDiscounts } from '../services/renew-discounts.ts';
import { type Tender, tendShops } from '../services/tend-shops.ts';
import { wakeOrLog } from '../services/wake-or-log.ts';

/** Works at once in a process; each holds at most one connection, and all their locks one more. */
const WORKS_AT_ONCE = 6;

export type MirrorWorld = {
  readonly pool: pg.Pool;
  readonly clock: () => Instant;
  readonly shopify: Shopify;
  readonly keyHash: KeyHash;
  readonly wake: Wake;
  readonly log: Log;
  /** Hears whom the outbox names. */
  readonly watchMirrors?: (mirrors: Mirrors) => Mirrors;
  /** Origin under which extensions reach us, without a slash at its end. */
  readonly appUrl: string;
  /** Chores of other rooms. */
  readonly handlers: Readonly<Record<'history' | 'reconcile' | 'budget' | 'audit', ChoreHandler>>;
};

/** For the worker: begins what is due, once a second. */
export function composeMirror(world: MirrorWorld): Tender {
  const { pool, clock, shopify, log } = world;
  const { randomBytes, sha256 } = chainCrypto;
  const pools = openPools(pool);
  const opened = openMirrors(pool);
  const mirrors = world.watchMirrors?.(opened) ?? opened;
  const ask = askChore(pool);
  const told = { mirrors, shopify, sha256, log };
  const release = releaseRedemption({
    books: openRedemptions(pool),
    crypto: chainCrypto,
    clock,
  });
  const releaseOne: ReleaseRedemption = async ({ programId }, redemptionId) =>
    (await release({ programId, redemptionId })).ok;
  return tendShops({
    chores: openChores(pool),
    tryLock: workLocks(pool),
    log,
    atOnceMax: WORKS_AT_ONCE,
    handlers: {
      ...world.handlers,
      pool: keepPools({ pools, shopify, randomBytes, askChore: ask }),
      renew: renewDiscounts({ pools, shopify, askChore: ask }),
      'program-card': mirrorProgram(told, world.appUrl),
    },
    standing: {
      mirror: mirrorMembers(told),
      release: releaseCodes({
        releases: openReleases(pool, world.keyHash),
        shopify,
        release: releaseOne,
        putOrders: putOrders({
          insert: inboxInsert(pool),
          keyHash: world.keyHash,
          wake: wakeOrLog(world.wake, log),
        }),
        keyHash: world.keyHash,
        log,
      }),
    },
  });
}

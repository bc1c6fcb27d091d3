/** A shop's inbox drained at instants of a bench's own, as a worker's job drains it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openBooks } from '../../app/adapters/postgres/books.server.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { drainInbox } from '../../app/services/drain-inbox.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import type { DrainNeeds } from '../../app/services/ports/drain.ts';
import type { BenchShop } from './bench-shop.ts';

/** As a worker's job claims them. */
export const ROWS_PER_BATCH = 200;
const HOUR_MS = 3_600_000;

/** What the drain needs; its warnings are printed, as a retry would belong to no figure. */
export function drainNeeds(pool: pg.Pool, clock: () => Instant): DrainNeeds {
  return {
    books: openBooks(pool),
    log: { info: () => undefined, warn: shout, error: shout },
    crypto: chainCrypto,
    clock,
    pause: (ms) => sleep(ms),
  };
}

const shout = (fields: unknown, message: string): void => console.error(message, fields);

export type BenchDrain = {
  /** One batch of so many rows, and no more, as of `at` (ms). */
  readonly batch: (at: number, rows: number) => Promise<void>;
  /** A whole job of one batch of so many rows: the inbox, who is due and who is flagged. */
  readonly job: (at: number, rows: number) => Promise<void>;
  /** Jobs until nothing is left to do. */
  readonly all: (at: number) => Promise<void>;
};

export function benchDrain(pool: pg.Pool, { programId }: BenchShop): BenchDrain {
  let now = instant(0);
  const needs = drainNeeds(pool, () => now);
  const one = (rowsPerBatch: number) => ({ rowsPerBatch, batchesMax: 1, budgetMs: HOUR_MS });
  const expectRows = (drained: number, rows: number): void => {
    if (drained !== rows) throw new Error(`${drained} rows were drained, not ${rows}`);
  };
  return {
    async batch(at, rows) {
      now = instant(at);
      expectRows((await drainInbox(needs, programId, one(rows))).rows, rows);
    },
    async job(at, rows) {
      now = instant(at);
      expectRows((await drainProgram(needs, programId, one(rows))).rows, rows);
    },
    async all(at) {
      now = instant(at);
      const bounds = { rowsPerBatch: ROWS_PER_BATCH, batchesMax: 100, budgetMs: HOUR_MS };
      while ((await drainProgram(needs, programId, bounds)).more);
    },
  };
}

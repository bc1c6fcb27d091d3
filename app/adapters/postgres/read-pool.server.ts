/**
 * Reads that may be a few seconds old: figures of the status and home pages, the list of members,
 * what a what-if replays. Where there is a replica that keeps up they go there, so that whoever
 * looks takes nothing from whoever buys; else they go where everything is.
 *
 * Law: what is read here is at most STALE_MS_MAX old, and nothing is decided by it. No redemption,
 * fold or refusal reads a replica: it may show commits in another order than they were made, and
 * one balance would be spent twice. `tests/tidy` lists the files that may use this one.
 */
import type pg from 'pg';
import type { Log } from '../../services/ports/log.ts';
import { codeOf, isUnavailable } from './blame.ts';
import { inProgramReading, openPool } from './pool.server.ts';
import { ReplicaProgress } from './replica-progress.ts';

/** How old an answer may be. */
export const STALE_MS_MAX = 5_000;
/** How long an answer about the replica is believed before both servers are asked again. */
const CHECK_MS = 500;
const ANSWER_MS = 2_000;
const CONNECTIONS = 6;

export type ReadPool = {
  /** Runs `work`, which only reads and may be run twice, in one transaction of the program. */
  read<T>(programId: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Ends the replica's connections; the primary's are somebody else's. */
  close(): Promise<void>;
};

type Needs = {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly log: Log;
};

/** Where there is no replica. */
export function primaryOnly(primary: pg.Pool): ReadPool {
  return {
    read: (programId, work) => inProgramReading(primary, programId, work),
    close: () => Promise.resolve(),
  };
}

/** Opens the replica's pool, if there is one; nothing is dialled until the first read. */
export function openReadPool(
  primary: pg.Pool,
  replicaUrl: string | null,
  { now, log }: Needs,
): ReadPool {
  if (replicaUrl === null) return primaryOnly(primary);
  const name = 'laurel-replica';
  const replica = openPool({
    ...{ url: replicaUrl, max: CONNECTIONS, name },
    connectMs: ANSWER_MS,
  });
  const gauge = new Gauge(primary, replica, now);
  let used: boolean | null = null;
  const turn = (isUsed: boolean, why: string | null): void => {
    if (used !== isUsed) {
      if (isUsed) log.info({}, 'Reads that may be stale go to the replica.');
      else log.warn({ why }, 'Reads that may be stale go to the primary.');
    }
    used = isUsed;
  };
  return {
    async read(programId, work) {
      const trouble = await gauge.trouble();
      turn(trouble === null, trouble);
      if (trouble !== null) return inProgramReading(primary, programId, work);
      try {
        return await inProgramReading(replica, programId, work);
      } catch (error) {
        if (!isReplicasFault(error)) throw error;
        gauge.forget();
        turn(false, error instanceof Error ? error.message : String(error));
        return inProgramReading(primary, programId, work);
      }
    },
    close: () => replica.end(),
  };
}

const TIME_LIMIT = '57014';
/** The replay went on over rows that were still being read. */
const REPLAY_CONFLICT = '40001';

/** What would take too long here would take as long there, and is not asked again. */
function isReplicasFault(error: unknown): boolean {
  const code = codeOf(error);
  if (code === TIME_LIMIT) return false;
  return code === REPLAY_CONFLICT || isUnavailable(error);
}

const SYSTEM = '(SELECT system_identifier::text FROM pg_control_system()) AS system';

const OF_PRIMARY = {
  text: `SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS position, ${SYSTEM}`,
  query_timeout: ANSWER_MS,
};

// A server that was made a primary, or lost its own, replays nothing more: without a receiver it is
// no replica, however far it had come.
const OF_REPLICA = {
  text: `SELECT CASE WHEN pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver)
                     THEN (pg_last_wal_replay_lsn() - '0/0')::float8 END AS position, ${SYSTEM}`,
  query_timeout: ANSWER_MS,
};

type Answer = { readonly position: number | null; readonly system: string };

class Gauge {
  readonly #primary: pg.Pool;
  readonly #replica: pg.Pool;
  readonly #now: () => number;
  readonly #progress = new ReplicaProgress();
  #freshTo = Number.NEGATIVE_INFINITY;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | null = null;
  #trouble: string | null = null;

  constructor(primary: pg.Pool, replica: pg.Pool, now: () => number) {
    this.#primary = primary;
    this.#replica = replica;
    this.#now = now;
  }

  /** Why the replica must not be read now; null where it may be. */
  async trouble(): Promise<string | null> {
    if (this.#now() - this.#checkedAt >= CHECK_MS) {
      // One asks for all who wait.
      this.#checking ??= this.#check().finally(() => (this.#checking = null));
      await this.#checking;
    }
    if (this.#trouble !== null) return this.#trouble;
    return this.#now() - this.#freshTo <= STALE_MS_MAX ? null : 'the replica is too far behind';
  }

  /** What was known of the replica is not to be believed until both were asked again. */
  forget(): void {
    this.#progress.forget();
    this.#freshTo = Number.NEGATIVE_INFINITY;
    this.#checkedAt = Number.NEGATIVE_INFINITY;
  }

  async #check(): Promise<void> {
    try {
      const askedAt = this.#now();
      const primary = await askOne(this.#primary, OF_PRIMARY);
      const replica = await askOne(this.#replica, OF_REPLICA);
      this.#trouble = troubleBetween(primary, replica);
      if (primary.position !== null) {
        this.#progress.note({ askedAt, position: primary.position });
      }
      if (replica.position !== null) this.#freshTo = this.#progress.replayed(replica.position);
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
      this.#progress.forget();
    }
    this.#checkedAt = this.#now();
  }
}

function troubleBetween(primary: Answer, replica: Answer): string | null {
  if (primary.system !== replica.system) return 'DATABASE_READ_URL is no replica of DATABASE_URL';
  return replica.position === null ? 'the replica follows nobody' : null;
}

async function askOne(pool: pg.Pool, question: typeof OF_PRIMARY): Promise<Answer> {
  const { rows } = await pool.query<Answer>(question);
  return rows[0] ?? { position: null, system: '' };
}

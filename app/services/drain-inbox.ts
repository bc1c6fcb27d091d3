/**
 * The inbox into the books, batch after batch, up to a bound; the rest is the next job's. A batch
 * that fails is halved until the row to blame stands alone and is parked with its reason, so a
 * poison row delays its neighbours by one batch. What only the moment is to blame for is tried
 * again and never parked.
 */
import { BatchFailure, drainBatch } from './drain-batch.ts';
import type { Claim, DrainNeeds } from './ports/drain.ts';
import { sayBug } from './say-bug.ts';

export type DrainBounds = {
  readonly rowsPerBatch: number;
  readonly batchesMax: number;
  readonly budgetMs: number;
};

export type Drained = {
  readonly rows: number;
  readonly parked: number;
  /** True where the bound ended the drain, not the inbox. */
  readonly more: boolean;
};

const TRIES_MAX = 6;
const FIRST_PAUSE_MS = 25;
const PAUSE_MS_MAX = 1_000;

/** Drains up to the bounds. Throws only a transient failure that outlasted its retries. */
export async function drainInbox(
  needs: DrainNeeds,
  programId: number,
  bounds: DrainBounds,
): Promise<Drained> {
  const deadline = needs.clock() + bounds.budgetMs;
  let [rows, parked] = [0, 0];
  for (let batch = 0; batch < bounds.batchesMax; batch += 1) {
    if (batch > 0 && needs.clock() >= deadline) break;
    const done = await drainClaim(needs, programId, { atMost: bounds.rowsPerBatch });
    rows += done.rows;
    parked += done.parked;
    if (done.rows < bounds.rowsPerBatch) return { rows, parked, more: false };
  }
  return { rows, parked, more: true };
}

type Done = { readonly rows: number; readonly parked: number };

async function drainClaim(needs: DrainNeeds, programId: number, claim: Claim): Promise<Done> {
  try {
    return { rows: await drainPatiently(needs, programId, claim), parked: 0 };
  } catch (error) {
    if (!(error instanceof BatchFailure) || error.inboxIds.length === 0) throw error;
    if (needs.books.isTransient(error.cause)) throw error;
    return bisect(needs, programId, error);
  }
}

/** Halves until one row is left. The depth is the logarithm of a batch: eight for two hundred. */
async function bisect(needs: DrainNeeds, programId: number, failure: BatchFailure): Promise<Done> {
  const { inboxIds, cause } = failure;
  const [only, ...others] = inboxIds;
  if (only !== undefined && others.length === 0) {
    const reason = sayBug(cause);
    const isParked = await needs.books.parkRow(programId, { inboxId: only, reason });
    needs.log.error({ programId, inboxId: only, reason, err: cause }, 'A delivery is parked.');
    return { rows: 1, parked: isParked ? 1 : 0 };
  }
  const middle = Math.ceil(inboxIds.length / 2);
  let [rows, parked] = [0, 0];
  for (const half of [inboxIds.slice(0, middle), inboxIds.slice(middle)]) {
    const done = await drainClaim(needs, programId, { inboxIds: half });
    parked += done.parked;
    rows += half.length;
  }
  return { rows, parked };
}

/** Tries a batch again while only the moment is to blame: 25 ms, 50 ms, … 1 s apart, six times. */
async function drainPatiently(needs: DrainNeeds, programId: number, claim: Claim): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await drainBatch(needs, { programId, claim, asOf: needs.clock() });
    } catch (error) {
      const cause = error instanceof BatchFailure ? error.cause : error;
      if (tries === TRIES_MAX || !needs.books.isTransient(cause)) throw error;
      needs.log.warn({ programId, tries, error: sayBug(cause) }, 'A batch is tried again.');
      await needs.pause(Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (tries - 1)));
    }
  }
}

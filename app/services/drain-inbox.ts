/**
 * The inbox into the books, batch after batch, up to a bound; the rest is the next job's. A batch
 * that fails is halved until the row to blame stands alone and is parked with its reason, so a
 * poison row delays its neighbours by one batch. What only the moment is to blame for is tried
 * again and never parked.
 */
import { BatchFailure, drainBatch } from './drain-batch.ts';
import type { DrainNeeds } from './ports/drain.ts';
import { sayBug } from './say-bug.ts';

export type DrainBounds = {
  readonly rowsPerBatch: number;
  readonly batchesMax: number;
  readonly budgetMs: number;
  /** Batches under way at once, each on a connection of its own; one where it is not said. */
  readonly lanes?: number;
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

/**
 * Drains up to the bounds, in lanes: while the server writes one batch, another is read and folded.
 * A lane is opened when the one before claimed a full batch, so a delivery alone costs what it did.
 * Throws only a transient failure that outlasted its retries, once no lane is under way.
 */
export async function drainInbox(
  needs: DrainNeeds,
  programId: number,
  bounds: DrainBounds,
): Promise<Drained> {
  const deadline = needs.clock() + bounds.budgetMs;
  let begun = 0;
  const mayGoOn = (): boolean => {
    if (begun >= bounds.batchesMax || (begun > 0 && needs.clock() >= deadline)) return false;
    begun += 1;
    return true;
  };
  const inTurn = turns();
  const lanes: Promise<PromiseSettledResult<Drained>[]>[] = [];
  const openLane = (): void => {
    if (lanes.length >= (bounds.lanes ?? 1)) return;
    const { rowsPerBatch } = bounds;
    const lane = { rowsPerBatch, mayGoOn, inTurn, onFull: openLane };
    // Settled from its first moment: one that fails while another is awaited is nobody's otherwise,
    // and ends the process.
    lanes.push(Promise.allSettled([drainLane(needs, programId, lane)]));
  };
  openLane();
  const ended: PromiseSettledResult<Drained>[] = [];
  // A lane opens the next one before it ends itself.
  for (const lane of lanes) ended.push(...(await lane));
  return sumOf(ended);
}

/** One after another, in the order in which they asked: each turn lasts until it is ended. */
function turns(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let end = (): void => undefined;
    last = new Promise((resolve) => (end = resolve));
    await before;
    return end;
  };
}

function sumOf(lanes: readonly PromiseSettledResult<Drained>[]): Drained {
  let sum: Drained = { rows: 0, parked: 0, more: false };
  for (const lane of lanes) {
    if (lane.status === 'rejected') throw lane.reason;
    const { rows, parked, more } = lane.value;
    sum = { rows: sum.rows + rows, parked: sum.parked + parked, more: sum.more || more };
  }
  return sum;
}

type Lane = {
  readonly rowsPerBatch: number;
  readonly mayGoOn: () => boolean;
  readonly inTurn: () => Promise<() => void>;
  readonly onFull: () => void;
};

/** Batch after batch, until one was not full. */
async function drainLane(needs: DrainNeeds, programId: number, lane: Lane): Promise<Drained> {
  const onClaimed = (rows: number): void => {
    if (rows === lane.rowsPerBatch) lane.onFull();
  };
  let [rows, parked] = [0, 0];
  while (lane.mayGoOn()) {
    const claim = { atMost: lane.rowsPerBatch };
    const done = await drainClaim(needs, programId, { claim, onClaimed, inTurn: lane.inTurn });
    rows += done.rows;
    parked += done.parked;
    if (done.rows < lane.rowsPerBatch) return { rows, parked, more: false };
  }
  return { rows, parked, more: true };
}

type Done = { readonly rows: number; readonly parked: number };

type Asked = Pick<Parameters<typeof drainBatch>[1], 'claim' | 'onClaimed' | 'inTurn'>;

async function drainClaim(needs: DrainNeeds, programId: number, asked: Asked): Promise<Done> {
  try {
    return { rows: await drainPatiently(needs, programId, asked), parked: 0 };
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
    const done = await drainClaim(needs, programId, { claim: { inboxIds: half } });
    parked += done.parked;
    rows += half.length;
  }
  return { rows, parked };
}

/** Tries a batch again while only the moment is to blame: 25 ms, 50 ms, … 1 s apart, six times. */
async function drainPatiently(needs: DrainNeeds, programId: number, asked: Asked): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await drainBatch(needs, { programId, ...asked, asOf: needs.clock() });
    } catch (error) {
      const cause = error instanceof BatchFailure ? error.cause : error;
      if (tries === TRIES_MAX || !needs.books.isTransient(cause)) throw error;
      needs.log.warn({ programId, tries, error: sayBug(cause) }, 'A batch is tried again.');
      await needs.pause(Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (tries - 1)));
    }
  }
}

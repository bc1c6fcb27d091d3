/** How the import of a shop's history goes, for its owner. */
import type { ImportStatus, ImportView } from '../contracts/intake-context.ts';
import { type ImportState, NEW_IMPORT, parseImportState } from '../contracts/import-state.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { AskChore, ChoreNow, ReadChore } from './ports/chores.ts';
import type { IntakeStore, ShopName } from './ports/intake.ts';

type ImportReaders = {
  readonly readChore: ReadChore;
  readonly store: Pick<IntakeStore, 'countWaiting' | 'readScopes'>;
};

const COUNTED_MAX = 10_000;

export async function readImport(
  { readChore, store }: ImportReaders,
  shop: ShopName,
): Promise<ImportView> {
  const [chore, waiting, scopes] = await Promise.all([
    readChore(shop, 'history'),
    store.countWaiting(shop, COUNTED_MAX),
    store.readScopes(shop),
  ]);
  const state = parseImportState(chore?.state) ?? NEW_IMPORT;
  const status = statusOf(chore, state);
  return {
    status,
    objects: state.objects,
    read: state.read,
    inBooks: Math.max(0, state.read - waiting - state.failed),
    failed: state.failed,
    sinceWhen: state.oldestAt,
    limitedTo60Days: !scopes.split(',').includes('read_all_orders'),
    problem: state.problem ?? sayFailures(chore),
    finishedAt: status === 'done' || status === 'failed' ? state.finishedAt : null,
  };
}

/** Asks for the history, also once more; nothing where it is under way. */
export async function askHistory(
  { readChore, askChore }: { readonly readChore: ReadChore; readonly askChore: AskChore },
  shop: ShopName,
  asOf: Instant,
): Promise<void> {
  const chore = await readChore(shop, 'history');
  const status = statusOf(chore, parseImportState(chore?.state) ?? NEW_IMPORT);
  if (status === 'running' || status === 'reading') return;
  await askChore(shop, 'history', asOf);
}

/** One that is over and due again was asked for again. */
function statusOf(chore: ChoreNow | null, { phase }: ImportState): ImportStatus {
  if (chore === null) return 'none';
  const isOver = phase === 'done' || phase === 'failed';
  return isOver && chore.dueAt !== null ? 'asked' : phase;
}

/** The reason is a code for the status page; the owner is told what happens next. */
export function sayFailures(chore: ChoreNow | null): string | null {
  if (chore === null || chore.failures === 0 || chore.dueAt === null) return null;
  const times = chore.failures === 1 ? 'once' : `${chore.failures} times`;
  return `It has not worked so far (tried ${times}); it is tried again by itself.`;
}

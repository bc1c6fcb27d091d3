/**
 * Bulk operations at work: tasks of the world that move each from CREATED to RUNNING to its end.
 * The twin takes a second for each step, by its own clock.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { findInstallation } from '../../../apps/find-app.ts';
import { expandScopes } from '../../../apps/access-scopes.ts';
import { apps, shops } from '../../../model/kinds.ts';
import type { World } from '../../../world/world.ts';
import type { Asked, Caller } from '../../http/admin-service.ts';
import type { AdminAnswer } from '../../engine/execute-admin.ts';
import {
  type BulkOperation,
  bulkOperations,
  bulkResults,
  isUnderWay,
  stagedUploads,
} from './bulk-records.ts';
import { type Line, linesOf } from './result-lines.ts';

const START = 'admin-api.bulk-start';
const RUN = 'admin-api.bulk-run';
const STEP_MS = 1000;

type Answer = (caller: Caller, asked: Asked) => AdminAnswer;
type Ended = Pick<BulkOperation, 'status' | 'errorCode'> & { readonly lines: readonly Line[] };

/** Keeps a new operation and sets it going. */
export function startBulk(world: World, shopId: number, operation: BulkOperation): BulkOperation {
  plan(world, START, shopId, operation.id);
  return world.store.put(bulkOperations, shopId, operation);
}

/** Does the tasks of bulk operations; `answer` is the Admin API itself, unmetered. */
export function handleBulkTasks(world: World, answer: Answer): void {
  world.tasks.handle(START, ({ shopId, payload }) => {
    const operation = world.store.get(bulkOperations, shopId, payload as number);
    if (operation?.status === 'CANCELING') return end(world, shopId, operation, CANCELED);
    if (operation?.status !== 'CREATED') return;
    world.store.put(bulkOperations, shopId, { ...operation, status: 'RUNNING' });
    plan(world, RUN, shopId, operation.id);
  });
  world.tasks.handle(RUN, async ({ shopId, payload }) => {
    const operation = world.store.get(bulkOperations, shopId, payload as number);
    if (operation === null || !isUnderWay(operation)) return;
    if (operation.status === 'CANCELING') return end(world, shopId, operation, CANCELED);
    const caller = callerOf(world, shopId, operation);
    const ended = caller === null ? DENIED : await run(world, operation, caller, answer);
    end(world, shopId, operation, ended);
  });
}

const CANCELED: Ended = { status: 'CANCELED', errorCode: null, lines: [] };
const DENIED: Ended = { status: 'FAILED', errorCode: 'ACCESS_DENIED', lines: [] };

function plan(world: World, name: string, shopId: number, id: number): void {
  world.tasks.plan(name, { shopId, dueAt: world.clock.now() + STEP_MS, payload: id });
}

/** The app as installed now; null where it is no longer. */
function callerOf(world: World, shopId: number, { appId }: BulkOperation): Caller | null {
  const shop = world.store.get(shops, 0, shopId);
  const app = world.store.get(apps, 0, appId);
  const installation = findInstallation(world, shopId, appId);
  if (shop === null || app === null || installation === null) return null;
  return { shop, app, installation, scopes: expandScopes(installation.scopes), userId: null };
}

async function run(
  world: World,
  operation: BulkOperation,
  caller: Caller,
  answer: Answer,
): Promise<Ended> {
  const version = operation.apiVersion === '2026-10' ? '2026-10' : '2026-07';
  const ask = (asked: Omit<Asked, 'isFree' | 'version'>) =>
    answer(caller, { ...asked, version, isFree: true });
  return operation.type === 'QUERY' ? runQuery(operation, ask) : runMutation(world, operation, ask);
}

type Ask = (asked: Omit<Asked, 'isFree' | 'version'>) => AdminAnswer;

async function runQuery({ query }: BulkOperation, ask: Ask): Promise<Ended> {
  const lines: Line[] = [];
  const next = new Map<string, string>();
  for (let isFirst = true; isFirst || next.size > 0; isFirst = false) {
    const cursors = new Map(next);
    const isStart = isFirst;
    const { data, errors } = ask({
      query,
      bulk: {
        cursorAt: (path) => (isStart ? null : cursors.get(path)),
        onPage: (path, { hasNextPage, endCursor }) => {
          if (hasNextPage && endCursor !== null) next.set(path, endCursor);
          else next.delete(path);
        },
      },
    });
    if (errors !== undefined) return { ...failure(errors), lines };
    lines.push(...linesOf(data ?? {}));
    await breathe();
  }
  return { status: 'COMPLETED', errorCode: null, lines };
}

function failure(errors: NonNullable<AdminAnswer['errors']>): Omit<Ended, 'lines'> {
  const isDenied = errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED');
  return { status: 'FAILED', errorCode: isDenied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR' };
}

async function runMutation(world: World, operation: BulkOperation, ask: Ask): Promise<Ended> {
  const { query, stagedUploadPath } = operation;
  const upload = world.store.findOne(stagedUploads, 0, 'key', stagedUploadPath ?? '');
  const inputs = (upload?.content ?? '').split('\n').filter((line) => line.trim() !== '');
  const lines: Line[] = [];
  for (const [index, input] of inputs.entries()) {
    const { data, errors } = ask({ query, variables: variablesOf(input) });
    lines.push({
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors }),
      __lineNumber: index,
    });
    if (index % 50 === 49) await breathe();
  }
  return { status: 'COMPLETED', errorCode: null, lines };
}

function variablesOf(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    // What is no JSON has no variables: the mutation says which one it misses.
    return {};
  }
}

function end(world: World, shopId: number, operation: BulkOperation, ended: Ended): void {
  const { lines, status, errorCode } = ended;
  const jsonl = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  world.transact(() => {
    const token = jsonl === '' ? null : world.chance.hex(16);
    if (token !== null) {
      world.store.put(bulkResults, 0, { id: world.store.nextId(), token, jsonl });
    }
    const done = world.store.put(bulkOperations, shopId, {
      ...operation,
      status,
      errorCode,
      completedAt: world.clock.now(),
      objectCount: lines.length,
      rootObjectCount: lines.filter((line) => !('__parentId' in line)).length,
      fileSize: token === null ? null : Buffer.byteLength(jsonl),
      resultToken: token,
    });
    world.emit({
      shopId,
      topic: 'bulk_operations/finish',
      kind: 'BulkOperation',
      id: done.id,
      extra: { appId: done.appId, operation: done },
    });
  });
}

/**
 * What happened at the edges of the twin, the newest of it, in memory: a restart begins a new
 * page.
 */
import type { RecordedCall } from '../admin-api/http/admin-routes.ts';
import type { FunctionLog } from '../app-functions/function-shelf.ts';
import type { ProxyCall } from '../apps/app-proxy.ts';

export type ExtensionFailed = {
  readonly at: number;
  readonly extension: string;
  readonly target: string;
  readonly phase: string;
  readonly message: string;
};

export type Journal = ReturnType<typeof openJournal>;

const KEPT = 300;
/** Enough of a body to see what it was about. */
const BODY_MAX = 4_000;

/** An empty journal; each list keeps the newest. */
export function openJournal() {
  const calls: RecordedCall[] = [];
  const proxied: ProxyCall[] = [];
  const functions: FunctionLog[] = [];
  const failures: ExtensionFailed[] = [];
  const missing = new Map<string, number>();
  const unknown = new Map<string, number>();

  function keep<T>(list: T[], entry: T): void {
    list.unshift(entry);
    if (list.length > KEPT) list.length = KEPT;
  }
  const count = (table: Map<string, number>, name: string) => {
    if (table.size < KEPT || table.has(name)) table.set(name, (table.get(name) ?? 0) + 1);
  };
  const told = (table: Map<string, number>) =>
    [...table].map(([name, times]) => ({ name, times })).sort((a, b) => b.times - a.times);

  return {
    call: (entry: RecordedCall) =>
      keep(calls, {
        ...entry,
        requestBody: entry.requestBody.slice(0, BODY_MAX),
        responseBody: entry.responseBody.slice(0, BODY_MAX),
      }),
    proxied: (entry: ProxyCall) => keep(proxied, entry),
    functionRun: (entry: FunctionLog) => keep(functions, entry),
    failure: (entry: ExtensionFailed) => keep(failures, entry),
    /** `Type.field` of the Admin API that somebody asked for. */
    notImplemented: (name: string) => count(missing, name),
    /** A property a theme read that no object has. */
    unknownProperty: (name: string) => count(unknown, name),
    read: () => ({
      calls,
      proxied,
      functions,
      failures,
      notImplemented: told(missing),
      unknownProperties: told(unknown),
    }),
    clear(): void {
      for (const list of [calls, proxied, functions, failures]) list.length = 0;
      missing.clear();
      unknown.clear();
    },
  };
}

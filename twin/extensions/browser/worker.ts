/**
 * The sandbox an extension runs in: a Web Worker with a document of its own (the polyfill of
 * remote-dom), the surface's elements and `shopify`. It imports the unmodified bundle, which
 * registers its targets by `shopify.extend`, and calls the one it was started for.
 */
import '@remote-dom/core/polyfill';
import { BatchingRemoteConnection, RemoteMutationObserver } from '@remote-dom/core/elements';
import { ThreadWebWorker } from '@quilted/threads';
import { defineRemoteElements, type Hush } from './remote-elements.ts';
import { createShopifyObject, type ShopifyObject } from './shopify-object.ts';
import { followClock } from './follow-clock.ts';
import { installFetch } from './worker-fetch.ts';
import type { ExtensionFailure, HostExports, StartOrder, WorkerExports } from './wire.ts';

type Target = (api: unknown) => unknown;
type RemoteConnection = ConstructorParameters<typeof RemoteMutationObserver>[0];

let running: ShopifyObject | undefined;

const { imports: host } = ThreadWebWorker.self<HostExports, WorkerExports>({
  exports: {
    start,
    update: async (changes) => running?.update(changes),
    emit: async (path, type, event) => running?.emit(path, type, event),
  },
});

async function start(order: StartOrder): Promise<unknown> {
  reportWhatNobodyCatches(order.target);
  followClock(order.clockOffsetMs);
  const targets = new Map<string, Target>();
  const call = (name: string, args: readonly unknown[]) => host.call(name, args);
  running = createShopifyObject(order, call);
  const { shopify } = running;
  shopify.extend = (name: string, run: Target) => void targets.set(name, run);
  shopify.reload = () => undefined;
  Object.assign(globalThis, { shopify });
  installFetch(order, call);

  const hush: Hush = { silent: false };
  defineRemoteElements(order.elements, hush);
  // The polyfill's own hooks tell of everything below the children of the body. Observing the
  // subtree too would tell of it twice, and what is removed twice takes a neighbour along.
  new RemoteMutationObserver(connect(hush)).observe(document.body, { subtree: false });

  await loadBundle(order);
  const run = targets.get(order.target);
  if (!run) {
    const known = [...targets.keys()].join(', ') || 'none';
    throw failure('load', order, `The bundle registers ${known}, not ${order.target}.`);
  }
  try {
    return cloneable(await run(shopify));
  } catch (error) {
    throw failure('run', order, error);
  }
}

async function loadBundle(order: StartOrder): Promise<void> {
  try {
    await import(order.bundleUrl);
  } catch (error) {
    throw failure('load', order, error);
  }
}

/** Mutations travel in batches; a method call must not overtake the element it is for. */
function connect(hush: Hush): RemoteConnection {
  const batches = new BatchingRemoteConnection({
    mutate: (records) => void host.mutate(records),
    call: (id, method, ...args) => host.callElement(id, method, args),
  });
  return {
    mutate: (records) => {
      if (!hush.silent) batches.mutate([...records]);
    },
    call: (id, method, ...args) => {
      batches.flush();
      return host.callElement(id, method, args);
    },
  };
}

/** A data target answers plain data; what a render target returns is nobody's business. */
function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

/** Travels as the message of an Error, for a thread keeps nothing else of it. */
function failure(phase: ExtensionFailure['phase'], { target }: StartOrder, cause: unknown): Error {
  void host.report(describe(phase, target, cause));
  return new Error(cause instanceof Error ? cause.message : String(cause));
}

function describe(
  phase: ExtensionFailure['phase'],
  target: string,
  cause: unknown,
): ExtensionFailure {
  if (!(cause instanceof Error)) return { phase, target, message: String(cause) };
  const { message, stack } = cause;
  return stack === undefined ? { phase, target, message } : { phase, target, message, stack };
}

function reportWhatNobodyCatches(target: string): void {
  globalThis.addEventListener('error', (event) => {
    void host.report(describe('later', target, event.error ?? event.message));
  });
  globalThis.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    void host.report(describe('later', target, event.reason));
  });
}

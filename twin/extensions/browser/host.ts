/**
 * Runs one UI extension on a page: a worker per extension, its elements drawn inside `root`, its
 * failures shown in place and told to `onError`. An extension never breaks the page it is on.
 */
import type { RemoteMutationRecord } from '@remote-dom/core';
import { type DOMRemoteElementPolicy, DOMRemoteReceiver } from '@remote-dom/core/receivers';
import { ThreadWebWorker } from '@quilted/threads';
import { type ElementTable, elementsOf, surfaceOf } from '../elements/element-table.ts';
import { createGate, HOLDER_TAG } from './admit-mutations.ts';
import { defineElements } from './elements/define-elements.ts';
import { showFailure } from './failure-box.ts';
import type {
  ExtensionApi,
  ExtensionFailure,
  HostExports,
  StartOrder,
  WorkerExports,
} from './wire.ts';

export type { ExtensionApi, ExtensionFailure } from './wire.ts';

export type RunOptions = {
  /** Where it is drawn, after what is there already. */
  readonly root: HTMLElement;
  /** The CLI's bundle, unmodified. Any origin that allows ours to read it. */
  readonly bundleUrl: string;
  /** Our `worker.ts`, bundled and served from this page's origin. */
  readonly workerUrl: string;
  readonly target: string;
  /** From one of the builders in `twin/extensions/surfaces/`. */
  readonly api: ExtensionApi;
  /** Granted ones, in the words of shopify.extension.toml: `network_access`, `api_access`, … */
  readonly capabilities?: readonly string[];
  /** By how much the shop's clock is ahead of the browser's, ms; 0 unless given. */
  readonly clockOffsetMs?: number;
  /** The surface's own elements unless given. */
  readonly elements?: ElementTable;
  readonly onError?: (failure: ExtensionFailure) => void;
};

export type RunningExtension = {
  /** What the target returned: the answer of a data target, `undefined` of one that renders. */
  readonly result: unknown;
  /** Pushes what changed. A whole api may be given again: equal values are not sent. */
  update(changes: ExtensionApi | Readonly<Record<string, unknown>>): void;
  /** Calls the extension's listeners at `path` (`''` is `shopify`, `globalThis.navigation`). */
  emit(path: string, type: string, event: unknown): void;
  /** Ends the worker and takes away what it drew. */
  stop(): void;
};

/** Starts an extension. It resolves in any case; a failure is in the box and in `onError`. */
export async function runExtension(options: RunOptions): Promise<RunningExtension> {
  defineElements();
  const frame = document.createElement('div');
  frame.className = 'twin-extension';
  frame.dataset.target = options.target;
  frame.dataset.bundle = options.bundleUrl;
  const container = document.createElement('div');
  container.className = 'twin-extension-content';
  frame.append(container);
  options.root.append(frame);

  const fail = (failure: ExtensionFailure) => {
    showFailure(container, failure);
    options.onError?.(failure);
  };
  const worker = new Worker(options.workerUrl, { type: 'module', name: options.target });
  const thread = new ThreadWebWorker<WorkerExports, HostExports>(worker, {
    exports: createExports(options, container, fail),
  });
  // The worker reports what happens inside; this is about a script that never began.
  const began = new Promise<void>((resolve) => {
    worker.addEventListener('error', (event) => {
      fail({ phase: 'load', target: options.target, message: event.message || 'No worker.' });
      resolve();
    });
  });
  const result = await Promise.race([
    thread.imports.start(orderOf(options)).catch(() => undefined),
    began,
  ]);
  return control(options.api, thread, worker, frame, result);
}

function control(
  api: ExtensionApi,
  { imports }: ThreadWebWorker<WorkerExports, HostExports>,
  worker: Worker,
  frame: HTMLElement,
  result: unknown,
): RunningExtension {
  const sent = new Map(Object.entries(flatten(api)).map(([path, value]) => [path, print(value)]));
  const update: RunningExtension['update'] = (changes) => {
    const news = Object.entries(flatten(changes)).filter(([path, value]) => {
      const text = print(value);
      const isNew = sent.get(path) !== text;
      sent.set(path, text);
      return isNew;
    });
    if (news.length > 0) void imports.update(Object.fromEntries(news));
  };
  if ('extension.rendered' in (api.signals ?? {})) update({ 'extension.rendered': true });
  return {
    result,
    update,
    emit: (path, type, event) => void imports.emit(path, type, event),
    stop: () => {
      worker.terminate();
      frame.remove();
    },
  };
}

function createExports(
  { api, elements, target }: RunOptions,
  container: HTMLElement,
  fail: (failure: ExtensionFailure) => void,
): HostExports {
  const table = elements ?? elementsOf(surfaceOf(target));
  const receiver = new DOMRemoteReceiver({ root: container, elements: policyOf(table) });
  const admit = createGate(table, (tag) => {
    console.warn(`<${tag}> is no element of ${target}: its children are shown, itself is not.`);
  });
  return {
    mutate: async (records) => {
      receiver.connection.mutate(admit(records) as unknown as readonly RemoteMutationRecord[]);
    },
    callElement: async (id, method, args) => receiver.connection.call(id, method, ...args),
    call: async (name, args) => {
      const run = api.functions?.[name];
      if (!run) throw new Error(`shopify.${name} is not given by this page.`);
      return (run as (...args: readonly unknown[]) => unknown)(...args);
    },
    report: async (failure) => fail(failure),
  };
}

/** Everything the table names may be set, and nothing else: no `innerHTML`, no `onclick`. */
function policyOf(table: ElementTable): Record<string, DOMRemoteElementPolicy> {
  const policies: Record<string, DOMRemoteElementPolicy> = {
    [HOLDER_TAG]: { attributes: ['name'] },
  };
  for (const [tag, shape] of Object.entries(table)) {
    policies[tag] = {
      properties: Object.fromEntries(Object.keys(shape.properties).map((name) => [name, {}])),
      attributes: ['slot'],
      events: Object.fromEntries(shape.events.map((type) => [type, {}])),
      methods: [...shape.methods],
    };
  }
  return policies;
}

function orderOf(options: RunOptions): StartOrder {
  const { api, bundleUrl, target, capabilities = [] } = options;
  const { functions, ...plain } = api;
  const surface = surfaceOf(target);
  return {
    ...plain,
    bundleUrl: new URL(bundleUrl, location.href).href,
    target,
    surface,
    elements: options.elements ?? elementsOf(surface),
    functionNames: Object.keys(functions ?? {}),
    networkAccess: capabilities.includes('network_access'),
    clockOffsetMs: options.clockOffsetMs ?? 0,
  };
}

/** An api's values and signals, or plain changes as they are. */
function flatten(
  changes: ExtensionApi | Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!('signals' in changes || 'functions' in changes)) {
    return changes;
  }
  const { values, signals } = changes as ExtensionApi;
  return { ...values, ...signals };
}

function print(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? `${each}n` : each,
  );
}

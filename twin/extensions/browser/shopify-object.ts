/**
 * The worker's side of a surface: turns the plain telling of an API into the `shopify` object an
 * extension reads. Signals are made with the extension's own Signal class, because only that one
 * re-renders its components.
 */
import { createI18n } from './translate.ts';
import type { AnswerShape, HistoryEntry, StartOrder } from './wire.ts';

type Listener = (event: unknown) => void;
type SignalLike = { value: unknown; subscribe(fn: (value: unknown) => void): () => void };
export type SignalClass = new (value: unknown) => SignalLike;
type Holder = Record<string, unknown>;

export type ShopifyObject = {
  readonly shopify: Holder;
  /** Sets signals and values; signals that nobody has read yet start with the new value. */
  readonly update: (changes: Readonly<Record<string, unknown>>) => void;
  readonly emit: (path: string, type: string, event: unknown) => void;
};

/** Builds `shopify` and the globals the order names; `call` asks the host. */
export function createShopifyObject(
  order: StartOrder,
  call: (name: string, args: readonly unknown[]) => Promise<unknown>,
): ShopifyObject {
  const shopify: Holder = {};
  const place = (path: string) => placeIn(shopify, path);
  for (const [path, value] of Object.entries(order.values ?? {})) {
    define(place(path), { value: revive(value), writable: true });
  }
  for (const name of order.functionNames) {
    define(place(name), { value: createFunction(name, order.answers?.[name], call) });
  }
  const signals = new SignalShelf(order.signals ?? {});
  for (const path of signals.paths()) {
    define(place(path), { get: () => signals.read(path) });
  }
  if (order.i18n) define(place('i18n'), { value: createI18n(order.i18n) });
  const listeners = defineListeners(order.eventTargets ?? [], place);
  define(place('setSignals'), { value: (Signal: SignalClass) => signals.useClass(Signal) });
  return {
    shopify,
    update: (changes) => {
      for (const [path, value] of Object.entries(changes)) {
        if (signals.has(path)) signals.write(path, value);
        else define(place(path), { value: revive(value), writable: true });
      }
    },
    emit: (path, type, event) => {
      for (const listener of listeners.get(`${path}:${type}`) ?? []) listener(reviveMembers(event));
    },
  };
}

/** Made at the first read, so that the extension has handed over its class by then. */
class SignalShelf {
  readonly #values: Map<string, unknown>;
  readonly #made = new Map<string, SignalLike>();
  #Signal: SignalClass = PlainSignal;

  constructor(initial: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(initial));
  }

  paths(): string[] {
    return [...this.#values.keys()];
  }

  has(path: string): boolean {
    return this.#values.has(path);
  }

  useClass(Signal: SignalClass): void {
    this.#Signal = Signal;
    this.#made.clear();
  }

  read(path: string): SignalLike {
    const known = this.#made.get(path);
    if (known) return known;
    const signal = new this.#Signal(this.#values.get(path));
    // Checkout and customer accounts promise these two besides.
    Object.defineProperty(signal, 'current', { get: () => signal.value });
    Object.defineProperty(signal, 'destroy', { value: () => Promise.resolve() });
    this.#made.set(path, signal);
    return signal;
  }

  write(path: string, value: unknown): void {
    this.#values.set(path, value);
    const signal = this.#made.get(path);
    if (signal) signal.value = value;
  }
}

/** For an extension that brings no signals of its own: it subscribes by hand. */
class PlainSignal implements SignalLike {
  readonly #listeners = new Set<(value: unknown) => void>();
  #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  get value(): unknown {
    return this.#value;
  }

  set value(value: unknown) {
    this.#value = value;
    for (const listener of this.#listeners) listener(value);
  }

  subscribe(listener: (value: unknown) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#value);
    return () => this.#listeners.delete(listener);
  }
}

function createFunction(
  name: string,
  shape: AnswerShape | undefined,
  call: (name: string, args: readonly unknown[]) => Promise<unknown>,
) {
  const ask = (...args: unknown[]) => call(name, args.map(sendable));
  switch (shape?.kind) {
    case undefined:
      return ask;
    case 'later':
      return async (...args: unknown[]) => ({ [shape.member]: ask(...args) });
    case 'selection':
      return async (...args: unknown[]) => withSelection(await ask(...args));
    case 'iterator':
      return async (...args: unknown[]) => ((await ask(...args)) as unknown[]).values();
    case 'undo':
      return (...args: unknown[]) => {
        void ask(...args);
        return () => void call(shape.name, args.slice(0, 1));
      };
  }
}

/** A list loses what hangs on it when it travels. */
function withSelection(list: unknown): unknown {
  return Array.isArray(list) ? Object.assign(list, { selection: list as unknown }) : list;
}

/** An address is an object to the DOM and a string to everybody else. */
function sendable(value: unknown): unknown {
  return value instanceof URL ? value.href : value;
}

/** A history entry tells its state only when asked, as the browser's own does. */
function revive(value: unknown): unknown {
  if (!isHistoryEntry(value)) return value;
  const { key, url, state } = value;
  return { key, url, getState: () => state };
}

function reviveMembers(event: unknown): unknown {
  if (!isHolder(event) || !isHistoryEntry(event.from)) return event;
  return { ...event, from: revive(event.from) };
}

function isHistoryEntry(value: unknown): value is HistoryEntry {
  return isHolder(value) && 'key' in value && 'url' in value && 'state' in value;
}

function defineListeners(paths: readonly string[], place: (path: string) => Place) {
  const listeners = new Map<string, Set<Listener>>();
  for (const path of paths) {
    const prefix = path === '' ? '' : `${path}.`;
    const ofType = (type: string) => {
      const key = `${path}:${type}`;
      const known = listeners.get(key) ?? new Set<Listener>();
      listeners.set(key, known);
      return known;
    };
    define(place(`${prefix}addEventListener`), {
      value: (type: string, listener: Listener) => void ofType(type).add(listener),
    });
    define(place(`${prefix}removeEventListener`), {
      value: (type: string, listener: Listener) => void ofType(type).delete(listener),
    });
  }
  return listeners;
}

type Place = { readonly holder: Holder; readonly name: string };

/** `a.b.c` → the object `a.b` of `root` (made where missing) and the name `c`. */
function placeIn(root: Holder, path: string): Place {
  const names = path.split('.');
  const name = names.pop() ?? path;
  let holder = root;
  for (const part of names) {
    if (part === 'globalThis' && holder === root) {
      holder = globalThis;
      continue;
    }
    const next = holder[part];
    if (isHolder(next)) holder = next;
    else {
      const made: Holder = {};
      define({ holder, name: part }, { value: made });
      holder = made;
    }
  }
  return { holder, name };
}

function isHolder(value: unknown): value is Holder {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function define({ holder, name }: Place, descriptor: PropertyDescriptor): void {
  Object.defineProperty(holder, name, { configurable: true, enumerable: true, ...descriptor });
}

/** What host and worker say to each other. Everything here survives a structured clone. */
import type { ElementTable, Surface } from '../elements/element-table.ts';

/**
 * A surface's `shopify` object, told plainly. Names are dotted paths: `cart.current` is
 * `shopify.cart.current`; `globalThis.navigation.navigate` is a global of the extension.
 */
export type ExtensionApi = {
  /** Plain values, read as they are. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Initial values of signals, which `update` may change later. */
  readonly signals?: Readonly<Record<string, unknown>>;
  /** Answered by the host; the extension always gets a promise. */
  readonly functions?: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly i18n?: I18nData;
  /** Paths with `addEventListener` and `removeEventListener`; `''` is `shopify` itself. */
  readonly eventTargets?: readonly string[];
  /** Functions whose answer is more than a promise of what the host said. */
  readonly answers?: Readonly<Record<string, AnswerShape>>;
  /** Where `fetch` may go besides: the app's own address, with this function's token. */
  readonly appFetch?: { readonly appUrl: string; readonly tokenFunction: string };
};

export type AnswerShape =
  /** Answered at once by an object; that member is the promise: `picker` → `selected`. */
  | { readonly kind: 'later'; readonly member: string }
  /** The host's list, which is also its own `selection`. */
  | { readonly kind: 'selection' }
  /** The host's list, to be walked once. */
  | { readonly kind: 'iterator' }
  /** Answered at once by a function that calls the host's `name` with the first argument. */
  | { readonly kind: 'undo'; readonly name: string };

/** A history entry on the wire; the extension gets `getState()` in place of `state`. */
export type HistoryEntry = {
  readonly key: string;
  readonly url: string | null;
  readonly state: unknown;
};

export type I18nData = {
  /** The reader's language, as `en` or `pl-PL`. */
  readonly locale: string;
  /** The language of the extension that was chosen for the reader. */
  readonly extensionLocale: string;
  /** ISO 4217, for `formatCurrency` without a currency. */
  readonly currency: string;
  /** IANA name, for `formatDate`. */
  readonly timezone: string;
  /** The extension's locale files, nested as they are written: chosen first, default second. */
  readonly translations: readonly Readonly<Record<string, unknown>>[];
};

/** What the worker is started with; functions go by name. */
export type StartOrder = Omit<ExtensionApi, 'functions'> & {
  readonly bundleUrl: string;
  readonly target: string;
  readonly surface: Surface;
  readonly elements: ElementTable;
  readonly functionNames: readonly string[];
  readonly networkAccess: boolean;
  /** By how much the extension's clock is ahead of the browser's, ms. */
  readonly clockOffsetMs: number;
};

/** What an element's event brings along: its properties afterwards, and the event's own. */
export type EventPayload = {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly event?: Readonly<Record<string, unknown>>;
};

/** Where an extension failed. `load`: the bundle; `run`: its target; `later`: anything after. */
export type ExtensionFailure = {
  readonly phase: 'load' | 'run' | 'later';
  readonly target: string;
  readonly message: string;
  readonly stack?: string;
};

/** One batch of remote-dom mutations, as its protocol has them. */
export type MutationRecords = readonly (readonly unknown[])[];

export type WorkerExports = {
  /** Runs the target; its return value where it has one (data targets). */
  start(order: StartOrder): Promise<unknown>;
  update(changes: Readonly<Record<string, unknown>>): Promise<void>;
  emit(path: string, type: string, event: unknown): Promise<void>;
};

export type HostExports = {
  mutate(records: MutationRecords): Promise<void>;
  callElement(id: string, method: string, args: readonly unknown[]): Promise<unknown>;
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  report(failure: ExtensionFailure): Promise<void>;
};

/**
 * What extensions keep for themselves: one store per app, which every page of a surface hands to
 * its builder. `createBrowserStore` keeps it in the page's localStorage, apart for each namespace.
 */

export type KeyValueStore = {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** Whether there was anything to delete. */
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
  entries(): Promise<[string, unknown][]>;
};

/** Values must survive JSON, as Shopify asks. `namespace`: shop and app, so that none meets. */
export function createBrowserStore(namespace: string): KeyValueStore {
  const prefix = `extension-storage:${namespace}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return {
    get: async (key) => parse(localStorage.getItem(prefix + key)),
    set: async (key, value) => localStorage.setItem(prefix + key, JSON.stringify(value)),
    delete: async (key) => {
      const existed = localStorage.getItem(prefix + key) !== null;
      localStorage.removeItem(prefix + key);
      return existed;
    },
    clear: async () => {
      for (const key of keys()) localStorage.removeItem(key);
    },
    entries: async () =>
      keys().map((key) => [key.slice(prefix.length), parse(localStorage.getItem(key))]),
  };
}

function parse(text: string | null): unknown {
  return text === null ? undefined : (JSON.parse(text) as unknown);
}

/** `read`, `write` and `delete`, as buyers' pages name them; nothing kept is `null` there. */
export function buyerStorage(store: KeyValueStore) {
  return {
    'storage.read': async (key: string) => (await store.get(key)) ?? null,
    'storage.write': (key: string, value: unknown) => store.set(key, value),
    'storage.delete': async (key: string) => void (await store.delete(key)),
  };
}

/** `get`, `set` and their kin, as the till names them. */
export function staffStorage(store: KeyValueStore) {
  return {
    'storage.get': (key: string) => store.get(key),
    'storage.set': (key: string, value: unknown) => store.set(key, value),
    'storage.delete': (key: string) => store.delete(key),
    'storage.clear': () => store.clear(),
    'storage.entries': () => store.entries(),
  };
}

/** The admin's: the till's, and several keys at once. */
export function adminStorage(store: KeyValueStore) {
  return {
    ...staffStorage(store),
    'storage.setMany': async (entries: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(entries)) await store.set(key, value);
    },
    'storage.getMany': (keys: string[]) => Promise.all(keys.map((key) => store.get(key))),
    'storage.deleteMany': async (keys: string[]) => {
      const deleted = keys.map(async (key) => [key, await store.delete(key)] as const);
      return Object.fromEntries(await Promise.all(deleted));
    },
  };
}

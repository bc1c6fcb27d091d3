/** The world of the twin, put together. See README.md. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '../store/store.ts';
import { type Chance, openChance } from './chance.ts';
import { type Clock, openClock } from './clock.ts';
import { openTasks, type Tasks } from './tasks.ts';

/** Something happened to a record; `topic` as in webhook headers, e.g. `orders/create`. */
export type WorldEvent = {
  readonly shopId: number;
  readonly topic: string;
  /** The record's kind and id, e.g. `Order`. */
  readonly kind: string;
  readonly id: number;
  /** What the record cannot tell (any more): a deleted record's id, an edit's deltas. */
  readonly extra?: Readonly<Record<string, unknown>>;
};

export type EventListener = (events: readonly WorldEvent[]) => void;

export type World = {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly tasks: Tasks;
  /** Whole or not at all; nested calls join. Must not await. */
  readonly transact: <T>(work: () => T) => T;
  /** Says what happened; only inside a transaction. */
  readonly emit: (event: WorldEvent) => void;
  /** Told at the end of each transaction, inside it, in order of happening. */
  readonly listen: (listener: EventListener) => void;
  readonly close: () => void;
};

export type WorldOptions = {
  /** Where it is kept; null: in memory. */
  readonly folder: string | null;
  readonly seed?: string;
  readonly machineClock?: () => number;
  readonly complain?: (words: string, error: unknown) => void;
};

/** Opens the world kept in a folder, or an empty one. */
export function openWorld(options: WorldOptions): World {
  const { folder, seed = 'twin', machineClock, complain = logLoudly } = options;
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const store = openStore(folder === null ? ':memory:' : join(folder, 'twin.sqlite'));
  const clock = openClock(store, machineClock);
  const tasks = openTasks(store, clock, (task, error) => complain(`task ${task.name}`, error));
  const listeners: EventListener[] = [];
  let pending: WorldEvent[] = [];

  function tell(): void {
    // A listener may itself make things happen; each round hears what the one before made.
    while (pending.length > 0) {
      const told = new Map(pending.map((event) => [keyOf(event), event]));
      pending = [];
      for (const listener of listeners) listener([...told.values()]);
    }
  }

  function transact<T>(work: () => T): T {
    if (store.isInTransaction()) return work();
    pending = [];
    return store.transact(() => {
      const result = work();
      tell();
      return result;
    });
  }

  return {
    store,
    clock,
    tasks,
    chance: openChance(store, seed),
    transact,
    emit(event) {
      if (!store.isInTransaction())
        throw new Error(`${event.topic} was told outside a transaction`);
      pending.push(event);
    },
    listen: (listener) => void listeners.push(listener),
    close: () => store.close(),
  };
}

const keyOf = ({ shopId, topic, kind, id, extra }: WorldEvent) =>
  JSON.stringify([shopId, topic, kind, id, extra ?? null]);

function logLoudly(words: string, error: unknown): void {
  console.error(`${words}:`, error);
}

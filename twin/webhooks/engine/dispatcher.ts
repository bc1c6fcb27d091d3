/**
 * Sends what is due by the twin's clock, at most so many at once and in no order anybody may rely
 * on. A try that fails is due again later; moving the clock makes it due.
 */
import { shops } from '../../model/kinds.ts';
import type { World } from '../../world/world.ts';
import type { DeliveryArchive } from './archive.ts';
import type { Poster } from './post.ts';
import { type Due, type Fate, tryDelivery } from './try-delivery.ts';

export type DispatchReport = Record<Fate, number>;

type DispatcherOptions = {
  readonly archive: DeliveryArchive;
  readonly poster: Poster;
  /** Deliveries under way at the same time. */
  readonly atOnceMax: number;
};

/** A dispatcher over the deliveries kept in the world. */
export function openDispatcher(world: World, options: DispatcherOptions) {
  const { archive, atOnceMax } = options;
  const queue = openQueue(world, options);
  let running: Promise<DispatchReport> | null = null;
  let isStopped = false;

  const next = () => (isStopped ? null : queue.take());

  async function run(): Promise<DispatchReport> {
    const report = { delivered: 0, postponed: 0, failed: 0, dropped: 0 };
    async function work(): Promise<void> {
      for (let due = next(); due !== null; due = next()) {
        try {
          const fate = await tryDelivery(world, due, options);
          if (fate !== null) report[fate] += 1;
        } finally {
          queue.done(due);
        }
      }
    }
    // Whoever finds nothing to do leaves; what came meanwhile is looked for once more.
    do await Promise.all(Array.from({ length: atOnceMax }, work));
    while (!isStopped && queue.hasDue());
    return report;
  }

  return {
    /** Sends all that is due and ends when nothing is; one run at a time, a second caller joins. */
    dispatchDue(): Promise<DispatchReport> {
      isStopped = false;
      running ??= run().finally(() => (running = null));
      return running;
    },
    /** When the next delivery is due, by the twin's clock; null: none waits. */
    nextDueAt(): number | null {
      const next = [...world.store.each(shops, 0)].flatMap(
        ({ id }) => archive.upcoming(id, 1)[0]?.dueAt ?? [],
      );
      return next.length === 0 ? null : Math.min(...next);
    },
    /** Begins nothing new and waits for what is under way. */
    async stop(): Promise<void> {
      isStopped = true;
      await running;
    },
  };
}

/** What is due and not under way, looked up a handful at a time as bodies are long. */
function openQueue({ store, clock }: World, { archive, atOnceMax }: DispatcherOptions) {
  const underWay = new Set<string>();
  const keyOf = ({ shopId, id }: Due) => `${shopId}/${id}`;
  let found: Due[] = [];

  function find(): Due[] {
    const now = clock.now();
    return [...store.each(shops, 0)].flatMap(({ id: shopId }) =>
      archive
        .upcoming(shopId, underWay.size + atOnceMax)
        .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
        .map(({ id }) => ({ shopId, id }))
        .filter((due) => !underWay.has(keyOf(due))),
    );
  }

  return {
    hasDue: (): boolean => find().length > 0,
    take(): Due | null {
      if (found.length === 0) found = find();
      const due = found.shift() ?? null;
      if (due !== null) underWay.add(keyOf(due));
      return due;
    },
    done: (due: Due) => void underWay.delete(keyOf(due)),
  };
}

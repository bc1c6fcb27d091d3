/** Webhooks of a world: recorded as things happen, sent when due. See README.md. */
import type { Delivery } from '../../model/app.ts';
import type { Page } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { type DeliveryCounts, type DeliveryQuery, openArchive } from './archive.ts';
import { type DispatchReport, openDispatcher } from './dispatcher.ts';
import { noWebhookFaults, type WebhookFaults } from './faults.ts';
import { type FetchFrom, openPoster, posterTo } from './post.ts';
import { recordDeliveries } from './record-deliveries.ts';

export type WebhooksOptions = {
  /** Anybody may set its switches at any time. */
  readonly faults?: WebhookFaults;
  /** Instead of the network. */
  readonly fetchFrom?: FetchFrom;
  /** Deliveries under way at the same time. */
  readonly atOnceMax?: number;
  /** Settled deliveries kept with their bodies, for each shop. */
  readonly kept?: number;
  /** Told of events whose body could not be made. */
  readonly complain?: (words: string, error: unknown) => void;
};

export type Webhooks = {
  readonly faults: WebhookFaults;
  /** Sends from now on whatever falls due, by itself. */
  readonly start: () => void;
  /** Begins nothing new and waits for what is under way. */
  readonly stop: () => Promise<void>;
  /** Sends all that is due, whether started or not. */
  readonly dispatchDue: () => Promise<DispatchReport>;
  /** Newest first. */
  readonly deliveries: (shopId: number, query?: DeliveryQuery) => Page<Delivery>;
  readonly delivery: (shopId: number, id: number) => Delivery | null;
  readonly counts: (shopId: number) => DeliveryCounts;
  /** Once more, with the same ids and body; throws where the delivery is not kept any more. */
  readonly redeliver: (shopId: number, id: number) => Delivery;
  /** Makes due now one that waits, or all that wait; answers how many. */
  readonly deliverNow: (shopId: number, id?: number) => number;
};

const AT_ONCE = 8;
/** A timer cannot be set for ever, and the machine's clock may be changed under it. */
const SLEEP_MS_MAX = 60_000;

/** Listens to the world at once; sends nothing before `start` or `dispatchDue`. */
export function openWebhooks(world: World, options: WebhooksOptions = {}): Webhooks {
  const { fetchFrom, atOnceMax = AT_ONCE, complain = logLoudly } = options;
  const faults = options.faults ?? noWebhookFaults();
  const archive = openArchive(world, options.kept);
  const poster = fetchFrom === undefined ? openPoster(atOnceMax) : posterTo(fetchFrom);
  const dispatcher = openDispatcher(world, { archive, poster, atOnceMax });
  const bell = openBell(world, dispatcher, complain);

  world.listen((events) => {
    if (recordDeliveries(world, events, { faults, archive, complain }) > 0) bell.ring();
  });

  return {
    faults,
    start: () => bell.start(),
    async stop() {
      bell.stop();
      await dispatcher.stop();
      poster.close();
    },
    dispatchDue: () => dispatcher.dispatchDue(),
    deliveries: (shopId, query) => archive.list(shopId, query),
    delivery: archive.get,
    counts: (shopId) => archive.counts(shopId),
    redeliver(shopId, id) {
      const old = archive.get(shopId, id);
      if (old === null) throw new Error(`Delivery ${id} is not kept any more.`);
      const again = { status: 'waiting', dueAt: world.clock.now(), attempts: [] } as const;
      const fresh = archive.keep(shopId, { ...old, ...again, id: world.store.nextId() });
      bell.ring();
      return fresh;
    },
    deliverNow(shopId, id) {
      const dueAt = world.clock.now();
      const waiting = world.transact(() => {
        const chosen = archive.waiting(shopId).filter((one) => id === undefined || one === id);
        for (const one of chosen) {
          const delivery = archive.get(shopId, one);
          if (delivery !== null) archive.keep(shopId, { ...delivery, dueAt });
        }
        return chosen.length;
      });
      bell.ring();
      return waiting;
    },
  };
}

type Wakes = {
  readonly dispatchDue: () => Promise<unknown>;
  readonly nextDueAt: () => number | null;
};

/** Wakes the dispatcher when something falls due; silent before `start` and after `stop`. */
function openBell(
  { clock }: World,
  dispatcher: Wakes,
  complain: (words: string, error: unknown) => void,
) {
  let isStarted = false;
  let timer: NodeJS.Timeout | undefined;
  clock.onMoved(() => ring());

  function ring(): void {
    if (!isStarted) return;
    clearTimeout(timer);
    // After the transaction under way, if there is one.
    timer = setTimeout(() => void wake(), 0);
  }

  async function wake(): Promise<void> {
    try {
      await dispatcher.dispatchDue();
    } catch (error) {
      complain('webhooks', error);
    }
    if (!isStarted) return;
    const dueAt = dispatcher.nextDueAt();
    if (dueAt === null) return;
    const waitMs = Math.max(0, dueAt - clock.now());
    // A clock that stands makes nothing due; it rings when it is moved.
    if (waitMs > 0 && clock.isStanding()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void wake(), Math.min(waitMs, SLEEP_MS_MAX)).unref();
  }

  return {
    ring,
    start() {
      isStarted = true;
      ring();
    },
    stop() {
      isStarted = false;
      clearTimeout(timer);
    },
  };
}

function logLoudly(words: string, error: unknown): void {
  console.error(`${words}:`, error);
}

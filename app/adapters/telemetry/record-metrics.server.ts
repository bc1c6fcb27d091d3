/** What happened, as counts and durations; and what waits, as gauges. No series carries an id. */
import type { Meter, ObservableGauge } from '@opentelemetry/api';
import type { Happening, Vitals, Watch } from '../../services/ports/telemetry.ts';

/** Seconds; a webhook's few milliseconds and Shopify's many must both be told apart. */
const SECONDS = {
  unit: 's',
  advice: {
    explicitBucketBoundaries: [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ],
  },
};

/** Listens and counts. */
export function recordMetrics(meter: Meter): Watch {
  const requests = meter.createHistogram('laurel.http.duration', SECONDS);
  const shopify = meter.createHistogram('laurel.shopify.duration', SECONDS);
  const batches = meter.createHistogram('laurel.drain.batch.duration', SECONDS);
  const folds = meter.createHistogram('laurel.fold.duration', SECONDS);
  const deliveries = meter.createCounter('laurel.deliveries');
  const drained = meter.createCounter('laurel.deliveries.drained');
  const movements = meter.createCounter('laurel.movements');
  const spent = meter.createCounter('laurel.shopify.points');
  const left = meter.createGauge('laurel.shopify.budget.left', { unit: '1' });

  const listen = (happening: Happening): void => {
    switch (happening.is) {
      case 'request-answered': {
        const { entry, status } = happening;
        requests.record(secondsOf(happening), { entry, status: `${Math.trunc(status / 100)}xx` });
        return;
      }
      case 'delivery-taken':
        deliveries.add(1, { outcome: happening.outcome });
        return;
      case 'batch-written':
        batches.record(secondsOf(happening));
        drained.add(happening.deliveries.length);
        movements.add(happening.movements);
        return;
      case 'member-folded':
        folds.record(secondsOf(happening));
        movements.add(happening.movements);
        return;
      case 'shopify-asked': {
        const { lane, operation, outcome } = happening;
        shopify.record(secondsOf(happening), { lane, operation, outcome });
        return;
      }
      case 'budget-heard': {
        const { lane, cost } = happening;
        if (cost !== null) spent.add(cost, { lane });
        left.record(happening.left / happening.most, { lane });
      }
    }
  };
  return listen;
}

function secondsOf({ from, to }: { readonly from: number; readonly to: number }): number {
  return (to - from) / 1_000;
}

const GAUGES: Readonly<Record<keyof Vitals, string>> = {
  inboxWaiting: 'laurel.inbox.waiting',
  inboxLagMs: 'laurel.inbox.lag',
  parked: 'laurel.inbox.parked',
  refoldsWaiting: 'laurel.refolds.waiting',
  refoldsFailing: 'laurel.refolds.failing',
  outboxWaiting: 'laurel.outbox.waiting',
  outboxAgeMs: 'laurel.outbox.age',
  deadLetters: 'laurel.dead_letters',
  choresFailing: 'laurel.chores.failing',
  redemptionsOpen: 'laurel.redemptions.open',
  redemptionAgeMs: 'laurel.redemptions.age',
  poolLowest: 'laurel.pool.lowest',
  queueDepth: 'laurel.queue.depth',
};
const NAMES = Object.keys(GAUGES) as (keyof Vitals)[];

/** One reading for all gauges, before each export; what is null is left out. */
export function observeVitals(meter: Meter, read: () => Promise<Vitals>): void {
  const gauges = new Map<keyof Vitals, ObservableGauge>();
  for (const name of NAMES) {
    const isAge = name.endsWith('Ms');
    gauges.set(name, meter.createObservableGauge(GAUGES[name], { unit: isAge ? 's' : '1' }));
  }
  meter.addBatchObservableCallback(
    async (result) => {
      const vitals = await read().catch(() => null);
      if (vitals === null) return;
      for (const [name, gauge] of gauges) {
        const value = vitals[name];
        if (value !== null) result.observe(gauge, name.endsWith('Ms') ? value / 1_000 : value);
      }
    },
    [...gauges.values()],
  );
}

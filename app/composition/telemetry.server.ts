/** What the processes tell of themselves: the log always, a collector where one is set. */
import type pg from 'pg';
import { programLister, vitalsReader } from '../adapters/postgres/read-vitals.server.ts';
import type { Ask } from '../adapters/shopify/operation.ts';
import {
  openTelemetry,
  type TelemetrySettings,
} from '../adapters/telemetry/open-telemetry.server.ts';
import type { Log } from '../services/ports/log.ts';
import { ShopifyUnavailable } from '../services/ports/shopify.ts';
import type { Happening, Watch } from '../services/ports/telemetry.ts';
import { readVitals } from '../services/read-vitals.ts';
import { sayHappenings } from '../services/say-happenings.ts';
import { type NamedMirrors, nameMirrored, type TellMember } from '../services/watch-mirrors.ts';
import { watchRounds } from '../services/watch-rounds.ts';

export type ComposedTelemetry = {
  readonly watch: Watch;
  /** Whether there is a collector: what only it would hear need not be told. */
  readonly isCollected: boolean;
  /** Reads vitals before each export, of the books and of the queue. */
  gaugeBy(pool: pg.Pool, queueDepth: () => Promise<number>): void;
  close(): Promise<void>;
};

/** Null settings: nobody collects. */
export function composeTelemetry(
  settings: Omit<TelemetrySettings, 'service'> | null,
  log: Log,
  service: string,
): ComposedTelemetry {
  const say = sayHappenings(log);
  const telemetry = settings === null ? null : openTelemetry({ ...settings, service });
  return {
    isCollected: telemetry !== null,
    watch: (happening) => {
      say(happening);
      telemetry?.watch(happening);
    },
    gaugeBy(pool, queueDepth) {
      const needs = {
        listPrograms: programLister(pool),
        readProgram: vitalsReader(pool),
        queueDepth,
      };
      telemetry?.gauge(() => readVitals(needs, now()));
    },
    close: async () => telemetry?.close(),
  };
}

const now = (): number => Date.now();

/** What the worker does once a second. */
const ROUNDS = ['sweep', 'tend'] as const;

type WorkerTelemetryNeeds = {
  readonly settings: Omit<TelemetrySettings, 'service'> | null;
  readonly log: Log;
  readonly pool: pg.Pool;
  readonly queueDepth: () => Promise<number>;
};

/** The same for the worker, with whom it tells Shopify of, and how its rounds get on. */
export function composeWorkerTelemetry({ settings, log, pool, queueDepth }: WorkerTelemetryNeeds) {
  const told = composeTelemetry(settings, log, 'laurel-worker');
  const { memberOf, watch: watchMirrors } = nameMirrored();
  const rounds = watchRounds(ROUNDS, () => performance.now());
  const watch: Watch = (happening) => {
    rounds.progressed();
    told.watch(happening);
  };
  told.gaugeBy(pool, queueDepth);
  return { watch, memberOf, watchMirrors, rounds, close: () => told.close() };
}

/** Questions to Shopify, watched; a write of metafields is told with the members it names. */
export function watchAsk(ask: Ask, watch: Watch, memberOf: NamedMirrors['memberOf']): Ask {
  return async (to, operation, variables) => {
    const { shop, lane } = to;
    const { programId, shopId } = shop;
    const from = now();
    let outcome: Extract<Happening, { is: 'shopify-asked' }>['outcome'] = 'failed';
    try {
      const answer = await ask(to, operation, variables);
      outcome = 'answered';
      return answer;
    } catch (error) {
      if (error instanceof ShopifyUnavailable) outcome = error.why;
      throw error;
    } finally {
      const { name, effect } = operation;
      const members = ownersOf(variables).flatMap((owner) => memberOf(shopId, owner) ?? []);
      const asked = { operation: name, effect, outcome, members: eachOnce(members) };
      watch({ is: 'shopify-asked', programId, shopId, lane, ...asked, from, to: now() });
    }
  };
}

function ownersOf(variables: Readonly<Record<string, unknown>>): string[] {
  const { metafields } = variables;
  if (!Array.isArray(metafields)) return [];
  return metafields.flatMap((one: { ownerId?: unknown } | null) =>
    typeof one?.ownerId === 'string' ? [one.ownerId] : [],
  );
}

function eachOnce(members: readonly TellMember[]): TellMember[] {
  return [...new Map(members.map((member) => [member.memberId, member])).values()];
}

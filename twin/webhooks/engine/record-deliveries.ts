/**
 * From events to deliveries, inside the transaction in which the events happened: what was told and
 * what is sent can never differ. Bodies are made now and kept, so that a retry sends the original.
 */
import type { Delivery } from '../../model/app.ts';
import type { World, WorldEvent } from '../../world/world.ts';
import { openSource, type PayloadSource } from '../payloads/source.ts';
import { buildPayload, type Payload } from '../payloads/topics.ts';
import type { DeliveryArchive } from './archive.ts';
import { addressOf, audienceOf, type Listener } from './audience.ts';
import { holdBackMs, isDropped, isRepeated, type WebhookFaults } from './faults.ts';
import { includeFields, metafieldsOf } from './fields.ts';
import { passesFilter } from './filter.ts';

export type RecordingOptions = {
  readonly faults: WebhookFaults;
  readonly archive: DeliveryArchive;
  /** Told of a body that could not be made; the delivery is kept as failed. */
  readonly complain: (words: string, error: unknown) => void;
};

/** Writes the deliveries of events that happened together. Returns how many wait to be sent. */
export function recordDeliveries(
  world: World,
  events: readonly WorldEvent[],
  options: RecordingOptions,
): number {
  const at = world.clock.now();
  const sources = new Map<number, { source: PayloadSource; eventId: string }>();
  let waiting = 0;
  for (const event of events) {
    const listeners = audienceOf(world, event, options.faults);
    if (listeners.length === 0) continue;
    let shop = sources.get(event.shopId);
    if (shop === undefined) {
      // What one action makes happen shares an id, whatever the topics.
      const source = openSource(world.store, event.shopId, at);
      sources.set(event.shopId, (shop = { source, eventId: world.chance.uuid() }));
    }
    waiting += recordEvent(world, event, { ...shop, ...options, listeners });
  }
  return waiting;
}

type Told = RecordingOptions & {
  readonly source: PayloadSource;
  readonly eventId: string;
  readonly listeners: readonly Listener[];
};

function recordEvent(world: World, event: WorldEvent, told: Told): number {
  let payload: Payload;
  try {
    payload = buildPayload(event, told.source);
  } catch (error) {
    told.complain(`webhook ${event.topic}`, error);
    const words = error instanceof Error ? error.message : String(error);
    for (const to of told.listeners) refuse(world, event, { ...told, to, words });
    return 0;
  }
  let waiting = 0;
  for (const to of told.listeners) {
    if (passesFilter(to.subscription.filter, payload)) {
      waiting += recordOne(world, event, { ...told, to, payload });
    }
  }
  return waiting;
}

function recordOne(
  world: World,
  event: WorldEvent,
  told: Told & { to: Listener; payload: Payload },
): number {
  const { faults, archive, to } = told;
  const { shopId, topic } = event;
  const { subscription, app } = to;
  const url = addressOf(app, subscription.uri);
  if (url === null) {
    refuse(world, event, { ...told, words: `The twin does not deliver to ${subscription.uri}.` });
    return 0;
  }
  const body = JSON.stringify(bodyOf(world, event, told));
  const delivery = { ...newDelivery(world, event, told), url, body };
  if (isDropped(faults, topic, world)) {
    archive.settle(shopId, { ...delivery, status: 'dropped', dueAt: null });
    return 0;
  }
  const times = isRepeated(faults, world) ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    const id = time === 0 ? delivery.id : world.store.nextId();
    const dueAt = delivery.triggeredAt + holdBackMs(faults, world);
    archive.keep(shopId, { ...delivery, id, dueAt });
  }
  return times;
}

function bodyOf(
  world: World,
  event: WorldEvent,
  { to, payload, source }: Told & { to: Listener; payload: Payload },
): Payload {
  const { subscription, app } = to;
  const kept = includeFields(payload, subscription.includeFields);
  const metafields = metafieldsOf(world, event, {
    namespaces: subscription.metafieldNamespaces,
    appId: app.id,
    zone: source.shop.zone,
  });
  return metafields === null ? kept : { ...kept, metafields };
}

function newDelivery(
  world: World,
  { topic }: WorldEvent,
  { source, eventId, to }: Told & { to: Listener },
): Delivery {
  const { id, appId, uri, apiVersion, name } = to.subscription;
  return {
    id: world.store.nextId(),
    webhookId: world.chance.uuid(),
    eventId,
    subscriptionId: id,
    appId,
    topic,
    url: uri,
    apiVersion,
    name,
    body: '',
    triggeredAt: source.at,
    status: 'waiting',
    dueAt: source.at,
    attempts: [],
  };
}

/** A delivery that will never be made, kept so that it is seen. */
function refuse(
  world: World,
  event: WorldEvent,
  told: Told & { to: Listener; words: string },
): void {
  const attempts = [{ at: told.source.at, answer: told.words, ms: 0 }];
  const delivery = newDelivery(world, event, told);
  told.archive.settle(event.shopId, { ...delivery, status: 'failed', dueAt: null, attempts });
}

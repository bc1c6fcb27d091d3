/**
 * Every topic the twin can tell, with the builder of its body from an event and the records. A
 * topic that is not here fails with its name; README.md says what each event's `extra` holds.
 */
import type { WorldEvent } from '../../world/world.ts';
import { APP_TOPICS } from './topics-of-apps.ts';
import { CATALOG_TOPICS } from './topics-of-catalog.ts';
import { CUSTOMER_TOPICS } from './topics-of-customers.ts';
import { ORDER_TOPICS } from './topics-of-orders.ts';
import type { PayloadSource } from './source.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** The body of one event. */
export type PayloadBuilder = (event: WorldEvent, source: PayloadSource) => Payload;

const TOPICS: ReadonlyMap<string, PayloadBuilder> = new Map(
  Object.entries({ ...ORDER_TOPICS, ...CUSTOMER_TOPICS, ...CATALOG_TOPICS, ...APP_TOPICS }),
);

/** All topics, as in headers. */
export const KNOWN_TOPICS: readonly string[] = [...TOPICS.keys()].sort();

/** Whether `buildPayload` knows the topic. */

/** The body for an event. Throws for an unknown topic, and where a record is missing. */
export function buildPayload(event: WorldEvent, source: PayloadSource): Payload {
  const build = TOPICS.get(event.topic);
  if (build === undefined) throw new Error(`The twin has no payload of the topic ${event.topic}.`);
  return build(event, source);
}

/**
 * What may go wrong with deliveries, by switch. Plain state that anybody may set at any time; it
 * acts on events from then on. Chance is the world's, so a seed repeats a run.
 */
import type { World } from '../../world/world.ts';

export type WebhookFaults = {
  /** Each delivery comes so much later, ms by the twin's clock; null: at once. */
  late: { minMs: number; maxMs: number } | null;
  /** How likely a delivery comes a second time, with the same ids: 0 to 1. */
  twice: number;
  /** Deliveries change places within a window of so many ms; 0: they do not. */
  shuffledWithinMs: number;
  dropped: {
    /** How likely a delivery never leaves: 0 to 1. */
    probability: number;
    /** So many of the next deliveries never leave; counts down by itself. */
    next: number;
    /** None of these topics leaves. */
    topics: string[];
  };
  /**
   * Subscriptions to these topics are gone: the next event deletes an app's own for good, and those
   * of its file are passed over for as long as the topic stands here.
   */
  subscriptionsDeleted: string[];
};

/** Nothing goes wrong. */
export function noWebhookFaults(): WebhookFaults {
  return {
    late: null,
    twice: 0,
    shuffledWithinMs: 0,
    dropped: { probability: 0, next: 0, topics: [] },
    subscriptionsDeleted: [],
  };
}

/** Whether this delivery is lost; takes one off `next`. */
export function isDropped(faults: WebhookFaults, topic: string, { chance }: World): boolean {
  const { dropped } = faults;
  if (dropped.topics.includes(topic)) return true;
  if (dropped.next > 0) {
    dropped.next -= 1;
    return true;
  }
  return dropped.probability > 0 && chance.happens(dropped.probability);
}

/** Whether this delivery comes twice. */
export const isRepeated = ({ twice }: WebhookFaults, { chance }: World): boolean =>
  twice > 0 && chance.happens(twice);

/** How long this delivery is held back, ms. */
export function holdBackMs({ late, shuffledWithinMs }: WebhookFaults, { chance }: World): number {
  const lateMs =
    late === null ? 0 : late.minMs + chance.integer(Math.max(0, late.maxMs - late.minMs) + 1);
  return lateMs + (shuffledWithinMs > 0 ? chance.integer(shuffledWithinMs) : 0);
}

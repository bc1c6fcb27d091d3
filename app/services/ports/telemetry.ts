/**
 * What the pipeline tells of itself as it goes: to the log, and to whoever collects traces and
 * metrics. Only ids of ours and of deliveries, codes and counts are told, never a person's data.
 */
import type { Lane } from './shopify.ts';

/** From when to when something took, in ms since the epoch. */
export type Span = { readonly from: number; readonly to: number };

/** What became of one delivery in a batch; null: it changed no order, or nobody owns the order. */
export type DeliveryDone = {
  readonly inboxId: number;
  readonly deliveryId: string;
  readonly orderKey: number | null;
  readonly memberId: number | null;
};

/** Something that has happened, and cannot be undone by who listens. */
export type Happening =
  | (Span & {
      readonly is: 'delivery-taken';
      readonly deliveryId: string;
      readonly topic: string;
      readonly outcome: 'stored' | 'duplicate' | 'of_no_shop';
      readonly programId: number | null;
    })
  /** A batch of the drain is committed; one without deliveries let time pass for members. */
  | (Span & {
      readonly is: 'batch-written';
      /** Names the batch in the log and in traces; nowhere else. */
      readonly batch: string;
      readonly programId: number;
      readonly deliveries: readonly DeliveryDone[];
      readonly members: number;
      readonly movements: number;
    })
  /** A member was folded from scratch, and the difference is posted. */
  | (Span & {
      readonly is: 'member-folded';
      readonly programId: number;
      readonly memberId: number;
      /** The newest movement's number. */
      readonly seq: number;
      readonly movements: number;
    })
  /** Shopify was asked; members are those whose metafields a write names. */
  | (Span & {
      readonly is: 'shopify-asked';
      readonly programId: number;
      readonly shopId: number;
      readonly lane: Lane;
      readonly operation: string;
      readonly effect: 'read' | 'repeatable' | 'once';
      readonly outcome: 'answered' | 'uninstalled' | 'unknown_outcome' | 'try_later' | 'failed';
      readonly members: readonly { readonly memberId: number; readonly seq: number }[];
    })
  /** What Shopify said of a shop's budget after an answer, in its points. */
  | {
      readonly is: 'budget-heard';
      readonly lane: Lane;
      /** What the request cost; null where Shopify did not say. */
      readonly cost: number | null;
      readonly left: number;
      readonly most: number;
    }
  /** A request of the web process was answered. */
  | (Span & {
      readonly is: 'request-answered';
      readonly entry: 'webhooks' | 'health' | 'pages';
      readonly status: number;
    });

/** Hears what happened; returns at once and never throws. */
export type Watch = (happening: Happening) => void;

/**
 * What waits, read from the books once an export and never for a request. Counts stop at a bound.
 */
export type Vitals = {
  readonly inboxWaiting: number;
  /** Age of the oldest delivery that waits, in ms; 0 where none does. */
  readonly inboxLagMs: number;
  readonly parked: number;
  readonly refoldsWaiting: number;
  readonly refoldsFailing: number;
  readonly outboxWaiting: number;
  readonly outboxAgeMs: number;
  readonly deadLetters: number;
  readonly choresFailing: number;
  /** Redemptions whose reward is not decided yet, and the age of the oldest. */
  readonly redemptionsOpen: number;
  readonly redemptionAgeMs: number;
  /** Ready codes of the reward that has the fewest; null where no reward has a pool. */
  readonly poolLowest: number | null;
  /** Jobs that wait in the queue; null where it does not answer. */
  readonly queueDepth: number | null;
};

export type Telemetry = {
  readonly watch: Watch;
  /** From now on asks for the vitals before each export. A reading that rejects is left out. */
  gauge(read: () => Promise<Vitals>): void;
  /** Sends what is left, within a few seconds at most. */
  close(): Promise<void>;
};

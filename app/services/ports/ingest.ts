/** What the webhook entry and the parking lot need of the world. */
import type { Hashing, Notice, Observation } from '../../contracts/observation.ts';
import type { DistinctHeaders, WebhookHeaders } from '../../contracts/webhook-headers.ts';

/** Whether a body was signed with the app's secret; null is a missing signature. */
export type SignatureCheck = (body: Uint8Array, signature: string | null) => boolean;

export type Vault = Hashing & {
  /** Encrypts for later, bound to a text that must be given again. */
  seal(bytes: Uint8Array, boundTo: string): Uint8Array;
  /** Null where the key, the bytes or the bond are not those of the sealing. */
  unseal(sealed: Uint8Array, boundTo: string): Uint8Array | null;
};

/** What is stored of a delivery: what we read, or why we could not and the sealed original. */
type DeliveryContent =
  | { readonly status: 'waiting'; readonly observation: Observation | Notice }
  | { readonly status: 'parked'; readonly reason: string; readonly sealed: Uint8Array };

export type Delivery = WebhookHeaders & { readonly content: DeliveryContent };

/** `duplicate`: a delivery of this id is in the inbox already, whatever became of it. */
export type Inserted =
  | { readonly outcome: 'stored' | 'duplicate'; readonly programId: number }
  | { readonly outcome: 'unknown_shop' };

/**
 * `rejected`: the database took offence at a value, and will again; `unavailable`: it gave no
 * answer, and the same may well succeed later. `detail` is an error code.
 */
export type InsertRefused = {
  readonly outcome: 'rejected' | 'unavailable';
  readonly detail: string;
};

export type InboxInsert = (
  deliveries: readonly Delivery[],
) => Promise<
  | { readonly ok: true; readonly each: readonly Inserted[] }
  | ({ readonly ok: false } & InsertRefused)
>;

/** Gives a shop its program; true when it has one. False: the database gave no answer. */
export type OpenShop = (domain: string) => Promise<boolean>;

/**
 * What becomes of a delivery. Refusals, in order: `bad_signature` (nothing is read or stored),
 * `bad_header` (which one), `unavailable` (not known to be stored: Shopify must send it again).
 */
export type IngestAnswer =
  | {
      readonly ok: true;
      readonly outcome: 'stored' | 'duplicate';
      readonly programId: number;
      /** True where the drain has something to do: stored, and not parked. */
      readonly work: boolean;
    }
  /** A notice of a shop we do not know, or no more: there is nothing to keep. */
  | { readonly ok: true; readonly outcome: 'of_no_shop'; readonly work: false }
  | { readonly ok: false; readonly reason: 'bad_signature' | 'unavailable' }
  | { readonly ok: false; readonly reason: 'bad_header'; readonly header: string };

export type Ingest = (headers: DistinctHeaders, body: Uint8Array) => Promise<IngestAnswer>;

/**
 * A delivery in the parking lot. `sealed` is null where a bug in the drain parked a readable one.
 */
export type ParkedDelivery = {
  readonly deliveryId: string;
  readonly topic: string;
  readonly sealed: Uint8Array | null;
};

/** What a retry makes of it. `again` leaves an observation that was readable all along as it is. */
export type ParkedVerdict =
  | { readonly status: 'waiting'; readonly observation: Observation | Notice | 'again' }
  | { readonly status: 'parked'; readonly reason: string };

/**
 * Locks the parked delivery, asks for the verdict and writes it, in one transaction of the program.
 * Null when there is no such delivery or it is not parked.
 */
export type JudgeParked = (
  where: { readonly programId: number; readonly inboxId: number },
  judge: (parked: ParkedDelivery) => ParkedVerdict,
) => Promise<ParkedVerdict | null>;

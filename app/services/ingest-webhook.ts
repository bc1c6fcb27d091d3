/**
 * A delivery from the webhook entry to the inbox. What it says is read here, once; whatever cannot
 * be read is parked with its reason and its sealed original, and answered as stored: Shopify
 * sending it again would not make it more readable. Refusals: see `IngestAnswer`.
 */
import { type ParkedReason, reasonText } from '../contracts/parked-reason.ts';
import { isNoticeTopic, readDelivery } from '../contracts/webhook-topics.ts';
import {
  readWebhookHeaders,
  signatureHeader,
  type WebhookHeaders,
} from '../contracts/webhook-headers.ts';
import type { InsertOne } from './group-deliveries.ts';
import type {
  Delivery,
  Ingest,
  IngestAnswer,
  Inserted,
  InsertRefused,
  OpenShop,
  SignatureCheck,
  Vault,
} from './ports/ingest.ts';
import type { Log } from './ports/log.ts';

export type IngestNeeds = {
  readonly isSigned: SignatureCheck;
  readonly vault: Vault;
  readonly insert: InsertOne;
  readonly openShop: OpenShop;
  readonly log: Log;
};

/** The use case, with what it needs inside. */
export function ingestWebhook(needs: IngestNeeds): Ingest {
  const insert = insertKnowingTheShop(needs.insert, openOnce(needs.openShop));
  return async (distinct, body) => {
    if (!needs.isSigned(body, signatureHeader(distinct))) {
      return { ok: false, reason: 'bad_signature' };
    }
    const reading = readWebhookHeaders(distinct);
    if (!reading.ok) return reading;
    const { headers } = reading;
    let delivery = readOrPark(headers, body, needs);
    let inserted = await insert(delivery);
    if (inserted.outcome === 'rejected' && delivery.content.status === 'waiting') {
      // A value our checks let through and the database will not hold: keep the original instead.
      delivery = park(headers, body, { code: 'unstorable', detail: inserted.detail }, needs);
      inserted = await insert(delivery);
    }
    return answer(inserted, delivery, needs.log);
  };
}

function readOrPark(headers: WebhookHeaders, body: Uint8Array, needs: IngestNeeds): Delivery {
  const projection = readDelivery(headers.topic, body, needs.vault);
  if (!projection.ok) return park(headers, body, projection.reason, needs);
  return { ...headers, content: { status: 'waiting', observation: projection.observation } };
}

function park(
  headers: WebhookHeaders,
  body: Uint8Array,
  parkedReason: ParkedReason,
  { vault, log }: IngestNeeds,
): Delivery {
  const reason = reasonText(parkedReason);
  const { topic, domain, deliveryId } = headers;
  log.warn({ topic, domain, deliveryId, reason }, 'A delivery could not be read and is parked.');
  const sealed = vault.seal(body, sealBond(headers));
  return { ...headers, content: { status: 'parked', reason, sealed } };
}

/** What a sealed original is bound to: it opens only with the delivery it came with. */
export function sealBond(of: { readonly deliveryId: string; readonly topic: string }): string {
  return `${of.topic}\n${of.deliveryId}`;
}

function answer(inserted: Inserted | InsertRefused, delivery: Delivery, log: Log): IngestAnswer {
  switch (inserted.outcome) {
    case 'stored':
    case 'duplicate': {
      const { outcome, programId } = inserted;
      const work = outcome === 'stored' && delivery.content.status === 'waiting';
      return { ok: true, outcome, programId, work };
    }
    default: {
      const { domain, deliveryId, topic } = delivery;
      if (inserted.outcome === 'unknown_shop' && isNoticeTopic(topic)) {
        return { ok: true, outcome: 'of_no_shop', work: false };
      }
      const why = inserted.outcome === 'unknown_shop' ? 'unknown_shop' : inserted.detail;
      log.error({ topic, domain, deliveryId, why }, 'A delivery could not be stored.');
      return { ok: false, reason: 'unavailable' };
    }
  }
}

/**
 * A valid signature proves that an unknown shop installed us: open it, and the delivery goes in. A
 * notice proves no such thing: it may be the last word of a shop that was erased.
 */
function insertKnowingTheShop(insert: InsertOne, openShop: OpenShop): InsertOne {
  return async (delivery) => {
    const inserted = await insert(delivery);
    if (inserted.outcome !== 'unknown_shop' || isNoticeTopic(delivery.topic)) return inserted;
    if (await openShop(delivery.domain)) return insert(delivery);
    return { outcome: 'unavailable', detail: 'open_shop' };
  };
}

/** A new shop's first deliveries come together; they share one opening. */
function openOnce(openShop: OpenShop): OpenShop {
  const opening = new Map<string, Promise<boolean>>();
  return (domain) => {
    const under = opening.get(domain);
    if (under) return under;
    const started = openShop(domain).finally(() => opening.delete(domain));
    opening.set(domain, started);
    return started;
  };
}

/** Sends a plan's deliveries, signed; the one path that scripts, tests and storms share. */
import {
  deliverAll,
  type DeliverOptions,
  type DeliveryReport,
} from '../../twin/webhooks/deliver.ts';
import { signedHeaders } from '../../twin/webhooks/sign.ts';
import type { PlannedDelivery } from './plan-deliveries.ts';

export type Sender = {
  readonly shop: string;
  readonly secret: string;
  readonly apiVersion: string;
};

/** Delivers the plan; each body is built and signed when its turn comes. */
export function sendPlan(
  plan: readonly PlannedDelivery[],
  { shop, secret, apiVersion }: Sender,
  options: DeliverOptions,
): Promise<DeliveryReport> {
  function* outgoing() {
    for (const { topic, webhookId, eventId, at, body } of plan) {
      yield () => {
        const raw = body();
        const delivery = {
          topic,
          shop,
          apiVersion,
          webhookId,
          eventId,
          triggeredAt: at,
          body: raw,
        };
        return { headers: signedHeaders(delivery, secret), body: raw };
      };
    }
  }
  return deliverAll(outgoing(), options);
}

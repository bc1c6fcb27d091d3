import { readWebhookHeaders } from '../contracts/webhook-headers.ts';
import type { Ingest } from './ports/ingest.ts';
import type { Watch } from './ports/telemetry.ts';

/**
 * The way in, watched. Only what a right signature let through is told: a stranger must not choose
 * what traces are named by.
 */
export function watchIngest(ingest: Ingest, watch: Watch, now: () => number): Ingest {
  return async (distinct, body) => {
    const from = now();
    const answer = await ingest(distinct, body);
    if (!answer.ok) return answer;
    const reading = readWebhookHeaders(distinct);
    if (reading.ok) {
      const { deliveryId, topic } = reading.headers;
      const { outcome } = answer;
      const programId = answer.outcome === 'of_no_shop' ? null : answer.programId;
      watch({
        ...{ is: 'delivery-taken', deliveryId, topic, outcome, programId },
        ...{ from, to: now() },
      });
    }
    return answer;
  };
}

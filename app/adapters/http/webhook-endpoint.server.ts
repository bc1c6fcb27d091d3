/**
 * The webhook entry: raw bytes in, a status out, before any framework is involved. Shopify waits
 * five seconds and tries a refused delivery eight more times over four hours
 * (https://shopify.dev/docs/apps/build/webhooks, read 2026-11); so every answer but 2xx means
 * "again".
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ingest, IngestAnswer, Log } from '../../services/ports.ts';
import { bodyReader } from './read-body.server.ts';

export const WEBHOOK_BODY_MAX = 5 * 1024 * 1024;
const WEBHOOK_BODIES_MAX = 128 * 1024 * 1024;
const ANSWER_MS = 4_000;
const TALLY_MS = 10_000;

export type WebhookNeeds = {
  readonly ingest: Ingest;
  /** Told of a program with new work once the delivery has been answered. */
  readonly wake: (programId: number) => void;
  readonly log: Log;
};

export type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const STATUS = {
  bad_signature: 401,
  bad_header: 400,
  broken_off: 400,
  too_large: 413,
  too_busy: 503,
  unavailable: 503,
} as const;

/** Answers any method and body; never throws. */
export function webhookEndpoint({ ingest, wake, log }: WebhookNeeds): Endpoint {
  const noteForged = tally(log, 'Deliveries without a right signature are refused.');
  const readBody = bodyReader({ eachMax: WEBHOOK_BODY_MAX, allMax: WEBHOOK_BODIES_MAX });
  return async (request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      request.resume();
      return answer(response, 405, 'method_not_allowed');
    }
    const reading = await readBody(request);
    if (!reading.ok) return answer(response, STATUS[reading.reason], reading.reason);
    const result = await inTime(ingest(request.headersDistinct, reading.body), log);
    if (result.ok) {
      answer(response, 200, result.outcome);
      if (result.work) wake(result.programId);
      return;
    }
    const { reason } = result;
    if (reason === 'bad_signature') noteForged();
    const words = reason === 'bad_header' ? `${reason}: ${result.header}` : reason;
    answer(response, STATUS[reason], words);
  };
}

/**
 * Better a refusal in time than a success too late: the insert may still land, and then repeats.
 */
async function inTime(ingesting: Promise<IngestAnswer>, log: Log): Promise<IngestAnswer> {
  const unavailable = { ok: false, reason: 'unavailable' } as const;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<IngestAnswer>((resolve) => {
    timer = setTimeout(() => resolve(unavailable), ANSWER_MS);
  });
  const caught = ingesting.catch((error: unknown) => {
    // A bug of ours. The delivery is not lost: Shopify sends it again.
    log.error({ error: describe(error) }, 'Ingesting a delivery failed.');
    return unavailable;
  });
  try {
    return await Promise.race([caught, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Counts, and logs the count now and then: strangers must not be able to fill the log. */
function tally(log: Log, message: string): () => void {
  let count = 0;
  let quietUntil = 0;
  return () => {
    count += 1;
    const now = performance.now();
    if (now < quietUntil) return;
    log.warn({ count }, message);
    count = 0;
    quietUntil = now + TALLY_MS;
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
}

function answer(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(`${words}\n`);
}

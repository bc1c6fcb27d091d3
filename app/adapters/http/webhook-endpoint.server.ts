/**
 * The webhook entry: raw bytes in, a status out, before any framework is involved. Shopify waits
 * five seconds and tries a refused delivery eight more times over four hours
 * (https://shopify.dev/docs/apps/build/webhooks, read 2026-11); so every answer but 2xx means
 * "again".
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RefusalReason, REFUSALS } from '../../contracts/refusals.ts';
import { signatureHeader } from '../../contracts/webhook-headers.ts';
import type { Ingest, IngestAnswer } from '../../services/ports/ingest.ts';
import type { Log } from '../../services/ports/log.ts';
import { inTime } from './in-time.server.ts';
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

const UNAVAILABLE: IngestAnswer = { ok: false, reason: 'unavailable' };

/** Answers any method and body; never throws. */
export function webhookEndpoint({ ingest, wake, log }: WebhookNeeds): Endpoint {
  const noteForged = tally(log, 'Deliveries without a right signature are refused.');
  const readBody = bodyReader({ eachMax: WEBHOOK_BODY_MAX, allMax: WEBHOOK_BODIES_MAX });
  return async (request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      request.resume();
      return refuse(response, 'method_not_allowed');
    }
    // What cannot be signed is not worth reading: strangers would fill the room for bodies with it.
    if (!isSignature(signatureHeader(request.headersDistinct))) {
      noteForged();
      request.resume();
      return refuse(response, 'bad_signature');
    }
    const reading = await readBody(request);
    if (!reading.ok) return refuse(response, reading.reason);
    const ingesting = orUnavailable(ingest(request.headersDistinct, reading.body), log);
    // Better a refusal in time than a success too late: the insert may still land, and then
    // repeats.
    const result = await inTime(ingesting, ANSWER_MS, UNAVAILABLE);
    if (result.ok) {
      answer(response, 200, result.outcome);
      if (result.work) wake(result.programId);
      return;
    }
    const { reason } = result;
    if (reason === 'bad_signature') noteForged();
    refuse(response, reason, reason === 'bad_header' ? result.header : null);
  };
}

/** Whether it could be one: the base64 of 32 bytes, as Shopify writes it. */
function isSignature(text: string | null): boolean {
  return text !== null && /^[A-Za-z0-9+/]{43}=$/.test(text);
}

/** What came of it; a bug of ours counts as unavailable: Shopify sends the delivery again. */
function orUnavailable(ingesting: Promise<IngestAnswer>, log: Log): Promise<IngestAnswer> {
  return ingesting.catch((error: unknown) => {
    log.error({ error: describe(error) }, 'Ingesting a delivery failed.');
    return UNAVAILABLE;
  });
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

function refuse(response: ServerResponse, reason: RefusalReason, detail: string | null = null) {
  const words = detail === null ? reason : `${reason}: ${detail}`;
  answer(response, REFUSALS[reason].status, words);
}

function answer(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(`${words}\n`);
}

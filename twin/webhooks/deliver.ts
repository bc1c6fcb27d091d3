/**
 * Delivers webhooks over keep-alive connections, at most so many at once and so many a second, and
 * tries again as Shopify does: eight times, waiting longer each time, with the same bytes and the
 * same delivery id. Shopify spreads its retries over four hours; here the waits are short.
 */
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export type OutgoingWebhook = { readonly headers: Record<string, string>; readonly body: Buffer };

export type DeliverOptions = {
  readonly url: URL;
  readonly concurrency: number;
  /** Deliveries begun each second; null for as many as go. */
  readonly ratePerSecond: number | null;
  /** Waits before each further try; their number bounds the tries. */
  readonly retryWaitsMs?: readonly number[];
  readonly timeoutMs?: number;
  /** Ends early, after the deliveries under way. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (report: DeliveryReport) => void;
};

export type DeliveryReport = {
  /** Deliveries answered 2xx. */
  delivered: number;
  /** Deliveries given up: refused for good, or after the last retry. */
  failed: number;
  retries: number;
  /** Answers by status; what never got one counts by its error code, e.g. `ECONNREFUSED`. */
  answers: Record<string, number>;
};

const RETRY_WAITS_MS: readonly number[] = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000];
const TIMEOUT_MS = 5_000;
const PROGRESS_EVERY = 500;

/**
 * Delivers all, in the order given as far as concurrency lets; never throws for a failed delivery.
 */
export async function deliverAll(
  webhooks: Iterable<() => OutgoingWebhook>,
  options: DeliverOptions,
): Promise<DeliveryReport> {
  const report: DeliveryReport = { delivered: 0, failed: 0, retries: 0, answers: {} };
  const agent = new Agent({ keepAlive: true, maxSockets: options.concurrency });
  const queue = webhooks[Symbol.iterator]();
  const startedMs = performance.now();
  let begun = 0;

  async function work(): Promise<void> {
    while (!options.signal?.aborted) {
      const next = queue.next();
      if (next.done) return;
      if (options.ratePerSecond !== null) {
        const dueMs = startedMs + (begun * 1000) / options.ratePerSecond;
        begun += 1;
        const earlyMs = dueMs - performance.now();
        if (earlyMs > 1) await wait(earlyMs);
      }
      const isDelivered = await deliverOne(next.value(), { ...options, agent }, report);
      if (isDelivered) report.delivered += 1;
      else report.failed += 1;
      if ((report.delivered + report.failed) % PROGRESS_EVERY === 0) options.onProgress?.(report);
    }
  }

  try {
    await Promise.all(Array.from({ length: options.concurrency }, work));
  } finally {
    agent.destroy();
  }
  return report;
}

async function deliverOne(
  webhook: OutgoingWebhook,
  options: DeliverOptions & { agent: Agent },
  report: DeliveryReport,
): Promise<boolean> {
  const waits = options.retryWaitsMs ?? RETRY_WAITS_MS;
  for (let tries = 0; ; tries += 1) {
    const answer = await post(webhook, options);
    report.answers[answer] = (report.answers[answer] ?? 0) + 1;
    if (/^2\d\d$/.test(answer)) return true;
    const waitMs = waits[tries];
    if (waitMs === undefined || !isWorthRetrying(answer) || options.signal?.aborted) return false;
    report.retries += 1;
    await wait(waitMs);
  }
}

/** Shopify retries whatever is not 2xx; a refusal that time cannot mend is not waited for here. */
function isWorthRetrying(answer: string): boolean {
  return !/^[34]\d\d$/.test(answer) || answer === '408' || answer === '429';
}

/** One try; answers the status, or the code of what went wrong on the way. */
function post(
  { headers, body }: OutgoingWebhook,
  { url, agent, timeoutMs = TIMEOUT_MS }: DeliverOptions & { agent: Agent },
): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'Content-Length': String(body.length) } },
      (response) => {
        response.resume();
        response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'BROKEN'));
        response.on('end', () => resolve(String(response.statusCode)));
        response.on('close', () => resolve('BROKEN'));
      },
    );
    sent.setTimeout(timeoutMs, () => {
      resolve('TIMEOUT');
      sent.destroy();
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'BROKEN'));
    sent.end(body);
  });
}

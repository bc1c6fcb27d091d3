/** Deliveries as Shopify makes them, and a gate that takes them into a test's database. */
import { createHmac, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { secretsMatch } from '../../app/adapters/crypto/secrets-match.server.ts';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { createWebServer } from '../../app/adapters/http/web-server.server.ts';
import { inboxInsert, shopOpener } from '../../app/adapters/postgres/ingest-deliveries.server.ts';
import { signatureCheck } from '../../app/adapters/shopify/signature.server.ts';
import { groupDeliveries } from '../../app/services/group-deliveries.ts';
import { ingestWebhook } from '../../app/services/ingest-webhook.ts';
import type { Log } from '../../app/services/ports/log.ts';
import { freePort } from './ports.ts';

export const SECRET = 'a secret shared with Shopify';
export const DATA_KEY = Buffer.alloc(32, 7);
/** What processes of ours are told of the app, where nothing of it is used. */
export const APP_ENV = {
  SHOPIFY_API_KEY: 'laurel-for-tests',
  SHOPIFY_API_SECRET: SECRET,
  SHOPIFY_APP_URL: 'https://laurel.example.com',
};

export type Sent = {
  body: Buffer;
  topic?: string;
  shop?: string;
  deliveryId?: string;
  headers?: Record<string, string>;
};

/** The headers Shopify sends with a body; signed independently of the code under test. */
export function signedHeaders({ body, topic, shop, deliveryId, headers }: Sent) {
  return {
    'content-type': 'application/json',
    'x-shopify-topic': topic ?? 'orders/paid',
    'x-shopify-shop-domain': shop ?? 'laurel-test.myshopify.com',
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
    'x-shopify-webhook-id': deliveryId ?? randomUUID(),
    'x-shopify-event-id': randomUUID(),
    'x-shopify-triggered-at': '2026-11-23T10:00:00.123456789Z',
    ...headers,
  };
}

export type Gate = {
  post: (sent: Sent) => Promise<{ status: number; text: string }>;
  woken: number[];
  logged: string[];
  /** Deliveries that came in and were read; they may still wait for the database. */
  arrived: () => number;
  close: () => Promise<void>;
};

/**
 * The webhook entry as the web process has it, over a pool, with its wake-ups and logs in lists.
 */
export async function openGate(pool: pg.Pool): Promise<Gate> {
  const woken: number[] = [];
  const logged: string[] = [];
  const note = (fields: unknown, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: note, warn: note, error: note };
  const ingest = ingestWebhook({
    isSigned: signatureCheck(SECRET, secretsMatch),
    vault: openVault(DATA_KEY),
    insert: groupDeliveries(inboxInsert(pool), { statementsMax: 2, groupMax: 64, queueMax: 1_000 }),
    openShop: shopOpener(pool),
    log,
  });
  let arrived = 0;
  const server = createWebServer({
    ingest: (headers, body) => {
      // Reading is synchronous: when this returns, the delivery stands in line for a statement.
      const answer = ingest(headers, body);
      arrived += 1;
      return answer;
    },
    wake: (programId) => woken.push(programId),
    log,
    readiness: async () => ({ ready: true, database: 'ok', missing: [], queue: 'ok' }),
    pages: async (_request, response) => void response.end(),
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    woken,
    logged,
    arrived: () => arrived,
    async post(sent) {
      const response = await fetch(`http://127.0.0.1:${address.port}/webhooks`, {
        method: 'POST',
        headers: signedHeaders(sent),
        body: new Uint8Array(sent.body),
      });
      return { status: response.status, text: (await response.text()).trim() };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

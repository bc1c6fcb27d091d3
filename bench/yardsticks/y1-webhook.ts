/**
 * Y1: the least a webhook entry can be. node:http reads the body, a timing-safe HMAC checks it, one
 * prepared INSERT keeps it, then comes the 200. No parsing, no tenants, no wake-up. Runs as a
 * process of its own, as the web process does: DATABASE_URL, SHOPIFY_API_SECRET, PORT, CONNECTIONS.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import pg from 'pg';

const INSERT = {
  name: 'y1-insert',
  text: `INSERT INTO yardstick.webhooks (delivery_id, topic, body) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING`,
};

/** The server; answers 401 to a wrong signature and 200 once the row is durable. */
export function webhookYardstick(pool: pg.Pool, secret: string): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64');
      const expected = createHmac('sha256', secret).update(body).digest();
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        response.writeHead(401).end();
        return;
      }
      const { 'x-shopify-webhook-id': deliveryId, 'x-shopify-topic': topic } = request.headers;
      const values = [deliveryId, topic, body.toString()];
      pool.query({ ...INSERT, values }).then(
        () => response.writeHead(200).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
}

if (import.meta.main) {
  const { DATABASE_URL, SHOPIFY_API_SECRET = '', PORT, CONNECTIONS } = process.env;
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(CONNECTIONS) });
  const server = webhookYardstick(pool, SHOPIFY_API_SECRET);
  server.keepAliveTimeout = 75_000;
  server.listen(Number(PORT), '127.0.0.1');
}

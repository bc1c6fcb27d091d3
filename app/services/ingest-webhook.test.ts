import { describe, expect, it } from 'vitest';
import { orderBody } from '../../tests/support/shopify-samples.ts';
import type { DistinctHeaders } from '../contracts/webhook-headers.ts';
import { ingestWebhook, type IngestNeeds } from './ingest-webhook.ts';
import type { Delivery, Inserted, InsertRefused, Vault } from './ports/ingest.ts';
import type { Log } from './ports/log.ts';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const vault: Vault = {
  emailHash: () => 'e-mail hash',
  digest: () => 'digest',
  seal: (bytes, bond) => Buffer.from(`${bond}|${bytes.length}`),
  unseal: () => null,
};
const headers: DistinctHeaders = {
  'x-shopify-hmac-sha256': ['right'],
  'x-shopify-topic': ['orders/paid'],
  'x-shopify-shop-domain': ['laurel-test.myshopify.com'],
  'x-shopify-webhook-id': ['delivery-1'],
};

function entry(answers: (Inserted | InsertRefused)[], changes: Partial<IngestNeeds> = {}) {
  const seen: Delivery[] = [];
  const opened: string[] = [];
  const ingest = ingestWebhook({
    isSigned: (_body, signature) => signature === 'right',
    vault,
    insert: async (delivery) => {
      seen.push(delivery);
      return answers[seen.length - 1] ?? { outcome: 'stored', programId: 7 };
    },
    openShop: async (domain) => opened.push(domain) > 0,
    log: quiet,
    ...changes,
  });
  return { ingest, seen, opened };
}

describe('a delivery at the gate', () => {
  it('is stored as an observation that waits', async () => {
    const { ingest, seen } = entry([]);
    const answer = await ingest(headers, orderBody('7'));
    expect(answer).toEqual({ ok: true, outcome: 'stored', programId: 7, work: true });
    expect(seen[0]).toMatchObject({
      deliveryId: 'delivery-1',
      content: { status: 'waiting', observation: { type: 'order', orderId: '7' } },
    });
  });

  it.each([[['wrong']], [['right', 'right']], [undefined]])(
    'signed %s is refused before anything is read or stored',
    async (signature) => {
      const { ingest, seen } = entry([]);
      const bent = { ...headers, 'x-shopify-hmac-sha256': signature, 'x-shopify-topic': undefined };
      expect(await ingest(bent, orderBody('7'))).toEqual({ ok: false, reason: 'bad_signature' });
      expect(seen).toEqual([]);
    },
  );

  it('with a bad header is refused by its name', async () => {
    const { ingest, seen } = entry([]);
    const answer = await ingest({ ...headers, 'x-shopify-webhook-id': undefined }, orderBody('7'));
    expect(answer).toEqual({ ok: false, reason: 'bad_header', header: 'X-Shopify-Webhook-Id' });
    expect(seen).toEqual([]);
  });

  it('that cannot be read is parked, sealed to its own name, and leaves no work', async () => {
    const { ingest, seen } = entry([]);
    const answer = await ingest(headers, Buffer.from('{'));
    expect(answer).toMatchObject({ ok: true, outcome: 'stored', work: false });
    const reason = 'malformed_json: at position 1';
    const sealed = Buffer.from('orders/paid\ndelivery-1|1');
    expect(seen[0]?.content).toEqual({ status: 'parked', reason, sealed });
  });

  it('that came before leaves no work', async () => {
    const { ingest } = entry([{ outcome: 'duplicate', programId: 7 }]);
    expect(await ingest(headers, orderBody('7'))).toMatchObject({ ok: true, work: false });
  });

  it('of an unknown shop opens the shop and goes in', async () => {
    const { ingest, seen, opened } = entry([{ outcome: 'unknown_shop' }]);
    expect(await ingest(headers, orderBody('7'))).toMatchObject({ ok: true, outcome: 'stored' });
    expect(opened).toEqual(['laurel-test.myshopify.com']);
    expect(seen).toHaveLength(2);
  });

  it('shares the opening of its shop with its neighbours', async () => {
    const unknown: Inserted = { outcome: 'unknown_shop' };
    const { ingest, opened } = entry([unknown, unknown, unknown]);
    await Promise.all([1, 2, 3].map(() => ingest(headers, orderBody('7'))));
    expect(opened).toEqual(['laurel-test.myshopify.com']);
  });

  it('is refused for now when its shop cannot be opened', async () => {
    const { ingest } = entry([{ outcome: 'unknown_shop' }], { openShop: async () => false });
    expect(await ingest(headers, orderBody('7'))).toEqual({ ok: false, reason: 'unavailable' });
  });

  it('is refused for now when the database gives no answer', async () => {
    const { ingest, seen } = entry([{ outcome: 'unavailable', detail: 'ECONNREFUSED' }]);
    expect(await ingest(headers, orderBody('7'))).toEqual({ ok: false, reason: 'unavailable' });
    expect(seen).toHaveLength(1);
  });

  it('that the database will not hold is parked instead', async () => {
    const { ingest, seen } = entry([{ outcome: 'rejected', detail: '22P05' }]);
    expect(await ingest(headers, orderBody('7'))).toMatchObject({ ok: true, work: false });
    expect(seen[1]?.content).toMatchObject({ status: 'parked', reason: 'unstorable: 22P05' });
  });
});

import { describe, expect, it } from 'vitest';
import { sampleBody, samplePayload, toBody } from '../../tests/support/shopify-samples.ts';
import { reasonText } from './parked-reason.ts';
import { readDelivery } from './webhook-topics.ts';

const hashing = { emailHash: () => 'hash', digest: () => 'digest' };

const read = (topic: string, body = sampleBody(topic)) => readDelivery(topic, body, hashing);

function refusal(topic: string, body: Buffer): string | null {
  const reading = read(topic, body);
  return reading.ok ? null : reasonText(reading.reason);
}

describe("Shopify's own sample of", () => {
  it.each([
    ['app/uninstalled', { type: 'uninstalled' }],
    ['app/scopes_update', { type: 'scopes', scopes: ['read_products', 'write_products'] }],
    ['shop/update', { type: 'shop', name: 'Super Toys', currency: 'USD', zone: null }],
    ['bulk_operations/finish', { type: 'bulk', bulkId: 'gid://shopify/BulkOperation/147595010' }],
    ['shop/redact', { type: 'shop-redact' }],
  ])('%s says this and nothing else', (topic, observation) => {
    expect(read(topic)).toEqual({ ok: true, observation });
  });
});

describe('a notice', () => {
  it('of the shop keeps nothing of its owner, address or phone', () => {
    const said = JSON.stringify([read('app/uninstalled'), read('shop/update')]);
    for (const canary of ['super@supertoys.com', 'John Smith', 'MacLaren', '3213213210']) {
      expect(JSON.stringify(samplePayload('shop/update'))).toContain(canary);
      expect(said).not.toContain(canary);
    }
  });

  it.each([
    ['shop/update', { currency: 'pounds' }, 'currency: must be a currency code of three capitals'],
    ['shop/update', { name: null }, 'name: must be text'],
    ['shop/update', { iana_timezone: 'Mars/Olympus' }, 'iana_timezone: must be an IANA zone'],
    ['app/scopes_update', { current: 'read_orders' }, 'current: must be a list'],
    ['app/scopes_update', { current: [7] }, 'current[0]: must be text'],
    [
      'bulk_operations/finish',
      { admin_graphql_api_id: 'gid://shopify/Order/1' },
      'admin_graphql_api_id: must be the id of a bulk operation',
    ],
  ])('%s with %j is refused with its field named', (topic, changes, problem) => {
    expect(refusal(topic, sampleBody(topic, changes))).toBe(`invalid_field: ${problem}`);
  });

  it('that is no JSON is refused where there is something to read in it', () => {
    expect(refusal('shop/update', Buffer.from('{'))).toMatch(/^malformed_json/);
    expect(refusal('shop/update', toBody(null))).toMatch(/^invalid_field: \(payload\)/);
  });
});

import { describe, expect, it } from 'vitest';
import { type DistinctHeaders, readWebhookHeaders, signatureHeader } from './webhook-headers.ts';

const sent: DistinctHeaders = {
  'x-shopify-topic': ['orders/paid'],
  'x-shopify-shop-domain': ['laurel-test.myshopify.com'],
  'x-shopify-webhook-id': ['b54557e4-bdd9-4b37-8a5f-bf7d70bcd043'],
  'x-shopify-event-id': ['98880550-7158-44d4-b7cd-2c97c8a091b5'],
  'x-shopify-triggered-at': ['2026-11-23T10:00:00.123456789Z'],
};

describe('the headers of a delivery', () => {
  it('are read', () => {
    expect(readWebhookHeaders(sent)).toEqual({
      ok: true,
      headers: {
        topic: 'orders/paid',
        domain: 'laurel-test.myshopify.com',
        deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
        eventId: '98880550-7158-44d4-b7cd-2c97c8a091b5',
        triggeredAt: Date.parse('2026-11-23T10:00:00.123Z'),
      },
    });
  });

  it('may lack the event and its instant', () => {
    const { 'x-shopify-event-id': _e, 'x-shopify-triggered-at': _t, ...rest } = sent;
    expect(readWebhookHeaders(rest)).toMatchObject({
      ok: true,
      headers: { eventId: null, triggeredAt: null },
    });
  });

  it('may hold an instant we cannot read', () => {
    const reading = readWebhookHeaders({ ...sent, 'x-shopify-triggered-at': ['soon'] });
    expect(reading).toMatchObject({ ok: true, headers: { triggeredAt: null } });
  });

  it.each<[string, DistinctHeaders, string]>([
    ['no topic', { 'x-shopify-topic': undefined }, 'X-Shopify-Topic'],
    ['a topic of spaces', { 'x-shopify-topic': ['orders paid'] }, 'X-Shopify-Topic'],
    ['no shop', { 'x-shopify-shop-domain': undefined }, 'X-Shopify-Shop-Domain'],
    ['a shop elsewhere', { 'x-shopify-shop-domain': ['example.com'] }, 'X-Shopify-Shop-Domain'],
    [
      'a shop that only begins well',
      { 'x-shopify-shop-domain': ['a.myshopify.com.example.com'] },
      'X-Shopify-Shop-Domain',
    ],
    ['no delivery', { 'x-shopify-webhook-id': undefined }, 'X-Shopify-Webhook-Id'],
    ['an endless delivery', { 'x-shopify-webhook-id': ['x'.repeat(129)] }, 'X-Shopify-Webhook-Id'],
    [
      'two shops',
      { 'x-shopify-shop-domain': ['a.myshopify.com', 'b.myshopify.com'] },
      'X-Shopify-Shop-Domain',
    ],
    ['two topics', { 'x-shopify-topic': ['orders/paid', 'orders/paid'] }, 'X-Shopify-Topic'],
    ['two events', { 'x-shopify-event-id': ['a', 'b'] }, 'X-Shopify-Event-Id'],
    ['two instants', { 'x-shopify-triggered-at': ['a', 'b'] }, 'X-Shopify-Triggered-At'],
  ])('with %s are refused by name', (_what, changes, header) => {
    expect(readWebhookHeaders({ ...sent, ...changes })).toEqual({
      ok: false,
      reason: 'bad_header',
      header,
    });
  });

  it.each([
    ['none', undefined, null],
    ['one', ['a'], 'a'],
    ['two', ['a', 'a'], null],
  ])('give a signature only where there is exactly one: %s', (_what, values, signature) => {
    expect(signatureHeader({ 'x-shopify-hmac-sha256': values })).toBe(signature);
  });
});

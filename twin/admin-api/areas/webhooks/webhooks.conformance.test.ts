/**
 * Subscriptions as Shopify answered. Every case names its recording: a file of the public
 * repository airhorns/shopify-draft-proxy, under fixtures/conformance/…/webhooks (2026-08).
 */
import { beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CREATE = `mutation ($in: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: SHOP_UPDATE, webhookSubscription: $in) {
    webhookSubscription { uri metafieldNamespaces } userErrors { field message } } }`;

let twin: TestShop;
beforeEach(async () => {
  twin = await openTestShop();
});
const create = (input: object) => twin.get(CREATE, { in: input }).webhookSubscriptionCreate;

it.each([
  ['http://example.com/hook', 'Address protocol http:// is not supported'],
  ['https://localhost:3000/hook', 'Address cannot be a Shopify or an internal domain'],
  ['https://example.myshopify.com/hook', 'Address cannot be a Shopify or an internal domain'],
])('%s is refused: %s (webhook-subscription-uri-validation.json)', (uri, message) => {
  expect(create({ uri })).toEqual({
    webhookSubscription: null,
    userErrors: [{ field: ['webhookSubscription', 'callbackUrl'], message }],
  });
});

it('an address loses its outer blanks (webhook-subscription-uri-whitespace.json)', () => {
  expect(create({ uri: '  https://example.com/h  ' })).toMatchObject({
    webhookSubscription: { uri: 'https://example.com/h' },
  });
});

it('$app is told resolved (webhook-subscription-metafield-namespaces-resolution.json)', () => {
  const metafieldNamespaces = ['$app:Settings', 'custom'];
  expect(create({ uri: 'https://example.com/h', metafieldNamespaces })).toMatchObject({
    webhookSubscription: { metafieldNamespaces: [`app--${twin.app.id}--Settings`, 'custom'] },
  });
});

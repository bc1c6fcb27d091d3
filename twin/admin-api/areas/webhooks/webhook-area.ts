/**
 * Webhook subscriptions that an app makes by the API, for one shop. Those of its file are managed
 * by Shopify and do not show here (https://shopify.dev/docs/apps/build/webhooks/subscribe,
 * 2026-11).
 */
import type { WebhookSubscription } from '../../../model/app.ts';
import { webhookSubscriptions } from '../../../model/kinds.ts';
import { definitionOf } from '../../../apps/find-app.ts';
import type { Area, Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { refuse } from '../../engine/user-errors.ts';
import { resolveNamespace } from '../metafields/namespaces.ts';
import { absoluteUri } from './address.ts';
import { type SubscriptionInput, subscriptionProblems } from './subscription-input.ts';
import { enumOfTopic, topicOfEnum } from './topics.ts';

type ListArgs = PageArgs & {
  readonly topics?: readonly string[] | null;
  readonly uri?: string | null;
  readonly callbackUrl?: string | null;
};

const fields: Resolvers = {
  topic: (one: WebhookSubscription) => enumOfTopic(one.topic),
  callbackUrl: (one: WebhookSubscription) => one.uri,
  endpoint: (one: WebhookSubscription) => ({
    __typename: 'WebhookHttpEndpoint',
    callbackUrl: one.uri,
  }),
  format: () => 'JSON',
  metafields: () => [],
  apiVersion: (one: WebhookSubscription) => ({
    handle: one.apiVersion,
    displayName: one.apiVersion,
    supported: true,
  }),
};

const queries: Resolvers = {
  webhookSubscription: (_parent, { id }: { id: string }, context) =>
    find(context, idOf(id, 'WebhookSubscription')),
  webhookSubscriptions: (_parent, args: ListArgs, context) => {
    const topics = args.topics?.map(topicOfEnum) ?? null;
    const uri = args.uri ?? args.callbackUrl ?? null;
    const wanted = ownOf(context).filter(
      (one) => (topics === null || topics.includes(one.topic)) && (uri === null || one.uri === uri),
    );
    return listConnection(args, wanted);
  },
  webhookSubscriptionsCount: (_parent, _args, context) => ({
    count: ownOf(context).length,
    precision: 'EXACT',
  }),
};

const mutations: Resolvers = {
  webhookSubscriptionCreate(
    _parent,
    args: { readonly topic: string; readonly webhookSubscription: SubscriptionInput },
    context,
  ) {
    const { world, app } = context;
    const now = world.clock.now();
    const wanted = changed(context, args.webhookSubscription, {
      id: world.store.nextId(),
      appId: app.id,
      topic: topicOfEnum(args.topic),
      uri: '',
      filter: null,
      includeFields: [],
      metafieldNamespaces: [],
      name: null,
      isAppSpecific: false,
      // The version is the app's own, whichever one the mutation was sent to.
      apiVersion: definitionOf(app).configuration.webhookApiVersion,
      failuresInRow: 0,
      createdAt: now,
      updatedAt: now,
    });
    return keep(context, wanted);
  },

  webhookSubscriptionUpdate(
    _parent,
    args: { readonly id: string; readonly webhookSubscription: SubscriptionInput },
    context,
  ) {
    const known = find(context, idOf(args.id, 'WebhookSubscription'));
    if (known === null) return refuse(['id'], 'Webhook subscription does not exist');
    return keep(context, changed(context, args.webhookSubscription, known));
  },

  webhookSubscriptionDelete(_parent, { id }: { id: string }, context) {
    const found = find(context, idOf(id, 'WebhookSubscription'));
    if (found === null) return refuse(['id'], 'Webhook subscription does not exist');
    context.world.store.remove(webhookSubscriptions, context.shop.id, found.id);
    return { deletedWebhookSubscriptionId: toGid('WebhookSubscription', found.id) };
  },
};

export const webhookArea: Area = {
  types: { WebhookSubscription: fields },
  queries,
  mutations,
  nodes: { WebhookSubscription: (id, context) => find(context, id) },
};

function ownOf({ world, shop, app }: AdminContext): WebhookSubscription[] {
  return world.store
    .find(webhookSubscriptions, shop.id, 'app_id', app.id)
    .filter(({ isAppSpecific }) => !isAppSpecific);
}

function find(context: AdminContext, id: number): WebhookSubscription | null {
  return ownOf(context).find((one) => one.id === id) ?? null;
}

function changed(
  { world, app }: AdminContext,
  input: SubscriptionInput,
  known: WebhookSubscription,
): WebhookSubscription {
  if (input.format === 'XML') throw notImplemented('WebhookSubscriptionFormat.XML');
  if (input.metafields?.length) throw notImplemented('WebhookSubscriptionInput.metafields');
  return {
    ...known,
    uri: (input.uri ?? input.callbackUrl ?? known.uri).trim(),
    filter: input.filter === undefined ? known.filter : input.filter,
    includeFields: input.includeFields ?? known.includeFields,
    metafieldNamespaces:
      input.metafieldNamespaces?.map((name) => resolveNamespace(name, app)) ??
      known.metafieldNamespaces,
    name: input.name === undefined ? known.name : input.name,
    updatedAt: world.clock.now(),
  };
}

function keep(context: AdminContext, wanted: WebhookSubscription) {
  const others = ownOf(context).filter(({ id }) => id !== wanted.id);
  const userErrors = subscriptionProblems(context, wanted, others);
  if (userErrors.length > 0) return { userErrors };
  const { world, shop, app } = context;
  const kept = { ...wanted, uri: absoluteUri(wanted.uri, app) };
  return { webhookSubscription: world.store.put(webhookSubscriptions, shop.id, kept) };
}

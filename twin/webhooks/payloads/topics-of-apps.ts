/** The shop, its themes and metaobjects, and what concerns one app alone. */
import type { WorldEvent } from '../../world/world.ts';
import {
  appSubscriptionPayload,
  type AppSubscriptionState,
  bulkOperationPayload,
  type BulkOperationResult,
  deletedMetaobjectPayload,
  metaobjectPayload,
  type MetaobjectState,
  scopesPayload,
  themePayload,
  type ThemeState,
} from './app.ts';
import { readExtra } from './extra.ts';
import { shopPayload } from './shop.ts';
import type { PayloadBuilder } from './topics.ts';

const shop: PayloadBuilder = (_event, { shop: record, writer }) => shopPayload(record, writer);

/** Rooms keep these records in shapes of their own, so the event brings what is told of them. */
const told = <T extends object>(event: WorldEvent, name: string): T & { id: number } => ({
  ...readExtra(event).record<T>(name),
  id: event.id,
});

const metaobject: PayloadBuilder = (event, { writer }) =>
  metaobjectPayload(told<MetaobjectState>(event, 'metaobject'), writer);

export const APP_TOPICS: Readonly<Record<string, PayloadBuilder>> = {
  'shop/update': shop,
  'app/uninstalled': shop,
  'app/scopes_update': (event, { writer, at }) => {
    const extra = readExtra(event);
    const [previous, current] = [extra.texts('previous'), extra.texts('current')];
    const { id: installationId, shopId } = event;
    return scopesPayload({ installationId, shopId, previous, current, at }, writer);
  },
  'app_subscriptions/update': (event, { writer }) => {
    const subscription = told<AppSubscriptionState>(event, 'subscription');
    return appSubscriptionPayload({ subscription, shopId: event.shopId }, writer);
  },
  'bulk_operations/finish': (event, { writer }) =>
    bulkOperationPayload(told<BulkOperationResult>(event, 'operation'), writer),
  'themes/publish': (event, { writer }) => themePayload(told<ThemeState>(event, 'theme'), writer),
  'metaobjects/create': metaobject,
  'metaobjects/update': metaobject,
  'metaobjects/delete': (event, { writer }) =>
    deletedMetaobjectPayload(told<MetaobjectState>(event, 'metaobject'), writer),
};

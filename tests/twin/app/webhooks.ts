/** What Shopify tells the app. https://shopify.dev/docs/apps/build/webhooks (read 2026-11-23) */
import { ask, sessions, shopify } from './shopify.ts';
import { forget, stamp, unstamp } from './stamps.ts';

type Told = { readonly topic: string; readonly webhookId: string; readonly shop: string };

/** The newest, for the page in the admin. */
export const told: Told[] = [];
const KEPT = 50;

export async function answerWebhook(request: Request): Promise<Response> {
  const { topic, shop, payload, webhookId } = await shopify.authenticate.webhook(request);
  if (topic === 'APP_UNINSTALLED') await endSessions(shop);
  else await act(topic, shop, payload as Payload);
  told.unshift({ topic, webhookId, shop });
  told.splice(KEPT);
  console.log(`webhook ${topic} ${shop} ${webhookId}`);
  return new Response();
}

type Payload = {
  readonly admin_graphql_api_id?: string;
  readonly order_id?: number;
  readonly customer?: { readonly id: number; readonly admin_graphql_api_id?: string } | null;
};

async function act(topic: string, shop: string, payload: Payload): Promise<void> {
  const { customer } = payload;
  if (topic === 'ORDERS_PAID' && customer?.admin_graphql_api_id && payload.admin_graphql_api_id) {
    await stamp(shop, customer.admin_graphql_api_id, payload.admin_graphql_api_id);
  } else if (topic === 'REFUNDS_CREATE' && payload.order_id) {
    await refunded(shop, `gid://shopify/Order/${payload.order_id}`);
  } else if (topic === 'CUSTOMERS_REDACT' && customer) {
    forget(shop, `gid://shopify/Customer/${customer.id}`);
  }
}

/** An order keeps its stamp as long as something of it was kept. */
async function refunded(shop: string, id: string): Promise<void> {
  const { admin } = await shopify.unauthenticated.admin(shop);
  const { order } = await ask<{
    order: { customer: { id: string } | null; currentSubtotalLineItemsQuantity: number } | null;
  }>(
    admin,
    `query Order($id: ID!) {
      order(id: $id) { customer { id } currentSubtotalLineItemsQuantity }
    }`,
    { id },
  );
  if (order?.customer && order.currentSubtotalLineItemsQuantity === 0) {
    await unstamp(shop, order.customer.id, id);
  }
}

async function endSessions(shop: string): Promise<void> {
  const found = await sessions.findSessionsByShop(shop);
  await sessions.deleteSessions(found.map(({ id }) => id));
}

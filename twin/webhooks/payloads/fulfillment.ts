/** What was sent: `fulfillments/create`, `/update`, and an order's `fulfillments`. */
import type { Fulfillment, Order } from '../../model/order.ts';
import { addressPayload } from './customer.ts';
import type { OrderContext } from './order-context.ts';
import { shortLineItem } from './order-lines.ts';

/** `fulfillments/create`, `fulfillments/update`. */
export function fulfillmentPayload(order: Order, sent: Fulfillment, context: OrderContext) {
  return {
    ...nestedFulfillment(order, sent, context),
    // By itself it has null here, inside an order an empty object.
    origin_address: null,
    email: order.email ?? '',
    destination: order.shippingAddress && addressPayload(order.shippingAddress),
  };
}

/** As an order repeats it: it knows by itself where the goods went. */
export function nestedFulfillment(order: Order, sent: Fulfillment, context: OrderContext) {
  const { writer } = context;
  const { trackingNumber, trackingUrl } = sent;
  return {
    id: writer.id(sent.id),
    order_id: writer.id(order.id),
    status: sent.status,
    created_at: writer.at(sent.at),
    service: 'manual',
    updated_at: writer.at(sent.updatedAt),
    tracking_company: sent.trackingCompany,
    shipment_status: null,
    location_id: writer.idOrNull(sent.locationId),
    origin_address: {},
    line_items: sent.lines.flatMap(({ lineId, quantity }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      return line === undefined ? [] : [shortLineItem(order, line, context, quantity)];
    }),
    tracking_number: trackingNumber,
    tracking_numbers: trackingNumber === null ? [] : [trackingNumber],
    tracking_url: trackingUrl,
    tracking_urls: trackingUrl === null ? [] : [trackingUrl],
    receipt: {},
    name: sent.name,
    admin_graphql_api_id: writer.gid('Fulfillment', sent.id),
  };
}

/** Orders and everything that belongs to them. */
import type { Area } from '../../engine/area.ts';
import { calculatedLineFields, calculatedOrderFields } from './edit-fields.ts';
import { createMutations } from './create-order.ts';
import { draftOrderParts } from './draft-orders.ts';
import { editMutations } from './edit-mutations.ts';
import { orderQueries, partLookUps } from './find-orders.ts';
import {
  fulfillmentFields,
  fulfillmentOrderFields,
  fulfillmentOrderLineFields,
} from './fulfillment-fields.ts';
import { lineItemFields, shippingLineFields } from './line-fields.ts';
import { orderFields } from './order-fields.ts';
import { orderMutations } from './order-mutations.ts';
import { refundFields, transactionFields } from './payment-fields.ts';
import { refundMutations } from './refund-mutations.ts';

export const orderArea: Area = {
  types: {
    Order: orderFields,
    LineItem: lineItemFields,
    ShippingLine: shippingLineFields,
    OrderTransaction: transactionFields,
    Refund: refundFields,
    Fulfillment: fulfillmentFields,
    FulfillmentOrder: fulfillmentOrderFields,
    FulfillmentOrderLineItem: fulfillmentOrderLineFields,
    CalculatedOrder: calculatedOrderFields,
    CalculatedLineItem: calculatedLineFields,
    ...draftOrderParts.types,
  },
  queries: { ...orderQueries, ...draftOrderParts.queries },
  mutations: {
    ...createMutations,
    ...orderMutations,
    ...refundMutations,
    ...editMutations,
    ...draftOrderParts.mutations,
  },
  nodes: { ...partLookUps, ...draftOrderParts.nodes },
};

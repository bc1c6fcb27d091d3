/** Everything the Customer Account API answers. */
import {
  accountFields,
  creditMoveTypes,
} from '../../admin-api/areas/gift-cards/store-credit-fields.ts';
import { metafieldFields } from '../../admin-api/areas/metafields/metafield-fields.ts';
import { assembleAreas } from '../../admin-api/engine/area.ts';
import { idOf } from '../../admin-api/engine/gid.ts';
import type { Shop } from '../../model/shop.ts';
import { readableMetafields } from '../readable-metafields.ts';
import { storefrontImageFields } from '../storefront/image-fields.ts';
import { addressFields } from './address-fields.ts';
import { customerFields, emailFields, phoneFields } from './customer-fields.ts';
import { customerMutations } from './customer-mutations.ts';
import { metafieldMutations } from './metafield-mutations.ts';
import { orderFields } from './order-fields.ts';
import {
  fulfillmentFields,
  lineFields,
  refundFields,
  transactionFields,
} from './order-part-fields.ts';
import { ownCustomer, ownOrder } from './own-records.ts';

export const CUSTOMER_REGISTRY = assembleAreas({
  customer: {
    types: {
      Customer: customerFields,
      CustomerEmailAddress: emailFields,
      CustomerPhoneNumber: phoneFields,
      CustomerAddress: addressFields,
      StoreCreditAccount: accountFields,
      ...creditMoveTypes,
      Metafield: metafieldFields,
    },
    queries: { customer: (_parent, _args, context) => ownCustomer(context) },
    mutations: { ...customerMutations, ...metafieldMutations },
    nodes: {
      Customer: (id, context) => {
        const customer = ownCustomer(context);
        return customer.id === id ? customer : null;
      },
    },
    // The schema says of these fields how far one must have logged in, and says the app's scope of
    // the type they lead to: both are asked for.
    scopes: {
      'QueryRoot.customer': ['customer_read_customers'],
      'Customer.storeCreditAccounts': ['customer_read_store_credit_accounts'],
      'StoreCreditAccount.transactions': ['customer_read_store_credit_account_transactions'],
    },
  },
  orders: {
    types: {
      Order: orderFields,
      LineItem: lineFields,
      Fulfillment: fulfillmentFields,
      Refund: refundFields,
      OrderTransaction: transactionFields,
      Image: storefrontImageFields,
    },
    queries: {
      order: (_parent, { id }: { id: string }, context) => ownOrder(idOf(id, 'Order'), context),
    },
    nodes: { Order: ownOrder },
    scopes: { 'QueryRoot.order': ['customer_read_orders'] },
  },
  shop: {
    types: {
      Shop: {
        ...readableMetafields('Shop', 'customerAccount'),
        myshopifyDomain: ({ domain }: Shop) => domain,
        url: (_shop, _args, { origin }) => origin,
        shopPolicies: () => [],
      },
    },
    queries: { shop: (_parent, _args, { shop }) => shop },
  },
});

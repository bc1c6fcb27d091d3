/** `Customer` as apps read it. */
import type { Customer } from '../../../model/customer.ts';
import { storeCreditAccounts } from '../../../model/kinds.ts';
import { orders } from '../../../model/order-kind.ts';
import { displayName, mergeErrors, type MergeError } from '../../../trade/merge-customers.ts';
import type { Resolvers } from '../../engine/area.ts';
import { connection, listConnection, where } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { moneyV2 } from '../../engine/money-fields.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { metafieldsOf } from '../metafields/owner-fields.ts';
import { ofCustomer, orderSource, visibleOrder } from '../orders/find-orders.ts';
import { imageNode } from '../products/media-fields.ts';
import { addressNode } from './address-fields.ts';
import { consentFields } from './consent-fields.ts';
import { lifetimeWords } from './lifetime.ts';

/** What a customer and a member of a segment tell alike. */
export const personFields = {
  displayName: (customer: Customer) => displayName(customer),
  amountSpent: ({ spentMinor }: Customer, _args: unknown, { shop }: AdminContext) =>
    moneyV2(spentMinor, shop.currency),
  numberOfOrders: ({ ordersCount }: Customer) => String(ordersCount),
  defaultAddress: (customer: Customer) => addressNode(homeOf(customer), 'CustomerAddress'),
  defaultEmailAddress: consentFields.defaultEmailAddress,
  defaultPhoneNumber: consentFields.defaultPhoneNumber,
  mergeable: (customer: Customer, _args: unknown, context: AdminContext) =>
    mergeableOf(customer, context),
} satisfies Resolvers;

export const customerFields: Resolvers = {
  ...metafieldsOf('Customer'),
  ...personFields,
  ...consentFields,
  addresses: ({ addresses }: Customer, { first }: { first?: number | null }) =>
    addresses.slice(0, first ?? undefined).map((one) => addressNode(one, 'CustomerAddress')),
  addressesV2: ({ addresses }: Customer, args: PageArgs) =>
    listConnection(args, addresses, (one) => addressNode(one, 'CustomerAddress')),
  state: ({ state }: Customer) => state.toUpperCase(),
  canDelete: ({ id }: Customer, _args, { world, shop }) =>
    world.store.findOne(orders, shop.id, 'customer_id', id) === null,
  lastOrder: ({ lastOrderId }: Customer, _args, context) =>
    lastOrderId === null ? null : visibleOrder(lastOrderId, context),
  orders: ({ id }: Customer, args: PageArgs, context, info) =>
    connection(args, context, info, { ...orderSource(context, ofCustomer(id)), sort: 'id' }),
  storeCreditAccounts: ({ id }: Customer, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: storeCreditAccounts,
      filter: where('customer_id', id),
    }),
  lifetimeDuration: ({ createdAt }: Customer, _args, { world }) =>
    lifetimeWords(world.clock.now() - createdAt),
  /** A picture of nobody in particular. */
  image: ({ id }: Customer) =>
    imageNode({ id, src: `/cdn/avatars/${id}.png`, alt: '', width: 160, height: 160 }),
  validEmailAddress: ({ email }: Customer) => email !== null,
  unsubscribeUrl: ({ id }: Customer, _args, { shop }) =>
    `https://${shop.domain}/account/unsubscribe/${id}`,
  taxExemptions: () => [],
  companyContactProfiles: () => [],
  dataSaleOptOut: () => false,
  identityProviderSubjects: () => [],
  multipassIdentifier: () => null,
  market: () => null,
  productSubscriberStatus: () => 'NEVER_SUBSCRIBED',
  hasTimelineComment: () => false,
  paymentMethods: (_customer: Customer, args: PageArgs) => listConnection(args, []),
  subscriptionContracts: (_customer: Customer, args: PageArgs) => listConnection(args, []),
  /** Shopify computes these for shops with a history long enough; here nobody does. */
  statistics: () => ({ predictedSpendTier: null, rfmGroup: null }),
};

export function homeOf({ addresses, defaultAddressId }: Customer) {
  return addresses.find(({ id }) => id === defaultAddressId) ?? null;
}

function mergeableOf(customer: Customer, { world, shop }: AdminContext) {
  const errors = mergeErrors(world, shop.id, [customer]);
  return {
    isMergeable: errors.length === 0,
    reason: errors[0]?.message ?? null,
    errorFields: errors.map(errorField),
    mergeInProgress: null,
  };
}

/** `gift_cards` → `GIFT_CARDS` */
export function errorField({ field }: MergeError): string {
  return field.toUpperCase();
}

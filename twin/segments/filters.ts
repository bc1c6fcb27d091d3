/**
 * The filters of the segment query language, by name: what type of value each asks about and
 * where it stands in the records (segment query language reference, "Attributes", read 2026-11).
 */
import { decimalsOf } from '../money/currency.ts';
import type { CustomerFacts } from './customer-facts.ts';

export type FilterType = 'integer' | 'float' | 'date' | 'enum' | 'string' | 'list' | 'function';

export type FilterValue = string | number | readonly string[] | null;

export type Filter = {
  readonly name: string;
  /** As the admin shows it. */
  readonly label: string;
  readonly type: FilterType;
  /** Of a type `enum`: the values there are. */
  readonly values?: readonly string[];
  readonly parameters?: readonly string[];
  /** Absent: the twin does not keep what it asks about. */
  readonly of?: (facts: CustomerFacts) => FilterValue;
};

const CONSENT_STATES = [
  'SUBSCRIBED',
  'UNSUBSCRIBED',
  'NOT_SUBSCRIBED',
  'PENDING',
  'INVALID',
  'REDACTED',
];
const EMAIL_EVENT = ['activity_id', 'date', 'count'];

const LIST: readonly Filter[] = [
  {
    name: 'customer_tags',
    label: 'Customer tags',
    type: 'list',
    of: ({ customer }) => customer.tags,
  },
  {
    name: 'orders_placed',
    label: 'Orders placed',
    type: 'function',
    parameters: ['date', 'amount', 'location_id', 'app_id', 'count', 'sum_amount'],
    of: () => null,
  },
  {
    name: 'products_purchased',
    label: 'Products purchased',
    type: 'function',
    parameters: ['id', 'tag', 'date', 'quantity', 'sum_quantity', 'count'],
    of: () => null,
  },
  {
    name: 'store_credit_accounts',
    label: 'Store credit accounts',
    type: 'function',
    parameters: ['currency', 'balance', 'next_expiry_date', 'last_credit_date'],
    of: () => null,
  },
  {
    name: 'number_of_orders',
    label: 'Number of orders',
    type: 'integer',
    of: ({ customer }) => customer.ordersCount,
  },
  {
    name: 'amount_spent',
    label: 'Amount spent',
    type: 'float',
    of: ({ customer, shop }) => customer.spentMinor / 10 ** decimalsOf(shop.currency),
  },
  {
    name: 'email_subscription_status',
    label: 'Email subscription status',
    type: 'enum',
    values: CONSENT_STATES,
    of: ({ customer }) => (customer.email === null ? null : customer.emailConsent.state),
  },
  {
    name: 'sms_subscription_status',
    label: 'SMS subscription status',
    type: 'enum',
    values: CONSENT_STATES,
    of: ({ customer }) => (customer.phone === null ? null : customer.smsConsent.state),
  },
  {
    name: 'customer_account_status',
    label: 'Customer account status',
    type: 'enum',
    values: ['DECLINED', 'DISABLED', 'ENABLED', 'INVITED'],
    of: ({ customer }) => customer.state.toUpperCase(),
  },
  {
    name: 'product_subscription_status',
    label: 'Product subscription status',
    type: 'enum',
    values: ['ACTIVE', 'CANCELLED', 'EXPIRED', 'FAILED', 'NEVER_SUBSCRIBED', 'PAUSED'],
    // Nobody subscribes to products here.
    of: () => 'NEVER_SUBSCRIBED',
  },
  {
    name: 'customer_added_date',
    label: 'Date added as customer',
    type: 'date',
    of: ({ customer }) => customer.createdAt,
  },
  {
    name: 'first_order_date',
    label: 'First order date',
    type: 'date',
    of: ({ orders }) => orders()[0]?.createdAt ?? null,
  },
  {
    name: 'last_order_date',
    label: 'Last order date',
    type: 'date',
    of: ({ orders }) => orders().at(-1)?.createdAt ?? null,
  },
  {
    name: 'abandoned_checkout_date',
    label: 'Abandoned checkout date',
    type: 'date',
    of: ({ abandonedAt }) => abandonedAt(),
  },
  {
    name: 'customer_countries',
    label: 'Location',
    type: 'list',
    of: ({ customer }) => customer.addresses.map(({ countryCode }) => countryCode),
  },
  { name: 'customer_regions', label: 'Region', type: 'list', of: regions },
  { name: 'customer_cities', label: 'City', type: 'list', of: cities },
  {
    name: 'customer_email_domain',
    label: 'Customer email domain',
    type: 'string',
    of: ({ customer }) => customer.email?.split('@')[1] ?? null,
  },
  {
    name: 'customer_language',
    label: 'Customer language',
    type: 'string',
    of: ({ customer }) => customer.locale,
  },
  // No company buys in the twin, so nobody is the contact of one.
  { name: 'companies', label: 'Companies', type: 'list', of: () => [] },
  { name: 'created_by_app_id', label: 'Created by app', type: 'integer' },
  { name: 'predicted_spend_tier', label: 'Predicted spend tier', type: 'enum' },
  { name: 'rfm_group', label: 'RFM group', type: 'enum' },
  { name: 'anniversary', label: 'Anniversary', type: 'function', parameters: ['date'] },
  {
    name: 'customer_within_distance',
    label: 'Customer within distance',
    type: 'function',
    parameters: ['coordinates', 'distance_km', 'distance_mi'],
  },
  ...['bounced', 'clicked', 'delivered', 'marked_as_spam', 'opened', 'unsubscribed'].map(
    (event): Filter => ({
      name: `shopify_email.${event}`,
      label: `Email ${event.replaceAll('_', ' ')}`,
      type: 'function',
      parameters: EMAIL_EVENT,
    }),
  ),
  ...['product_viewed', 'collection_viewed'].map((event): Filter => ({
    name: `storefront_event.${event}`,
    label: `Storefront ${event.replaceAll('_', ' ')}`,
    type: 'function',
    parameters: ['id', 'date', 'count'],
  })),
];

const BY_NAME = new Map(LIST.map((filter) => [filter.name, filter]));

/** The filters whose facts the twin keeps. */
export const keptFilters: readonly Filter[] = LIST.filter((filter) => filter.of !== undefined);

export function filterNamed(name: string): Filter | null {
  return BY_NAME.get(name) ?? null;
}

/** `US-NY` */
function regions({ customer }: CustomerFacts): string[] {
  return customer.addresses.flatMap(({ countryCode, provinceCode }) =>
    provinceCode === null ? [] : [`${countryCode}-${provinceCode}`],
  );
}

/** `US-CA-LosAngeles` */
function cities({ customer }: CustomerFacts): string[] {
  return customer.addresses.flatMap(({ countryCode, provinceCode, city }) =>
    city === null ? [] : [[countryCode, provinceCode ?? '', city.replace(/\s/g, '')].join('-')],
  );
}

/** The shop (`shop/update`, `app/uninstalled`) and what the law has it tell apps. */
import type { Shop } from '../../model/shop.ts';
import { countryName } from './places.ts';
import type { PayloadWriter } from './writer.ts';

const PLANS: Readonly<Record<Shop['plan'], readonly [name: string, display: string]>> = {
  basic: ['basic', 'Basic'],
  grow: ['professional', 'Grow'],
  advanced: ['unlimited', 'Advanced'],
  plus: ['shopify_plus', 'Shopify Plus'],
};

/** `shop/update`, and `app/uninstalled`, which tells an app which shop has left. */
export function shopPayload(shop: Shop, writer: PayloadWriter) {
  const { currency, countryCode } = shop;
  const [planName, planDisplayName] = PLANS[shop.plan];
  const format = `${symbolOf(currency)}{{amount}}`;
  const place = shop.locations[0];
  return {
    id: writer.id(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: '',
    country: countryCode,
    address1: '',
    zip: '',
    city: place?.city ?? '',
    source: null,
    phone: '',
    latitude: null,
    longitude: null,
    primary_locale: shop.locale,
    address2: null,
    created_at: writer.at(shop.createdAt),
    updated_at: writer.at(shop.updatedAt),
    country_code: countryCode,
    country_name: countryName(countryCode),
    currency,
    customer_email: shop.email,
    timezone: `(${offsetOf(writer.at(shop.updatedAt))}) ${shop.zone}`,
    iana_timezone: shop.zone,
    shop_owner: shop.ownerName,
    money_format: format,
    money_with_currency_format: `${format} ${currency}`,
    weight_unit: 'kg',
    province_code: '',
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: shop.taxShipping,
    county_taxes: null,
    plan_display_name: planDisplayName,
    plan_name: planName,
    ...capabilities(shop),
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: format,
    money_with_currency_in_emails_format: `${format} ${currency}`,
    primary_location_id: writer.idOrNull(place?.id ?? null),
    multi_location_enabled: shop.locations.length > 1,
    enabled_presentment_currencies: [currency, ...Object.keys(shop.presentmentRates)],
  };
}

function capabilities({ plan }: Shop) {
  return {
    has_discounts: true,
    has_gift_cards: true,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    checkout_api_supported: plan === 'plus',
    setup_required: false,
    pre_launch_enabled: false,
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

function symbolOf(currency: string): string {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const parts = new Intl.NumberFormat('en', options).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

const offsetOf = (instant: string): string => `GMT${instant.slice(-6)}`;

type Subject = {
  readonly id: number;
  readonly email: string | null;
  readonly phone: string | null;
};

type Compliance = { readonly shop: Pick<Shop, 'id' | 'domain'>; readonly writer: PayloadWriter };

const concerned = ({ shop, writer }: Compliance) => ({
  shop_id: writer.id(shop.id),
  shop_domain: shop.domain,
});

/** `customers/data_request`. */
export const dataRequestPayload = (
  request: {
    readonly customer: Subject;
    readonly orderIds: readonly number[];
    readonly requestId: number;
  },
  to: Compliance,
) => ({
  ...concerned(to),
  customer: { ...request.customer, id: to.writer.id(request.customer.id) },
  orders_requested: request.orderIds.map(to.writer.id),
  data_request: { id: to.writer.id(request.requestId) },
});

/** `customers/redact`. */
export const customerRedactPayload = (
  request: { readonly customer: Subject; readonly orderIds: readonly number[] },
  to: Compliance,
) => ({
  ...concerned(to),
  customer: { ...request.customer, id: to.writer.id(request.customer.id) },
  orders_to_redact: request.orderIds.map(to.writer.id),
});

/** `shop/redact`, two days after an uninstall. */
export const shopRedactPayload = (to: Compliance) => concerned(to);

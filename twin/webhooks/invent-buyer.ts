/**
 * Invented buyers: payloads must carry names, addresses, phones and IPs as real ones do, and
 * nobody's must be real. Every invented value contains one of {@link INVENTED_MARKS}, so that a
 * test can look for them where they must not be found.
 */
import { idNumber } from './shop-order.ts';

/** Reserved for documentation and drama (RFC 2606, RFC 5737, Ofcom), or plainly made up. */
export const INVENTED_MARKS = ['Invented', 'example.com', '203.0.113.', '7946 0'] as const;

export const INVENTED_IP = '203.0.113.7';

const PHONE = '+44 20 7946 0958';

/** The e-mail of a customer. */
export function customerEmail(customerId: string): string {
  return `shopper-${customerId}@example.com`;
}

/** The `billing_address` and `shipping_address` of an order. */
export function inventAddress() {
  return {
    first_name: 'Ida',
    address1: '1 Invented Street',
    phone: PHONE,
    city: 'Inventedham',
    zip: 'ZZ99 9ZZ',
    province: 'Invented Shire',
    country: 'United Kingdom',
    last_name: 'Invented',
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: 'Ida Invented',
    country_code: 'GB',
    province_code: 'ZZ',
  };
}

/** The `customer` of an order. */
export function inventCustomer(customerId: string, currency: string) {
  const address = inventAddress();
  return {
    id: idNumber(customerId),
    created_at: null,
    updated_at: null,
    first_name: address.first_name,
    last_name: address.last_name,
    state: 'disabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customerEmail(customerId),
    phone: null,
    currency,
    tax_exemptions: [],
    admin_graphql_api_id: `gid://shopify/Customer/${customerId}`,
    default_address: {
      id: idNumber(customerId),
      customer_id: idNumber(customerId),
      first_name: address.first_name,
      last_name: address.last_name,
      company: null,
      address1: address.address1,
      address2: null,
      city: address.city,
      province: address.province,
      country: address.country,
      zip: address.zip,
      phone: PHONE,
      name: address.name,
      province_code: address.province_code,
      country_code: address.country_code,
      country_name: address.country,
      default: true,
    },
  };
}

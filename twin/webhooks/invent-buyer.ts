/**
 * Invented buyers: payloads must carry names, addresses, phones and IPs as real ones do, and
 * nobody's must be real. Every invented value contains one of {@link INVENTED_MARKS}, so that a
 * test can look for them where they must not be found.
 */
import type { Address, Consent, Customer } from '../model/customer.ts';

/** Reserved for documentation and drama (RFC 2606, RFC 5737, Ofcom), or plainly made up. */
export const INVENTED_MARKS = ['Invented', 'example.com', '203.0.113.', '7946 0'] as const;

export const INVENTED_IP = '203.0.113.7';

const PHONE = '+44 20 7946 0958';

/** The e-mail of a customer. */
export function customerEmail(customerId: string): string {
  return `shopper-${customerId}@example.com`;
}

/** The address of an order, or of a customer by his id. */
export function inventAddress(id = 1): Address {
  return {
    id,
    firstName: 'Ida',
    lastName: 'Invented',
    company: null,
    address1: '1 Invented Street',
    address2: null,
    city: 'Inventedham',
    zip: 'ZZ99 9ZZ',
    provinceCode: 'Invented Shire',
    countryCode: 'GB',
    phone: PHONE,
  };
}

const NO_CONSENT: Consent = {
  state: 'NOT_SUBSCRIBED',
  optInLevel: 'SINGLE_OPT_IN',
  updatedAt: null,
};

/** The customer of an order; `digits`: his id as the file has it, `at`: since when. */
export function inventCustomer(id: number, digits: string, at: number): Customer {
  const address = inventAddress(id);
  return {
    id,
    firstName: address.firstName,
    lastName: address.lastName,
    email: customerEmail(digits),
    phone: null,
    verifiedEmail: true,
    locale: 'en',
    tags: [],
    note: null,
    state: 'disabled',
    taxExempt: false,
    emailConsent: NO_CONSENT,
    smsConsent: NO_CONSENT,
    addresses: [address],
    defaultAddressId: id,
    ordersCount: 0,
    spentMinor: 0,
    lastOrderId: null,
    createdAt: at,
    updatedAt: at,
  };
}

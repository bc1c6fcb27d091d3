/** What a customer has agreed to be sent, in the several places where Shopify tells it. */
import type { Consent, Customer } from '../../../model/customer.ts';
import type { Resolvers } from '../../engine/area.ts';

type Contact = { readonly customer: Customer };

export const consentFields = {
  defaultEmailAddress: (customer: Customer) => (customer.email === null ? null : { customer }),
  defaultPhoneNumber: (customer: Customer) => (customer.phone === null ? null : { customer }),
  emailMarketingConsent: ({ email, emailConsent }: Customer) =>
    email === null ? null : stateOf(emailConsent),
  smsMarketingConsent: ({ phone, smsConsent }: Customer) =>
    phone === null ? null : { ...stateOf(smsConsent), consentCollectedFrom: collector(smsConsent) },
} satisfies Resolvers;

export const emailAddressFields: Resolvers = {
  emailAddress: ({ customer }: Contact) => customer.email,
  marketingState: ({ customer }: Contact) => {
    const { state } = customer.emailConsent;
    // An e-mail address cannot be redacted: the customer of a redaction has none.
    return state === 'REDACTED' ? 'NOT_SUBSCRIBED' : state;
  },
  marketingOptInLevel: ({ customer }: Contact) => customer.emailConsent.optInLevel,
  marketingUpdatedAt: ({ customer }: Contact) => customer.emailConsent.updatedAt,
  marketingUnsubscribeUrl: ({ customer }: Contact, _args, { shop }) =>
    `https://${shop.domain}/account/unsubscribe/${customer.id}`,
  openTrackingLevel: () => 'UNKNOWN',
  openTrackingUrl: ({ customer }: Contact, _args, { shop }) =>
    `https://${shop.domain}/account/open-tracking/${customer.id}`,
  sourceLocation: () => null,
  validFormat: () => true,
};

export const phoneNumberFields: Resolvers = {
  phoneNumber: ({ customer }: Contact) => customer.phone,
  marketingState: ({ customer }: Contact) => customer.smsConsent.state,
  marketingOptInLevel: ({ customer }: Contact) => customer.smsConsent.optInLevel,
  marketingUpdatedAt: ({ customer }: Contact) => customer.smsConsent.updatedAt,
  marketingCollectedFrom: ({ customer }: Contact) => collector(customer.smsConsent),
  sourceLocation: () => null,
};

function stateOf({ state, optInLevel, updatedAt }: Consent) {
  return {
    marketingState: state,
    marketingOptInLevel: optInLevel,
    consentUpdatedAt: updatedAt,
    sourceLocation: null,
  };
}

/** Null until there is consent to speak of; whatever comes over an API is `OTHER`. */
const collector = ({ updatedAt }: Consent) => (updatedAt === null ? null : 'OTHER');

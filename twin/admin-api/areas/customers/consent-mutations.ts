/**
 * `customerEmailMarketingConsentUpdate` and `customerSmsMarketingConsentUpdate`. The rules and
 * words are those of recorded answers (`customer-email-marketing-consent-update-parity.json` and
 * the one for SMS).
 */
import type { Customer } from '../../../model/customer.ts';
import { setConsent } from '../../../trade/customer-tags.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { refuse } from '../../engine/user-errors.ts';
import type { ConsentInput } from './customer-input.ts';
import { settableState } from './customer-mutations.ts';
import { customerById } from './find-customers.ts';
import { doneOr } from './said.ts';

type EmailArgs = { input: { customerId: string; emailMarketingConsent: ConsentInput } };
type SmsArgs = { input: { customerId: string; smsMarketingConsent: ConsentInput } };

export const consentMutations: Resolvers = {
  customerEmailMarketingConsentUpdate: (_parent, { input }: EmailArgs, context) => {
    const customer = customerById(input.customerId, context);
    if (customer === null) return refuse(['input', 'customerId'], 'Customer not found', 'INVALID');
    return change(context, customer, { ...EMAIL, consent: input.emailMarketingConsent });
  },
  customerSmsMarketingConsentUpdate: (_parent, { input }: SmsArgs, context) => {
    const customer = customerById(input.customerId, context);
    if (customer === null) return refuse(null, 'Customer not found');
    return change(context, customer, { ...SMS, consent: input.smsMarketingConsent });
  },
};

const EMAIL = {
  channel: 'email',
  name: 'emailMarketingConsent',
  lacking: 'An email address is required to set the email marketing consent state.',
} as const;
const SMS = {
  channel: 'sms',
  name: 'smsMarketingConsent',
  lacking: 'A phone number is required to set the SMS consent state.',
} as const;

type Change = (typeof EMAIL | typeof SMS) & { readonly consent: ConsentInput };

function change({ world, shop }: AdminContext, customer: Customer, asked: Change) {
  const { channel, name, lacking, consent } = asked;
  const field = ['input', name];
  const now = world.clock.now();
  const { marketingOptInLevel: level, consentUpdatedAt: at } = consent;
  if (!level) {
    const words = 'Marketing opt in level must exist';
    return refuse([...field, 'marketingOptInLevel'], words, 'MISSING_ARGUMENT');
  }
  if (typeof at === 'number' && at > now) {
    const words = 'Consent updated at must not be in the future';
    return refuse([...field, 'consentUpdatedAt'], words, 'INVALID');
  }
  const address = channel === 'email' ? customer.email : customer.phone;
  if (address === null) return refuse(field, lacking, 'INVALID');
  if (consent.marketingState === 'PENDING' && level !== 'CONFIRMED_OPT_IN') {
    const words = 'Marketing opt in level must be confirmed opt-in for pending consent state';
    return refuse([...field, 'marketingOptInLevel'], words, 'INVALID');
  }
  const state = settableState(consent.marketingState);
  const { id } = customer;
  const set = { id, channel, state, optInLevel: level, at: at ?? now };
  return { customer: doneOr(setConsent(world, shop.id, set)) };
}

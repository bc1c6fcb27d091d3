/** `customerCreate`, `customerUpdate`, `customerDelete`, `customerSet`. */
import type { Consent, Customer } from '../../../model/customer.ts';
import { customers } from '../../../model/kinds.ts';
import { createCustomer, deleteCustomer, updateCustomer } from '../../../trade/customers.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { coded } from '../../engine/errors.ts';
import { idOf, toGid } from '../../engine/gid.ts';
import { refuse, Refused, type UserError } from '../../engine/user-errors.ts';
import { addressId } from './address-input.ts';
import { setOwnMetafields } from '../metafields/set-metafields.ts';
import { type ConsentInput, type CustomerInput, fieldsOf, inputErrors } from './customer-input.ts';
import { customerBy, customerByCustomId } from './find-customers.ts';
import { assertNone, doneOr } from './said.ts';

type SetIdentifier = {
  readonly id?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly customId?: { namespace?: string | null; key: string; value: string } | null;
};
type SetArgs = { readonly input: CustomerInput; readonly identifier?: SetIdentifier | null };

const IDENTITY = 'A name, phone number, or email address must be present';
const SET_CODES = ['BLANK', 'INVALID', 'TAKEN', 'NOT_FOUND', 'TOO_LONG'];

export const customerMutations: Resolvers = {
  customerCreate: (_parent, { input }: { input: CustomerInput }, context) => {
    assertNone([...forbiddenIds(input), ...inputErrors(input), ...lackingContact(input)]);
    const { world, shop } = context;
    const fields = { ...fieldsOf(input), ...consentsOf(input, world.clock.now()) };
    const customer = doneOr(createCustomer(world, shop.id, { fields }));
    setOwnMetafields(context, { kind: 'Customer', id: customer.id }, input.metafields, [
      'metafields',
    ]);
    return { customer };
  },

  customerUpdate: (_parent, { input }: { input: CustomerInput }, context) => {
    if (!input.id) return refuse(['id'], 'Customer does not exist');
    assertNone([...inputErrors(input), ...consentElsewhere(input)]);
    return { customer: update(context, idOf(input.id, 'Customer'), input) };
  },

  customerDelete: (_parent, { input }: { input: { id: string } }, context) => {
    const { world, shop } = context;
    const id = idOf(input.id, 'Customer');
    const outcome = deleteCustomer(world, shop.id, id);
    if (!outcome.ok) return { ...refuse(outcome.field, outcome.message), shop };
    return { deletedCustomerId: toGid('Customer', id), shop };
  },

  customerSet: (_parent, { input, identifier }: SetArgs, context) => {
    assertNone(inputErrors(input), ['input']);
    if (identifier) assertNone(mismatches(input, identifier));
    const found = identifier ? findToSet(context, identifier) : null;
    if (found !== null) return { customer: update(context, found.id, input, ['input']) };
    const { world, shop } = context;
    const told = { under: ['input'], codes: SET_CODES };
    return { customer: doneOr(createCustomer(world, shop.id, { fields: fieldsOf(input) }), told) };
  },
};

function update(
  context: AdminContext,
  id: number,
  input: CustomerInput,
  under: readonly string[] = [],
): Customer {
  const { world, shop } = context;
  const before = world.store.get(customers, shop.id, id);
  if (before !== null) assertNone(strangeAddresses(input, before), under);
  const fields = fieldsOf(input, before?.addresses);
  const after = before === null ? null : { ...before, ...fields };
  if (after && !after.email && !after.phone && !after.firstName && !after.lastName) {
    throw new Refused([{ field: under.length === 0 ? null : under, message: IDENTITY }]);
  }
  const customer = doneOr(updateCustomer(world, shop.id, { id, fields }), {
    under,
    codes: under.length === 0 ? [] : SET_CODES,
  });
  setOwnMetafields(context, { kind: 'Customer', id }, input.metafields, ['metafields']);
  return customer;
}

/** An address that is named must be one of the customer's. */
function strangeAddresses({ addresses }: CustomerInput, { addresses: known }: Customer) {
  return (addresses ?? []).flatMap(({ id }, index): UserError[] => {
    if (!id || known.some((one) => one.id === addressId(id))) return [];
    const message = 'Customer address does not exist';
    return [{ field: ['addresses', `${index}`, 'id'], message }];
  });
}

/** By id there must be one; by e-mail, phone or custom id there may be none yet. */
function findToSet(context: AdminContext, identifier: SetIdentifier): Customer | null {
  const { world, shop } = context;
  if (identifier.id) {
    const found = world.store.get(customers, shop.id, idOf(identifier.id, 'Customer'));
    if (found !== null) return found;
    const message = 'Resource matching the identifier was not found.';
    throw new Refused([{ field: ['input'], message, code: 'NOT_FOUND' }]);
  }
  if (identifier.email) return customerBy('email', identifier.email, context);
  if (identifier.phone) return customerBy('phone', identifier.phone, context);
  return identifier.customId ? customerByCustomId(identifier.customId, context) : null;
}

/** Who is identified by an e-mail must be said to have it. */
function mismatches(input: CustomerInput, identifier: SetIdentifier): UserError[] {
  const refused = (message: string, code: string) => [{ field: ['input'], message, code }];
  if (input.id) {
    return refused('The id field is not allowed if identifier is provided.', 'ID_NOT_ALLOWED');
  }
  return (['email', 'phone'] as const).flatMap((name) => {
    const wanted = identifier[name];
    if (!wanted || input[name]?.toLowerCase() === wanted.toLowerCase()) return [];
    const required = 'The input field corresponding to the identifier is required.';
    if (!input[name]) return refused(required, 'MISSING_FIELD_REQUIRED');
    const message =
      'The identifier value does not match the value of the corresponding field in the input.';
    return refused(message, 'INPUT_MISMATCH');
  });
}

function forbiddenIds({ id, addresses, metafields }: CustomerInput): UserError[] {
  const withId = (list: readonly object[] | null | undefined) =>
    (list ?? []).flatMap((one, index) => ('id' in one && one.id ? [index] : []));
  return [
    ...(id ? [{ field: ['id'], message: 'Cannot specify ID on creation' }] : []),
    ...withId(addresses).map((index) => ({
      field: ['addresses', `${index}`, 'id'],
      message: 'Cannot specify address ID on creation',
    })),
    ...withId(metafields).map((index) => ({
      field: ['metafields', `${index}`, 'id'],
      message: 'Cannot specify metafield ID on creation',
    })),
  ];
}

function lackingContact(input: CustomerInput): UserError[] {
  const email = 'An email address is required to set the email marketing consent state.';
  const phone = 'A phone number is required to set the SMS consent state.';
  return [
    ...(input.emailMarketingConsent && !input.email
      ? [{ field: ['emailMarketingConsent'], message: email }]
      : []),
    ...(input.smsMarketingConsent && !input.phone
      ? [{ field: ['smsMarketingConsent'], message: phone }]
      : []),
  ];
}

/** Consent is only given at the beginning here; later it has mutations of its own. */
function consentElsewhere(input: CustomerInput): UserError[] {
  const names = [
    'emailMarketingConsent',
    'smsMarketingConsent',
    'whatsAppMarketingConsent',
  ] as const;
  return names
    .filter((name) => input[name])
    .map((name) => {
      const mutation = `customer${name.charAt(0).toUpperCase()}${name.slice(1)}Update`;
      return {
        field: [name],
        message: `To update ${name}, please use the ${mutation} Mutation instead`,
      };
    });
}

function consentsOf(input: CustomerInput, now: number) {
  const { emailMarketingConsent: email, smsMarketingConsent: sms } = input;
  return {
    ...(email ? { emailConsent: consentOf(email, now) } : {}),
    ...(sms ? { smsConsent: consentOf(sms, now) } : {}),
  };
}

function consentOf(input: ConsentInput, now: number): Consent {
  return {
    state: settableState(input.marketingState),
    optInLevel: input.marketingOptInLevel ?? 'UNKNOWN',
    updatedAt: input.consentUpdatedAt ?? now,
  };
}

/** What an app may say; the other states are Shopify's to find out. Throws on those. */
export function settableState(state: ConsentInput['marketingState']): Consent['state'] {
  if (state === 'SUBSCRIBED' || state === 'UNSUBSCRIBED' || state === 'PENDING') return state;
  throw coded(`Cannot specify ${state} as a marketing state input`, 'INVALID');
}

/**
 * What customers change of themselves. Codes are those of the schema 2026-07
 * (`UserErrorsCustomerUserErrorsCode`, `UserErrorsCustomerAddressUserErrorsCode`); Shopify
 * publishes no words for most of them, so the words are the twin's own.
 */
import type { Resolvers } from '../../admin-api/engine/area.ts';
import type { AdminContext } from '../../admin-api/engine/context.ts';
import { fromGid } from '../../admin-api/engine/gid.ts';
import { Refused } from '../../admin-api/engine/user-errors.ts';
import type { Address, Customer } from '../../model/customer.ts';
import { type CustomerFields, updateCustomer, withId } from '../../trade/customers.ts';
import { countryName } from '../../webhooks/payloads/places.ts';
import { ownCustomer } from './own-records.ts';

type NameInput = { readonly firstName?: string | null; readonly lastName?: string | null };
type AddressInput = NameInput & {
  readonly company?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly phoneNumber?: string | null;
  readonly territoryCode?: string | null;
  readonly zoneCode?: string | null;
};
type AddressArgs = {
  readonly addressId: string;
  readonly address?: AddressInput | null;
  readonly defaultAddress?: boolean | null;
};

const MAX = 255;

export const customerMutations: Resolvers = {
  customerUpdate: (_parent, { input }: { input: NameInput }, context) => {
    if (Object.keys(input).length === 0) {
      throw refused(['input'], 'The input is empty.', 'CUSTOMER_INPUT_ARGUMENT_EMPTY');
    }
    assertTexts(input, ['input'], { names: true });
    return { customer: save(context, input) };
  },

  customerAddressCreate: (
    _parent,
    args: { address: AddressInput; defaultAddress: boolean },
    context,
  ) => {
    const customer = ownCustomer(context);
    assertAddress(args.address);
    if (!args.address.territoryCode) {
      const field = ['address', 'territoryCode'];
      throw refused(field, 'A territory code is required.', 'TERRITORY_CODE_MISSING');
    }
    const address = withId(context.world, { countryCode: '', ...recordOf(args.address) });
    const isDefault = args.defaultAddress || customer.addresses.length === 0;
    save(context, {
      addresses: [...customer.addresses, address],
      ...(isDefault ? { defaultAddressId: address.id } : {}),
    });
    return { customerAddress: address };
  },

  customerAddressUpdate: (_parent, args: AddressArgs, context) => {
    const customer = ownCustomer(context);
    const known = addressOf(customer, args.addressId);
    if (args.address) assertAddress(args.address);
    if (args.defaultAddress === false && known.id === customer.defaultAddressId) {
      const message = 'The default address cannot be demoted before another one is the default.';
      throw refused(['defaultAddress'], message, 'DEMOTING_CUSTOMER_DEFAULT_ADDRESS_NOT_ALLOWED');
    }
    const address: Address = { ...known, ...recordOf(args.address ?? {}) };
    save(context, {
      addresses: customer.addresses.map((one) => (one.id === known.id ? address : one)),
      ...(args.defaultAddress ? { defaultAddressId: known.id } : {}),
    });
    return { customerAddress: address };
  },

  customerAddressDelete: (_parent, { addressId }: { addressId: string }, context) => {
    const customer = ownCustomer(context);
    const known = addressOf(customer, addressId);
    if (known.id === customer.defaultAddressId && customer.addresses.length > 1) {
      const message =
        "The default address of the customer can't be deleted before setting another one as " +
        'default.';
      throw refused(['addressId'], message, 'DELETING_CUSTOMER_DEFAULT_ADDRESS_NOT_ALLOWED');
    }
    save(context, { addresses: customer.addresses.filter(({ id }) => id !== known.id) });
    return { deletedAddressId: addressId };
  },
};

function save(context: AdminContext, fields: CustomerFields): Customer {
  const { world, shop } = context;
  const outcome = updateCustomer(world, shop.id, { id: ownCustomer(context).id, fields });
  if (outcome.ok) return outcome.value;
  throw refused(outcome.field ?? [], outcome.message, 'INVALID');
}

function addressOf({ addresses }: Customer, gid: string): Address {
  const parsed = fromGid(gid);
  const found = addresses.find(({ id }) => parsed?.kind === 'CustomerAddress' && id === parsed.id);
  if (found !== undefined) return found;
  throw refused(['addressId'], 'The address does not exist.', 'ADDRESS_ID_DOES_NOT_EXIST');
}

function assertAddress(input: AddressInput): void {
  if (!Object.values(input).some(Boolean)) {
    throw refused(['address'], 'The address is empty.', 'ADDRESS_ARGUMENT_EMPTY');
  }
  assertTexts(input, ['address'], { names: false });
  const { territoryCode } = input;
  if (territoryCode && countryName(territoryCode) === territoryCode) {
    const field = ['address', 'territoryCode'];
    throw refused(field, 'The territory code is not valid.', 'INVALID_TERRITORY_CODE');
  }
}

function assertTexts(
  input: Readonly<Record<string, string | null | undefined>>,
  field: readonly string[],
  { names }: { names: boolean },
): void {
  for (const [name, value] of Object.entries(input)) {
    if (!value) continue;
    const at = [...field, name];
    if (value.length > MAX) throw refused(at, `It is longer than ${MAX} characters.`, 'TOO_LONG');
    if (/<[a-z/][^>]*>/i.test(value)) {
      throw refused(at, 'It contains HTML tags.', 'CONTAINS_HTML_TAGS');
    }
    // Addresses have no code for it.
    if (names && /https?:\/\//i.test(value))
      throw refused(at, 'It contains a URL.', 'CONTAINS_URL');
  }
}

function recordOf(input: AddressInput): Partial<Address> {
  const { territoryCode, zoneCode, phoneNumber, ...rest } = input;
  return {
    ...rest,
    ...(phoneNumber === undefined ? {} : { phone: phoneNumber }),
    ...(zoneCode === undefined ? {} : { provinceCode: zoneCode }),
    ...(territoryCode ? { countryCode: territoryCode } : {}),
  };
}

const refused = (field: readonly string[], message: string, code: string) =>
  new Refused([{ field, message, code }]);

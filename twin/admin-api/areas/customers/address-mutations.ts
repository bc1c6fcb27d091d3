/** `customerAddressCreate`, `…Update`, `…Delete`, `customerUpdateDefaultAddress`. */
import type { Address, Customer } from '../../../model/customer.ts';
import { keepCustomer, withId } from '../../../trade/customers.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { refuse } from '../../engine/user-errors.ts';
import { addressNode } from './address-fields.ts';
import {
  addressErrors,
  addressId,
  addressOf,
  changedAddress,
  type AddressInput,
} from './address-input.ts';
import { customerById } from './find-customers.ts';

type Args = {
  readonly customerId: string;
  readonly addressId: string;
  readonly address: AddressInput;
  readonly setAsDefault?: boolean | null;
};

const NO_CUSTOMER = refuse(['customerId'], 'Customer does not exist');
const NO_ADDRESS = refuse(['addressId'], 'Address does not exist');

export const addressMutations: Resolvers = {
  customerAddressCreate: (_parent, args: Omit<Args, 'addressId'>, context) => {
    const customer = customerById(args.customerId, context);
    if (customer === null) return NO_CUSTOMER;
    // Here alone an address may be blank.
    const errors = addressErrors({ company: '-', ...said(args.address) }, ['address']);
    if (errors.length > 0) return { userErrors: errors };
    // Whoever names nobody means the customer.
    const { firstName, lastName, addresses, defaultAddressId } = customer;
    const address = withId(context.world, { firstName, lastName, ...addressOf(args.address) });
    if (addresses.some((one) => isSame(one, address))) {
      return refuse(['address'], 'Address already exists');
    }
    const isDefault = args.setAsDefault === true || defaultAddressId === null;
    keep(context, customer, {
      addresses: [...addresses, address],
      defaultAddressId: isDefault ? address.id : defaultAddressId,
    });
    return { address: addressNode(address, 'CustomerAddress') };
  },

  customerAddressUpdate: (_parent, args: Args, context) => {
    const customer = customerById(args.customerId, context);
    if (customer === null) return NO_CUSTOMER;
    const known = addressIn(customer, args.addressId);
    if (known === null) return NO_ADDRESS;
    const { id } = args.address;
    if (id !== undefined && (id === null || addressId(id) !== known.id)) {
      return refuse(['addressId'], 'The id of the address does not match the id in the input');
    }
    const errors = addressErrors(args.address, ['address']);
    if (errors.length > 0) return { userErrors: errors };
    const address = changedAddress(known, args.address);
    keep(context, customer, {
      addresses: customer.addresses.map((one) => (one.id === known.id ? address : one)),
      defaultAddressId: args.setAsDefault === true ? known.id : customer.defaultAddressId,
    });
    return { address: addressNode(address, 'CustomerAddress') };
  },

  customerAddressDelete: (_parent, args: Pick<Args, 'customerId' | 'addressId'>, context) => {
    const customer = customerById(args.customerId, context);
    if (customer === null) return NO_CUSTOMER;
    const known = addressIn(customer, args.addressId);
    if (known === null) return NO_ADDRESS;
    const addresses = customer.addresses.filter(({ id }) => id !== known.id);
    const isDefault = customer.defaultAddressId === known.id;
    keep(context, customer, {
      addresses,
      defaultAddressId: isDefault ? (addresses[0]?.id ?? null) : customer.defaultAddressId,
    });
    return { deletedAddressId: args.addressId };
  },

  customerUpdateDefaultAddress: (
    _parent,
    args: Pick<Args, 'customerId' | 'addressId'>,
    context,
  ) => {
    const customer = customerById(args.customerId, context);
    if (customer === null) return NO_CUSTOMER;
    const known = addressIn(customer, args.addressId);
    if (known === null) return NO_ADDRESS;
    return { customer: keep(context, customer, { defaultAddressId: known.id }) };
  },
};

function said(address: AddressInput): AddressInput {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value?.trim()));
}

function addressIn({ addresses }: Customer, gid: string): Address | null {
  const id = addressId(gid);
  return addresses.find((one) => one.id === id) ?? null;
}

function keep({ world, shop }: AdminContext, before: Customer, change: Partial<Customer>) {
  return keepCustomer(world, shop.id, { before, after: { ...before, ...change } });
}

function isSame(one: Address, other: Address): boolean {
  return JSON.stringify({ ...one, id: 0 }) === JSON.stringify({ ...other, id: 0 });
}

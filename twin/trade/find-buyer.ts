/**
 * Whose order it is: the customer logged in, or the one with the e-mail address or the phone
 * number, or a new one. A checkout makes a customer of every guest who leaves an address
 * (https://help.shopify.com/en/manual/customers, read 2026-11).
 */
import type { Address, Customer } from '../model/customer.ts';
import { customers } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { createCustomer, keepCustomer, withId } from './customers.ts';

export type BuyerSaid = {
  readonly customerId: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
  readonly acceptsMarketing: boolean;
  readonly at: number;
};

/** Null: nobody said who they are, as at a till. Inside a transaction. */
export function findBuyer(world: World, shopId: number, said: BuyerSaid): Customer | null {
  const { store } = world;
  const email = said.email?.trim().toLowerCase() || null;
  const known =
    (said.customerId === null ? null : store.get(customers, shopId, said.customerId)) ??
    (email === null ? null : store.findOne(customers, shopId, 'email', email)) ??
    (said.phone === null || email !== null
      ? null
      : store.findOne(customers, shopId, 'phone', said.phone));
  if (known !== null) return refresh(world, shopId, { known, said });
  if (email === null && said.phone === null) return null;
  const { address } = said;
  const created = createCustomer(world, shopId, {
    at: said.at,
    fields: {
      email,
      phone: email === null ? said.phone : null,
      firstName: address?.firstName ?? null,
      lastName: address?.lastName ?? null,
      addresses: address === null ? [] : [{ ...address, id: store.nextId() }],
      ...(said.acceptsMarketing ? { emailConsent: consentAt(said.at) } : {}),
    },
  });
  return created.ok ? created.value : null;
}

const consentAt = (at: number) =>
  ({ state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: at }) as const;

/** A first address is kept, and a yes to marketing; a no does not take back an earlier yes. */
function refresh(
  world: World,
  shopId: number,
  { known, said }: { known: Customer; said: BuyerSaid },
): Customer {
  let after = known;
  if (known.addresses.length === 0 && said.address !== null) {
    const address = withId(world, { ...said.address, id: world.store.nextId() });
    after = { ...after, addresses: [address], defaultAddressId: address.id };
  }
  if (said.acceptsMarketing && known.emailConsent.state !== 'SUBSCRIBED') {
    after = { ...after, emailConsent: consentAt(said.at) };
  }
  return after === known ? known : keepCustomer(world, shopId, { before: known, after });
}

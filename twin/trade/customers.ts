/**
 * Customers: created by staff, apps, log-ins and checkouts; changed; deleted while they have no
 * order. Words as the Admin API gives them
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerCreate and
 * `…/customerDelete`, read 2026-11).
 */
import type { Address, Consent, Customer } from '../model/customer.ts';
import { customers, giftCards, storeCreditAccounts } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { World } from '../world/world.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';
import { shopOf, tell } from './tell.ts';

export type CustomerFields = Partial<
  Omit<
    Customer,
    'id' | 'ordersCount' | 'spentMinor' | 'lastOrderId' | 'createdAt' | 'updatedAt' | 'addresses'
  >
> & { readonly addresses?: readonly NewAddress[] };

/** An address; its id is given by the shop where it is left out. */
export type NewAddress = Partial<Address> & { readonly countryCode: string };

export const NO_CONSENT: Consent = {
  state: 'NOT_SUBSCRIBED',
  optInLevel: 'SINGLE_OPT_IN',
  updatedAt: null,
};

/** Refused with `BLANK`, `INVALID`, `TAKEN`. Tells `customers/create`. */
export function createCustomer(
  world: World,
  shopId: number,
  { fields, at = world.clock.now() }: { fields: CustomerFields; at?: number },
): Outcome<Customer> {
  return world.transact(() => {
    const said = normal(fields);
    if (!said.email && !said.phone && !said.firstName && !said.lastName) {
      const words = 'A name, phone number, or email address must be present';
      return refuse('BLANK', null, words);
    }
    const wrong = wrongFields(world, shopId, { fields: said, id: null });
    if (wrong !== null) return wrong;
    const addresses = (said.addresses ?? []).map((one) => withId(world, one));
    const customer = world.store.put(customers, shopId, {
      firstName: null,
      lastName: null,
      email: null,
      phone: null,
      verifiedEmail: true,
      locale: shopOf(world, shopId).locale,
      note: null,
      state: 'disabled',
      taxExempt: false,
      emailConsent: NO_CONSENT,
      smsConsent: NO_CONSENT,
      defaultAddressId: addresses[0]?.id ?? null,
      ...said,
      tags: sortedTags(said.tags ?? []),
      addresses,
      id: world.store.nextId(),
      ordersCount: 0,
      spentMinor: 0,
      lastOrderId: null,
      createdAt: at,
      updatedAt: at,
    } satisfies Customer);
    tell(world, { shopId, topic: 'customers/create', kind: 'Customer', id: customer.id });
    if (customer.tags.length > 0) tellTags(world, shopId, customer.id, 'added', customer.tags);
    return done(customer);
  });
}

/** What is named is replaced. Tells `customers/update` and what goes with it. */
export function updateCustomer(
  world: World,
  shopId: number,
  { id, fields }: { id: number; fields: CustomerFields },
): Outcome<Customer> {
  return world.transact(() => {
    const customer = world.store.get(customers, shopId, id);
    if (customer === null) return noCustomer();
    const said = normal(fields);
    const wrong = wrongFields(world, shopId, { fields: said, id });
    if (wrong !== null) return wrong;
    const addresses =
      said.addresses === undefined
        ? customer.addresses
        : said.addresses.map((one) => withId(world, one));
    const isKept = addresses.some((one) => one.id === customer.defaultAddressId);
    return done(
      keepCustomer(world, shopId, {
        before: customer,
        after: {
          ...customer,
          defaultAddressId: isKept ? customer.defaultAddressId : (addresses[0]?.id ?? null),
          ...said,
          tags: sortedTags(said.tags ?? customer.tags),
          addresses,
        },
      }),
    );
  });
}

/**
 * Keeps a changed customer and tells what changed: tags, state and consent have their own topics.
 */
export function keepCustomer(
  world: World,
  shopId: number,
  { before, after }: { before: Customer; after: Customer },
): Customer {
  const { id } = before;
  const kept = world.store.put(customers, shopId, { ...after, updatedAt: world.clock.now() });
  const say = (topic: string) => tell(world, { shopId, topic, kind: 'Customer', id });
  say('customers/update');
  const added = after.tags.filter((tag) => !hasTag(before.tags, tag));
  const removed = before.tags.filter((tag) => !hasTag(after.tags, tag));
  if (added.length > 0) tellTags(world, shopId, id, 'added', added);
  if (removed.length > 0) tellTags(world, shopId, id, 'removed', removed);
  if (before.state !== after.state) {
    if (after.state === 'enabled') say('customers/enable');
    if (after.state === 'disabled') say('customers/disable');
  }
  if (before.emailConsent.state !== after.emailConsent.state) {
    say('customers_email_marketing_consent/update');
  }
  if (before.smsConsent.state !== after.smsConsent.state) say('customers_marketing_consent/update');
  return kept;
}

/** Refused while the customer has an order: `customerDelete` says why in these words. */
export function deleteCustomer(world: World, shopId: number, id: number): Outcome<number> {
  return world.transact(() => {
    if (world.store.get(customers, shopId, id) === null) {
      return refuse('NOT_FOUND', ['id'], "Customer can't be found");
    }
    if (world.store.findOne(orders, shopId, 'customer_id', id) !== null) {
      const words = 'Customer can’t be deleted because they have associated orders';
      return refuse('INVALID', ['id'], words);
    }
    world.store.remove(customers, shopId, id);
    for (const card of world.store.find(giftCards, shopId, 'customer_id', id)) {
      world.store.put(giftCards, shopId, { ...card, customerId: null });
    }
    for (const account of world.store.find(storeCreditAccounts, shopId, 'customer_id', id)) {
      world.store.remove(storeCreditAccounts, shopId, account.id);
    }
    tell(world, { shopId, topic: 'customers/delete', kind: 'Customer', id });
    return done(id);
  });
}

export function noCustomer(field = 'id'): Refusal {
  return refuse('NOT_FOUND', [field], 'Customer does not exist');
}

function tellTags(
  world: World,
  shopId: number,
  id: number,
  change: 'added' | 'removed',
  tags: readonly string[],
): void {
  const topic = `customer.tags_${change}`;
  tell(world, { shopId, topic, kind: 'Customer', id, extra: { tags: [...tags] } });
}

/** Tags are compared without case, kept once, and listed in alphabetical order. */
export function sortedTags(tags: readonly string[]): string[] {
  const kept: string[] = [];
  for (const tag of tags.map((one) => one.trim()).filter((one) => one !== '')) {
    if (!hasTag(kept, tag)) kept.push(tag);
  }
  return kept.sort((a, b) => a.localeCompare(b));
}

export const hasTag = (tags: readonly string[], tag: string) =>
  tags.some((one) => one.toLowerCase() === tag.toLowerCase());

export function withId(world: World, address: NewAddress): Address {
  return {
    firstName: null,
    lastName: null,
    company: null,
    address1: null,
    address2: null,
    city: null,
    zip: null,
    provinceCode: null,
    phone: null,
    ...address,
    id: address.id ?? world.store.nextId(),
  };
}

function normal(fields: CustomerFields): CustomerFields {
  if (typeof fields.email !== 'string') return fields;
  return { ...fields, email: fields.email.replace(/\s/g, '').toLowerCase() || null };
}

function wrongFields(
  world: World,
  shopId: number,
  { fields, id }: { fields: CustomerFields; id: number | null },
): Refusal | null {
  const { email, phone } = fields;
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return refuse('INVALID', ['email'], 'Email is invalid');
  }
  if (phone && !/^\+[1-9]\d{6,14}$/.test(phone)) {
    return refuse('INVALID', ['phone'], 'Phone is invalid');
  }
  for (const [field, value] of Object.entries({ email, phone })) {
    const other = value ? world.store.findOne(customers, shopId, field, value) : null;
    if (other === null || other.id === id) continue;
    const name = field === 'email' ? 'Email' : 'Phone';
    return refuse('TAKEN', [field], `${name} has already been taken`);
  }
  return null;
}

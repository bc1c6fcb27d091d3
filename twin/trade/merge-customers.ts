/**
 * Two customers become one, as a job
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerMerge, read 2026-11). Who
 * stays: the one whose e-mail is asked to be kept; else the only one with an e-mail; else the one
 * with an enabled account; else the one updated last, then the newer. What stands in the way is
 * told twice: to the caller, and by `customers/merge` with the status `failed`.
 */
import type { Customer } from '../model/customer.ts';
import { customers, giftCards, metafields, storeCreditAccounts } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import type { World } from '../world/world.ts';
import { sortedTags } from './customers.ts';
import { isBeingErased } from './customer-privacy.ts';
import { discountUses, jobs, type Job } from './kinds.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { accountOf } from './store-credit.ts';
import { tell } from './tell.ts';

export const MERGE_CUSTOMERS = 'trade.merge-customers';

export type MergeOverrides = {
  readonly emailOf?: number | null;
  readonly phoneOf?: number | null;
  readonly firstNameOf?: number | null;
  readonly lastNameOf?: number | null;
  readonly defaultAddressOf?: number | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
};

export type MergeRequest = {
  readonly oneId: number;
  readonly twoId: number;
  readonly overrides?: MergeOverrides;
};

/** As in `customers/merge` and `CustomerMergePreview`. */
export type MergeError = {
  readonly customer_ids: readonly number[];
  readonly field: string;
  readonly message: string;
};

export type MergeStarted = { readonly job: Job; readonly keptId: number };

/** Refused with `INVALID_CUSTOMER_ID` or `INVALID_CUSTOMER`. */
export function mergeCustomers(
  world: World,
  shopId: number,
  request: MergeRequest,
): Outcome<MergeStarted> {
  return world.transact(() => {
    const one = world.store.get(customers, shopId, request.oneId);
    const two = world.store.get(customers, shopId, request.twoId);
    if (request.oneId === request.twoId) {
      return refuse('INVALID_CUSTOMER_ID', null, 'Customers IDs should not match');
    }
    if (one === null) return nobody('customerOneId', request.oneId);
    if (two === null) return nobody('customerTwoId', request.twoId);
    const [kept, gone] = whoStays(one, two, request.overrides ?? {});
    const errors = mergeErrors(world, shopId, [one, two]);
    const [error] = errors;
    if (error !== undefined) {
      tellMerge(world, shopId, { kept, gone, jobId: null, status: 'failed', errors });
      const isOne = error.customer_ids.includes(one.id);
      return refuse('INVALID_CUSTOMER', [isOne ? 'customerOneId' : 'customerTwoId'], error.message);
    }
    const createdAt = world.clock.now();
    const token = world.chance.uuid();
    const id = world.store.nextId();
    const job = world.store.put(jobs, shopId, { id, token, isDone: false });
    const payload = { ...request, keptId: kept.id, goneId: gone.id, jobId: job.id };
    world.tasks.plan(MERGE_CUSTOMERS, { shopId, dueAt: createdAt, payload });
    return done({ job, keptId: kept.id });
  });
}

const nobody = (field: string, id: number) =>
  refuse('INVALID_CUSTOMER_ID', [field], `Customer does not exist with ID ${id}`);

/** What keeps two customers apart; empty: nothing. */
export function mergeErrors(world: World, shopId: number, pair: readonly Customer[]): MergeError[] {
  return pair.flatMap((customer) => {
    const { id } = customer;
    const name = displayName(customer);
    const error = (field: string, message: string) => [{ customer_ids: [id], field, message }];
    if (isBeingErased(world, shopId, id)) {
      return error('redacted_at', `${name} has a pending or completed redaction.`);
    }
    if (world.store.findOne(giftCards, shopId, 'customer_id', id) !== null) {
      return error('gift_cards', `${name} has gift cards and can’t be merged.`);
    }
    if (accountOf(world, shopId, id) !== null) {
      return error('store_credit', `${name} has store credit and can’t be merged.`);
    }
    return [];
  });
}

/** Done by a task; nothing happens where one of them is gone by now, or a second time. */
export function finishMerge(world: World, shopId: number, payload: FinishedMerge): void {
  world.transact(() => {
    const kept = world.store.get(customers, shopId, payload.keptId);
    const gone = world.store.get(customers, shopId, payload.goneId);
    const job = world.store.get(jobs, shopId, payload.jobId);
    if (kept === null || gone === null || job === null || job.isDone) return;
    moveHoldings(world, shopId, { fromId: gone.id, toId: kept.id });
    world.store.remove(customers, shopId, gone.id);
    world.store.put(customers, shopId, {
      ...mergedCustomer(kept, gone, payload.overrides ?? {}),
      updatedAt: world.clock.now(),
    });
    world.store.put(jobs, shopId, { ...job, isDone: true });
    tell(world, { shopId, topic: 'customers/update', kind: 'Customer', id: kept.id });
    tellMerge(world, shopId, { kept, gone, jobId: job.id, status: 'completed', errors: [] });
  });
}

export type FinishedMerge = MergeRequest & {
  readonly keptId: number;
  readonly goneId: number;
  readonly jobId: number;
};

export function whoStays(
  one: Customer,
  two: Customer,
  overrides: MergeOverrides,
): [Customer, Customer] {
  const asked = [one, two].find(({ id, email }) => id === overrides.emailOf && email !== null);
  if (asked) return asked === one ? [one, two] : [two, one];
  const rank = (customer: Customer): readonly number[] => [
    customer.email === null ? 0 : 1,
    customer.state === 'enabled' ? 2 : customer.state === 'invited' ? 1 : 0,
    customer.emailConsent.state === 'SUBSCRIBED' ? 1 : 0,
    customer.updatedAt,
    customer.id,
  ];
  const [ones, twos] = [rank(one), rank(two)];
  const at = ones.findIndex((value, index) => value !== twos[index]);
  return (ones[at] ?? 0) > (twos[at] ?? 0) ? [one, two] : [two, one];
}

/** What the kept one lacks comes from the other, unless it is said whose to take. */
export function mergedCustomer(
  kept: Customer,
  gone: Customer,
  overrides: MergeOverrides,
): Customer {
  const pick = <K extends keyof Customer>(field: K, ownerId?: number | null): Customer[K] =>
    ownerId === gone.id
      ? gone[field]
      : ownerId === kept.id
        ? kept[field]
        : (kept[field] ?? gone[field]);
  const notes = [kept.note, gone.note].filter((note) => note !== null && note !== '');
  const subscribed = [kept, gone].find(({ emailConsent }) => emailConsent.state === 'SUBSCRIBED');
  return {
    ...kept,
    email: pick('email', overrides.emailOf),
    phone: pick('phone', overrides.phoneOf),
    firstName: pick('firstName', overrides.firstNameOf),
    lastName: pick('lastName', overrides.lastNameOf),
    defaultAddressId: pick('defaultAddressId', overrides.defaultAddressOf),
    addresses: [...kept.addresses, ...gone.addresses],
    note: overrides.note ?? (notes.length > 0 ? notes.join(' ') : null),
    tags: sortedTags(overrides.tags ?? [...kept.tags, ...gone.tags]),
    emailConsent: subscribed?.emailConsent ?? kept.emailConsent,
    ordersCount: kept.ordersCount + gone.ordersCount,
    spentMinor: kept.spentMinor + gone.spentMinor,
    lastOrderId: Math.max(kept.lastOrderId ?? 0, gone.lastOrderId ?? 0) || null,
  };
}

function moveHoldings(
  world: World,
  shopId: number,
  { fromId, toId }: { fromId: number; toId: number },
): void {
  const { store } = world;
  for (const order of store.find(orders, shopId, 'customer_id', fromId)) {
    store.put(orders, shopId, { ...order, customerId: toId });
  }
  for (const use of store.find(discountUses, shopId, 'customer_id', fromId)) {
    store.put(discountUses, shopId, { ...use, customerId: toId });
  }
  for (const account of store.find(storeCreditAccounts, shopId, 'customer_id', fromId)) {
    store.put(storeCreditAccounts, shopId, { ...account, customerId: toId });
  }
  for (const metafield of store.find(metafields, shopId, 'owner', `Customer/${fromId}`)) {
    const { namespace, key } = metafield;
    const place = `Customer/${toId}/${namespace}/${key}`;
    if (store.findOne(metafields, shopId, 'place', place) !== null) continue;
    store.put(metafields, shopId, { ...metafield, ownerId: toId });
  }
}

function tellMerge(
  world: World,
  shopId: number,
  about: {
    kept: Customer;
    gone: Customer;
    jobId: number | null;
    status: string;
    errors: readonly MergeError[];
  },
): void {
  const { kept, gone, jobId, status, errors } = about;
  const extra = { keptId: kept.id, deletedId: gone.id, jobId, status, errors };
  tell(world, { shopId, topic: 'customers/merge', kind: 'Customer', id: kept.id, extra });
}

export function displayName({ firstName, lastName, email, phone }: Customer): string {
  // A number alone is told as people write it; elsewhere than here it is told as it is kept.
  const written = phone?.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1-$2-$3');
  return [firstName, lastName].filter(Boolean).join(' ') || email || written || 'Customer';
}

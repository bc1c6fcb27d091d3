/** Tags and marketing consent of customers, changed one by one. */
import type { Consent, Customer } from '../model/customer.ts';
import { customers } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { hasTag, keepCustomer, noCustomer, sortedTags } from './customers.ts';
import { type Outcome, done } from './refusal.ts';

type TagChange = { readonly id: number; readonly tags: readonly string[] };

/** Tags that are there already change and tell nothing. */
export function addTags(world: World, shopId: number, { id, tags }: TagChange): Outcome<Customer> {
  return changeTags(world, shopId, id, (present) => sortedTags([...present, ...tags]));
}

export function removeTags(
  world: World,
  shopId: number,
  { id, tags }: TagChange,
): Outcome<Customer> {
  return changeTags(world, shopId, id, (present) => present.filter((one) => !hasTag(tags, one)));
}

/** Marketing consent by e-mail or text message. Tells its own topic and `customers/update`. */
export function setConsent(
  world: World,
  shopId: number,
  change: {
    readonly id: number;
    readonly channel: 'email' | 'sms';
    readonly state: Consent['state'];
    readonly optInLevel?: Consent['optInLevel'];
    readonly at?: number;
  },
): Outcome<Customer> {
  return world.transact(() => {
    const customer = world.store.get(customers, shopId, change.id);
    if (customer === null) return noCustomer();
    const field = change.channel === 'email' ? 'emailConsent' : 'smsConsent';
    const consent: Consent = {
      state: change.state,
      optInLevel: change.optInLevel ?? customer[field].optInLevel,
      updatedAt: change.at ?? world.clock.now(),
    };
    const after = { ...customer, [field]: consent };
    return done(keepCustomer(world, shopId, { before: customer, after }));
  });
}

function changeTags(
  world: World,
  shopId: number,
  id: number,
  change: (tags: readonly string[]) => string[],
): Outcome<Customer> {
  return world.transact(() => {
    const customer = world.store.get(customers, shopId, id);
    if (customer === null) return noCustomer();
    const tags = change(customer.tags);
    if (tags.length === customer.tags.length) return done(customer);
    return done(keepCustomer(world, shopId, { before: customer, after: { ...customer, tags } }));
  });
}

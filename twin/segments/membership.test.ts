/**
 * What customers bought decides where they belong. Source of the filters' meaning: segment query
 * language reference, "Function attributes" and "Date attributes"
 * (shopify.dev/docs/api/shopifyql, read 2026-11).
 */
import { beforeEach, expect, it } from 'vitest';
import { products } from '../model/kinds.ts';
import { createCustomer } from '../trade/customers.ts';
import { placeOrder } from '../trade/place-order.ts';
import { NOON, openShop, SHOP, type TestShop } from '../trade/shop-fixture.ts';
import { shopOf } from '../trade/tell.ts';
import { checkQuery } from './check-query.ts';
import { membersOf, segmentMembersOf } from './membership.ts';
import { openSegments } from './open-segments.ts';
import { createSegment } from './segments.ts';

const DAY = 86_400_000;
let shop: TestShop;
let plateId: number;

/**
 * Early bought two plates 100 days ago; Often a mug 40 days ago and one yesterday; Never nothing.
 */
beforeEach(() => {
  shop = openShop();
  openSegments(shop.world);
  const { world, plate, mug } = shop;
  const product = world.store.findOne(products, SHOP, 'variant_id', plate.id);
  if (product === null) throw new Error('The fixture has plates.');
  plateId = product.id;
  world.store.put(products, SHOP, { ...product, tags: ['Table ware'] });
  buy('Early', plate.id, 2, 100);
  buy('Often', mug.id, 1, 40);
  buy('Often', mug.id, 1, 1);
  createCustomer(world, SHOP, { fields: { email: 'never@example.com', firstName: 'Never' } });
});

function buy(name: string, variantId: number, quantity: number, daysAgo: number): void {
  const placed = placeOrder(shop.world, SHOP, {
    email: `${name.toLowerCase()}@example.com`,
    shippingAddress: { firstName: name, countryCode: 'GB' },
    lines: [{ variantId, quantity }],
    at: NOON - daysAgo * DAY,
  });
  if (!placed.ok) throw new Error(placed.message);
}

function found(query: string): (string | null)[] {
  const { world } = shop;
  const checked = checkQuery(world, SHOP, query.replace('PLATE', String(plateId)));
  if (!checked.ok) throw new Error(JSON.stringify(checked));
  return membersOf(world, shopOf(world, SHOP), checked.query).map(({ firstName }) => firstName);
}

it.each([
  ['products_purchased MATCHES (id = PLATE)', ['Early']],
  ['products_purchased MATCHES (id IN (PLATE, 1))', ['Early']],
  ['products_purchased MATCHES (id NOT IN (PLATE))', ['Often']],
  ["products_purchased MATCHES (tag = 'Table ware', date >= -90d)", []],
  ["products_purchased MATCHES (tag = 'Table ware', sum_quantity >= 2)", ['Early']],
  ['products_purchased NOT MATCHES ()', ['Never']],
  ['products_purchased(id: PLATE) = true', ['Early']],
  ['orders_placed MATCHES (count >= 2)', ['Often']],
  ['orders_placed MATCHES (count >= 2, date > -30d)', []],
  ['orders_placed MATCHES (date BETWEEN -3m AND today)', ['Often']],
  ['number_of_orders > 1 AND last_order_date = yesterday', ['Often']],
  ['first_order_date < -90d', ['Early']],
  ['amount_spent BETWEEN 20 AND 30', ['Early']],
  ["customer_countries CONTAINS 'GB' AND NOT (number_of_orders = 2)", ['Early']],
])('%s', (query, names) => {
  expect(found(query)).toEqual(names);
});

it('tells pricing who is in, and nobody of a segment that is gone', () => {
  const { world } = shop;
  const made = createSegment(world, SHOP, { name: 'Regulars', query: 'number_of_orders >= 2' });
  if (!made.ok) throw new Error('It is a good query.');
  const isIn = segmentMembersOf(world);
  const checked = checkQuery(world, SHOP, 'number_of_orders >= 0');
  if (!checked.ok) throw new Error('It is a good query.');
  const everybody = membersOf(world, shopOf(world, SHOP), checked.query);
  const inside = everybody.filter(({ id }) => isIn(SHOP, made.segment.id, id));
  expect(inside.map(({ firstName }) => firstName)).toEqual(['Often']);
  expect(isIn(SHOP, 1, inside[0]?.id ?? 0)).toBe(false);
});

it('tells of who joins by buying', async () => {
  const { world, mug } = shop;
  createSegment(world, SHOP, { name: 'Regulars', query: 'number_of_orders >= 2' });
  await world.tasks.runDue();
  shop.heard();
  buy('Early', mug.id, 1, 0);
  expect(shop.heard()).toContain('customer.joined_segment');
});

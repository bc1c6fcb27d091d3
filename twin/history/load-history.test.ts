import { beforeAll, describe, expect, it } from 'vitest';
import { collections, customers, products } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import { currentSums, financialStatus, receivedMinor, refundedMinor } from '../model/order-sums.ts';
import { matchReturns, type Trade } from '../trade-file/match-returns.ts';
import { readTrade } from '../trade-file/read-trade.ts';
import { openWorld, type World, type WorldEvent } from '../world/world.ts';
import { loadHistory, type LoadedHistory } from './load-history.ts';
import { openDemoShop } from './open-demo-shop.ts';
import type { Shop } from '../model/shop.ts';

let world: World;
let shop: Shop;
let trade: Trade;
let loaded: LoadedHistory;
const told: WorldEvent[] = [];

beforeAll(async () => {
  world = openWorld({ folder: null });
  world.listen((events) => told.push(...events));
  shop = openDemoShop(world, { handle: 'demo-shop' });
  trade = matchReturns(await readTrade('twin/trade-file/online-retail-slice.csv.gz'));
  loaded = loadHistory(world, shop, trade, { shiftMs: 1000 });
});

describe('a shop with a past', () => {
  it('has every order and return of the file, and tells nobody', () => {
    expect(loaded.orders).toBe(trade.orders.length);
    expect(loaded.refunds).toBe(trade.orders.reduce((sum, one) => sum + one.returns.length, 0));
    expect(told).toEqual([]);
  });

  it('has money that adds up to the file’s', () => {
    let net = 0;
    for (const order of world.store.each(orders, shop.id)) {
      expect(receivedMinor(order) - refundedMinor(order)).toBe(currentSums(order).totalMinor);
      expect(['paid', 'partially_refunded', 'refunded']).toContain(financialStatus(order));
      net += currentSums(order).totalMinor;
    }
    const expected = trade.orders.reduce((sum, order) => {
      const left = order.lines.map((line) => line.quantity);
      for (const { units } of order.returns) {
        for (const { index, quantity } of units) left[index] = (left[index] ?? 0) - quantity;
      }
      return (
        sum +
        order.lines.reduce(
          (own, line, at) => own + Math.round(Number(line.price) * 100) * (left[at] ?? 0),
          0,
        )
      );
    }, 0);
    expect(net).toBe(expected);
  });

  it('knows its customers by what they bought, guests apart', () => {
    const named = new Set(trade.orders.flatMap((order) => order.customerId ?? []));
    expect(loaded.customers).toBe(named.size);
    let spent = 0;
    for (const customer of world.store.each(customers, shop.id)) {
      const own = world.store.find(orders, shop.id, 'customer_id', customer.id);
      expect(customer.ordersCount).toBe(own.length);
      expect(customer.spentMinor).toBe(
        own.reduce((sum, one) => sum + currentSums(one).totalMinor, 0),
      );
      expect(customer.email).toMatch(/@example\.com$/);
      spent += customer.spentMinor;
    }
    expect(spent).toBeGreaterThan(0);
  });

  it('shows its goods in collections, each handle once', () => {
    const handles = [...world.store.each(products, shop.id)].map(({ handle }) => handle);
    expect(new Set(handles).size).toBe(handles.length);
    const front = world.store.findOne(collections, shop.id, 'handle', 'frontpage');
    expect(front?.productIds).toHaveLength(12);
    for (const collection of world.store.each(collections, shop.id)) {
      expect(collection.productIds.length, collection.title).toBeGreaterThan(5);
    }
  });

  it('is not loaded a second time', () => {
    expect(loadHistory(world, shop, trade, { shiftMs: 1000 })).toEqual(loaded);
  });
});

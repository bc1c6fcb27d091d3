/**
 * Shopify's Admin API as far as intake asks it: a shop's orders in memory, a bulk operation that
 * takes as many looks as it is told to, searches that list by `updated_at`. Whatever else is asked
 * fails loudly.
 */
import { glanceAt } from '../../app/domain/facts/order-glance.ts';
import type { ObservedRefund, OrderSnapshot } from '../../app/domain/facts/observed-order.ts';
import {
  type BulkState,
  type FetchedOrder,
  type HistoryPart,
  type Shopify,
  ShopifyUnavailable,
  UnreadableOrder,
} from '../../app/services/ports/shopify.ts';

type KnownOrder = { snapshot: OrderSnapshot; refunds: readonly ObservedRefund[] };

export type RememberingShopify = {
  readonly shopify: Shopify;
  readonly orders: Map<string, KnownOrder>;
  /** Orders a history's file cannot show whole. */
  readonly partly: Set<string>;
  /** Orders nobody can read, however they are asked for. */
  readonly garbled: Set<string>;
  /** Lines of the file nobody can read, after all others. */
  unreadable: number;
  /** Looks at a bulk operation until it is completed. */
  looks: number;
  /** What the next bulk operation ends as. */
  ends: BulkState['status'];
  refuses: { code: string; message: string } | null;
  /** No token any more. */
  isGone: boolean;
  /** The file breaks off after so many orders, once. */
  breaksAfter: number | null;
  readonly fetched: string[];
  pageSize: number;
};

export function rememberingShopify(): RememberingShopify {
  const world: RememberingShopify = {
    shopify: failingLoudly(),
    orders: new Map(),
    partly: new Set(),
    garbled: new Set(),
    unreadable: 0,
    looks: 1,
    ends: 'completed',
    refuses: null,
    isGone: false,
    breaksAfter: null,
    fetched: [],
    pageSize: 3,
  };
  let bulks = 0;
  Object.assign(world.shopify, {
    startHistory: async () => {
      speak(world);
      if (world.refuses) return { ok: false, ...world.refuses };
      bulks += 1;
      return { ok: true, bulkId: `gid://shopify/BulkOperation/${bulks}` };
    },
    readBulk: async () => {
      speak(world);
      return lookAtBulk(world);
    },
    readHistory: (_url, from) => historyOf(world, from),
    fetchOrders: async (_shop, orderIds) => {
      speak(world);
      if (orderIds.length > 10) throw new Error('At most ten orders a call.');
      if (orderIds.some((orderId) => world.garbled.has(orderId))) throw new UnreadableOrder('?');
      world.fetched.push(...orderIds);
      return orderIds.flatMap((orderId) => wholeOrder(world, orderId) ?? []);
    },
    listUpdatedOrders: async (_shop, { updatedAt, after }) => {
      speak(world);
      const listed = [...world.orders]
        .map(([orderId, { snapshot }]) => ({ orderId, glance: glanceAt(snapshot) }))
        .filter(({ glance }) => glance.updatedAt >= updatedAt)
        .sort(
          (a, b) =>
            a.glance.updatedAt - b.glance.updatedAt || Number(a.orderId) - Number(b.orderId),
        );
      const from = after === null ? 0 : Number(after);
      const to = from + world.pageSize;
      return { orders: listed.slice(from, to), next: to < listed.length ? String(to) : null };
    },
  } satisfies Partial<Shopify>);
  return world;
}

function speak({ isGone }: RememberingShopify): void {
  if (isGone) throw new ShopifyUnavailable('uninstalled', 'no token');
}

function lookAtBulk(world: RememberingShopify): BulkState {
  const objects = world.orders.size;
  if (world.looks > 0) {
    world.looks -= 1;
    return { status: 'running', objects, url: null, problem: null };
  }
  const isDone = world.ends === 'completed';
  const url = isDone && objects > 0 ? 'https://shopify.example/history.jsonl' : null;
  return { status: world.ends, objects, url, problem: isDone ? null : 'INTERNAL_SERVER_ERROR' };
}

/** Every order, and every unreadable line, takes one byte of the file. */
async function* historyOf(world: RememberingShopify, from: number): AsyncGenerator<HistoryPart> {
  let told = 0;
  for (const orderId of world.orders.keys()) {
    if (told < from) {
      told += 1;
      continue;
    }
    if (told === world.breaksAfter) {
      world.breaksAfter = null;
      throw new ShopifyUnavailable('try_later', 'the connection broke');
    }
    told += 1;
    const order = wholeOrder(world, orderId);
    if (world.partly.has(orderId) || !order) yield { whole: false, orderId, endsAt: told };
    else yield { whole: true, order, endsAt: told };
  }
  const orders = world.orders.size;
  for (let line = Math.max(0, from - orders); line < world.unreadable; line += 1) {
    yield { whole: false, orderId: null, problem: 'not JSON', endsAt: orders + line + 1 };
  }
}

function wholeOrder({ orders }: RememberingShopify, orderId: string): FetchedOrder | null {
  const known = orders.get(orderId);
  return known ? { orderId, credits: [], ...known } : null;
}

function failingLoudly(): Shopify {
  return new Proxy({} as Shopify, {
    get(target, verb: keyof Shopify) {
      if (verb in target) return Reflect.get(target, verb) as unknown;
      return () => {
        throw new Error(`${verb} is not something intake asks for.`);
      };
    },
  });
}

/**
 * Shopify's Admin API over HTTP as far as Laurel's worker asks it, for several shops, in memory:
 * discounts and their codes, metafields with digests, orders by update and by id. Whatever else is
 * asked is answered with an error and counted, so that nothing passes for granted.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { PlainSnapshot } from '../simulation/order-told.ts';
import { freePort } from '../support/ports.ts';
import { adminOrder, listedOrder } from './told-orders.ts';

/** One shop as Shopify keeps it. */
export type ShopAtShopify = {
  readonly orders: Map<string, PlainSnapshot>;
  /** By title, its gid. */
  readonly discounts: Map<string, { readonly title: string }>;
  /** By code, the gid of its discount. */
  readonly codes: Map<string, string>;
  /** By `{owner} {key}`. */
  readonly metafields: Map<string, { readonly value: string; readonly digest: string }>;
};

export type AdminApi = {
  readonly origin: string;
  readonly shop: (domain: string) => ShopAtShopify;
  /** Requests by operation. */
  readonly asked: Map<string, number>;
  /** What it could not answer: operations it does not know. */
  readonly unknown: Set<string>;
  readonly close: () => Promise<void>;
};

export type Said = Record<string, unknown>;
type Answer = (shop: ShopAtShopify, variables: Said) => object;

/** What one request costs a shop, and what that leaves of its budget. */
export type Metered = { readonly refused: boolean; readonly extensions: object };

export type AdminApiOptions = {
  /** Asked before each answer; without it there is plenty. */
  readonly meter?: (domain: string, operation: string, variables: Said) => Metered;
};

export async function startAdminApi({ meter }: AdminApiOptions = {}): Promise<AdminApi> {
  const shops = new Map<string, ShopAtShopify>();
  const asked = new Map<string, number>();
  const unknown = new Set<string>();
  const shop = (domain: string) => {
    const known = shops.get(domain) ?? newShop();
    shops.set(domain, known);
    return known;
  };
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const name = /\b(?:query|mutation) (\w+)/.exec(String(body.query))?.[1] ?? request.url ?? '';
      asked.set(name, (asked.get(name) ?? 0) + 1);
      const answer = ANSWERS[name];
      if (!answer) unknown.add(name);
      const domain = String(request.headers['x-shopify-twin-host']);
      const variables = (body.variables ?? {}) as Said;
      const { refused, extensions } = meter?.(domain, name, variables) ?? PLENTY;
      response.setHeader('content-type', 'application/json');
      if (refused) return response.end(JSON.stringify({ errors: [THROTTLED], extensions }));
      const data = answer?.(shop(domain), variables);
      const errors = [{ message: `The stand-in does not answer ${name}.` }];
      return response.end(JSON.stringify({ ...(data ? { data } : { errors }), extensions }));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    ...{ origin: `http://127.0.0.1:${port}`, shop, asked, unknown },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A storm is about losing nothing; how a budget is shared is tested elsewhere. */
const PLENTY: Metered = {
  refused: false,
  extensions: {
    cost: {
      requestedQueryCost: 10,
      throttleStatus: { maximumAvailable: 1e6, currentlyAvailable: 1e6, restoreRate: 1e5 },
    },
  },
};

const THROTTLED = { message: 'Throttled', extensions: { code: 'THROTTLED' } };

const newShop = (): ShopAtShopify => ({
  ...{ orders: new Map(), discounts: new Map(), codes: new Map(), metafields: new Map() },
});

async function readJson(request: IncomingMessage): Promise<Said> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as Said;
  } catch {
    return {};
  }
}

const gone = [{ message: 'Discount does not exist.', field: null, code: null }];
const DONE = { userErrors: [] };
let ids = 0;
const nextGid = (kind: string) => `gid://shopify/${kind}/${(ids += 1)}`;
const redeemCodeId = (code: string) => `gid://shopify/DiscountRedeemCode/${code}`;

const ANSWERS: Readonly<Record<string, Answer>> = {
  ReadShop: () => ({
    shop: {
      ...{ id: 'gid://shopify/Shop/1', name: 'A shop in the storm' },
      ...{ currencyCode: 'GBP', ianaTimezone: 'UTC' },
    },
  }),
  CreateAmountOff: create,
  CreateFreeShipping: create,
  RenewAmountOff: (shop, { id }) => ({ updated: said(shop.discounts.has(String(id))) }),
  RenewFreeShipping: (shop, { id }) => ({ updated: said(shop.discounts.has(String(id))) }),
  DeleteDiscount: (shop, { id }) => {
    shop.discounts.delete(String(id));
    for (const [code, of] of shop.codes) if (of === id) shop.codes.delete(code);
    return { discountCodeDelete: DONE };
  },
  AddCodes: (shop, { discountId, codes }) => {
    const id = nextGid('DiscountRedeemCodeBulkCreation');
    const nodes = (codes as { code: string }[]).map(({ code }) => {
      const isTaken = shop.codes.has(code);
      if (!isTaken) shop.codes.set(code, String(discountId));
      const errors = isTaken ? [{ message: 'Code must be unique.', code: 'TAKEN', field: [] }] : [];
      return { code, errors };
    });
    bulks.set(id, nodes);
    return { discountRedeemCodeBulkAdd: { bulkCreation: { id }, userErrors: [] } };
  },
  ReadBulkAdd: (_shop, { id }) => {
    const nodes = bulks.get(String(id));
    return { discountRedeemCodeBulkCreation: nodes ? { done: true, codes: { nodes } } : null };
  },
  FindCode: (shop, { code }) => {
    const id = shop.codes.get(String(code));
    if (id === undefined) return { codeDiscountNodeByCode: null };
    const title = shop.discounts.get(id)?.title ?? '';
    const nodes = [{ id: redeemCodeId(String(code)), code }];
    return { codeDiscountNodeByCode: { id, codeDiscount: { title, codes: { nodes } } } };
  },
  DeleteCode: (shop, { ids: wanted }) => {
    for (const code of shop.codes.keys()) {
      if ((wanted as string[]).includes(redeemCodeId(code))) shop.codes.delete(code);
    }
    const job = { id: nextGid('Job'), done: false };
    return { discountCodeRedeemCodeBulkDelete: { job, userErrors: [] } };
  },
  IsJobDone: () => ({ job: { done: true } }),
  OrdersWithCode: (shop, { query }) => {
    const [, code] = /"(.+)"/.exec(String(query)) ?? [];
    const found = [...shop.orders].filter(([, order]) =>
      order.codes.some((used) => used.code === code),
    );
    return { orders: { nodes: found.map(([id]) => ({ id: `gid://shopify/Order/${id}` })) } };
  },
  ListUpdatedOrders: listUpdated,
  FetchOrder: (shop, { id }) => {
    const orderId = String(id).split('/').at(-1) ?? '';
    const order = shop.orders.get(orderId);
    return { order: order ? adminOrder(orderId, order) : null };
  },
  SetMetafields: setMetafields,
  ReadMetafield: (shop, { ownerId, key }) => {
    const found = shop.metafields.get(`${String(ownerId)} ${String(key)}`);
    const metafield = found ? { value: found.value, compareDigest: found.digest } : null;
    return { node: { metafield } };
  },
};

const bulks = new Map<string, { code: string; errors: object[] }[]>();
const said = (isThere: boolean) => (isThere ? DONE : { userErrors: gone });

function create(shop: ShopAtShopify, { discount }: Said): object {
  const { title, code } = discount as { title: string; code: string };
  if (shop.codes.has(code)) {
    const taken = { message: 'Code must be unique.', code: 'TAKEN', field: [] };
    return { created: { codeDiscountNode: null, userErrors: [taken] } };
  }
  const id = nextGid('DiscountCodeNode');
  shop.discounts.set(id, { title });
  shop.codes.set(code, id);
  return { created: { codeDiscountNode: { id }, userErrors: [] } };
}

const PAGE = 100;

function listUpdated(shop: ShopAtShopify, { query, after }: Said): object {
  const since = Date.parse(/'(.+)'/.exec(String(query))?.[1] ?? '');
  const all = [...shop.orders]
    .filter(([, order]) => order.updatedAt >= since)
    .sort(([a, first], [b, second]) => first.updatedAt - second.updatedAt || (a < b ? -1 : 1));
  const from = Number(after ?? 0);
  const nodes = all.slice(from, from + PAGE).map(([id, order]) => listedOrder(id, order));
  const hasNextPage = from + PAGE < all.length;
  return { orders: { nodes, pageInfo: { hasNextPage, endCursor: String(from + PAGE) } } };
}

type Write = { ownerId: string; key: string; value: string; compareDigest: string | null };

function setMetafields(shop: ShopAtShopify, { metafields }: Said): object {
  const writes = metafields as Write[];
  const stale = writes.findIndex(({ ownerId, key, compareDigest }) => {
    return (shop.metafields.get(`${ownerId} ${key}`)?.digest ?? null) !== compareDigest;
  });
  if (stale >= 0) {
    const field = ['metafields', String(stale), 'compareDigest'];
    const userErrors = [{ code: 'STALE_OBJECT', message: 'It is another by now.', field }];
    return { metafieldsSet: { metafields: null, userErrors } };
  }
  const set = writes.map(({ ownerId, key, value }) => {
    const digest = createHash('sha256').update(value).digest('hex');
    shop.metafields.set(`${ownerId} ${key}`, { value, digest });
    return { compareDigest: digest };
  });
  return { metafieldsSet: { metafields: set, userErrors: [] } };
}

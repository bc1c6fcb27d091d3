/**
 * Shopify's Admin API as far as pools, releases and mirrors ask it, in memory: discounts with their
 * codes, metafields with digests, and which orders carry a code. Bulks and deletions are
 * asynchronous: they take effect two calls later. Any call can be made to fail, before or after it
 * takes effect. Whatever else is asked fails loudly.
 */
import type {
  DiscountTerms,
  FetchedOrder,
  MetafieldNow,
  Shopify,
} from '../../app/services/ports/shopify.ts';
import { ShopifyUnavailable } from '../../app/services/ports/shopify.ts';

/**
 * before: no answer, nothing happened. after: it happened, no answer. later: Shopify would not.
 * crash: our process dies just before.
 */
export type Fault = 'before' | 'after' | 'later' | 'crash';
export type Verb = Exclude<keyof Shopify, 'readHistory'>;

export type StandInDiscount = Pick<DiscountTerms, 'title' | 'gives'> & { endsAt: number };

export type ShopifyStandIn = {
  readonly shopify: Shopify;
  readonly discounts: Map<string, StandInDiscount>;
  /** By code, the gid of its discount. */
  readonly codes: Map<string, string>;
  /** By `{owner gid} {key}`. */
  readonly metafields: Map<string, NonNullable<MetafieldNow>>;
  readonly erasedOwners: Set<string>;
  /** Orders and the codes they carry, as a fetch shows them. */
  readonly orders: Map<string, FetchedOrder>;
  /** Orders that Shopify's search does not find yet. */
  readonly unsearchable: Set<string>;
  readonly calls: Verb[];
  uninstalled: boolean;
  /** The next calls of a verb fail so. */
  fail(verb: Verb, fault: Fault, times?: number): void;
  /** Whatever Shopify still works on is done. */
  settle(): void;
};

export class Crash extends Error {
  override name = 'Crash';
}

const DELAY = 2;

/** What the verbs are made with. */
type Stage = {
  readonly world: ShopifyStandIn;
  readonly verb: <Given extends unknown[], Answer>(
    name: Verb,
    work: (...given: Given) => Answer,
  ) => (...given: Given) => Promise<Answer>;
  /** Shopify does it two calls later. */
  readonly later: (work: () => void) => void;
  readonly nextId: (kind: string) => string;
};

export function shopifyStandIn(): ShopifyStandIn {
  const faults = new Map<Verb, Fault[]>();
  const working: { at: number; work: () => void }[] = [];
  let ids = 0;
  const world: ShopifyStandIn = {
    shopify: failingLoudly(),
    discounts: new Map(),
    codes: new Map(),
    metafields: new Map(),
    erasedOwners: new Set(),
    orders: new Map(),
    unsearchable: new Set(),
    calls: [],
    uninstalled: false,
    fail: (verb, fault, times = 1) => {
      faults.set(verb, [...(faults.get(verb) ?? []), ...Array<Fault>(times).fill(fault)]);
    },
    settle: () => {
      for (const { work } of working.splice(0)) work();
    },
  };
  const verb: Stage['verb'] =
    (name, work) =>
    async (...given) => {
      const fault = faults.get(name)?.shift();
      if (fault === 'crash') throw new Crash(name);
      world.calls.push(name);
      for (const each of working.filter(({ at }) => at <= world.calls.length)) {
        working.splice(working.indexOf(each), 1);
        each.work();
      }
      if (world.uninstalled) throw new ShopifyUnavailable('uninstalled', name);
      if (fault === 'before') throw new ShopifyUnavailable('unknown_outcome', name);
      if (fault === 'later') throw new ShopifyUnavailable('try_later', name);
      const answer = work(...given);
      if (fault === 'after') throw new ShopifyUnavailable('unknown_outcome', name);
      return answer;
    };
  const stage: Stage = {
    world,
    verb,
    later: (work) => void working.push({ at: world.calls.length + DELAY, work }),
    nextId: (kind) => `gid://shopify/${kind}/${(ids += 1)}`,
  };
  Object.assign(world.shopify, {
    ...discountVerbs(stage),
    ...addingVerbs(stage),
    ...codeVerbs(stage),
    ...orderVerbs(stage),
    ...metafieldVerbs(stage),
  });
  return world;
}

const NOT_FOUND = { ok: false, code: 'NOT_FOUND', message: 'Discount does not exist.' } as const;

function discountVerbs({ world, verb, nextId }: Stage) {
  return {
    createDiscount: verb(
      'createDiscount',
      (...[, terms]: Parameters<Shopify['createDiscount']>) => {
        const { title, gives, endsAt, firstCode } = terms;
        if (world.codes.has(firstCode)) {
          return { ok: false, code: 'TAKEN', message: 'Code must be unique.' };
        }
        const discountId = nextId('DiscountCodeNode');
        world.discounts.set(discountId, { title, gives, endsAt });
        world.codes.set(firstCode, discountId);
        return { ok: true, discountId };
      },
    ),
    renewDiscount: verb('renewDiscount', (...[, of]: Parameters<Shopify['renewDiscount']>) => {
      const known = world.discounts.get(of.discountId);
      if (!known) return NOT_FOUND;
      known.endsAt = of.endsAt;
      return { ok: true };
    }),
    deleteDiscount: verb('deleteDiscount', (...[, id]: Parameters<Shopify['deleteDiscount']>) => {
      dropDiscount(world, id);
      return { ok: true };
    }),
  };
}

function addingVerbs({ world, verb, later, nextId }: Stage) {
  const bulks = new Map<string, { code: string; problem: string | null }[] | null>();
  const add = (code: string, discountId: string): { code: string; problem: string | null } => {
    if (world.codes.has(code)) return { code, problem: 'TAKEN' };
    if (!world.discounts.has(discountId)) return { code, problem: 'INVALID' };
    world.codes.set(code, discountId);
    return { code, problem: null };
  };
  return {
    addCodes: verb('addCodes', (...[, given]: Parameters<Shopify['addCodes']>) => {
      const { discountId, codes } = given;
      if (!world.discounts.has(discountId)) return { ...NOT_FOUND, code: 'INVALID' };
      if (codes.length > 250) throw new Error('At most 250 codes a call');
      const bulkId = nextId('DiscountRedeemCodeBulkCreation');
      bulks.set(bulkId, null);
      later(() =>
        bulks.set(
          bulkId,
          codes.map((code) => add(code, discountId)),
        ),
      );
      return { ok: true, bulkId };
    }),
    readBulkAdd: verb('readBulkAdd', (...[, id]: Parameters<Shopify['readBulkAdd']>) => {
      const codes = bulks.get(id) ?? null;
      return { done: codes !== null, codes: codes ?? [] };
    }),
  };
}

function codeVerbs({ world, verb, later, nextId }: Stage) {
  const done = new Set<string>();
  return {
    findCode: verb('findCode', (...[, , code]: Parameters<Shopify['findCode']>) => {
      const discountId = world.codes.get(code);
      return discountId === undefined ? null : { discountId, redeemCodeId: redeemCodeId(code) };
    }),
    findCodes: verb('findCodes', (...[, codes]: Parameters<Shopify['findCodes']>) =>
      codes.flatMap((code) => {
        const discountId = world.codes.get(code);
        return discountId === undefined ? [] : [{ code, discountId }];
      }),
    ),
    deleteCode: verb('deleteCode', (...[, of]: Parameters<Shopify['deleteCode']>) => {
      const jobId = nextId('Job');
      later(() => {
        for (const code of world.codes.keys()) {
          if (redeemCodeId(code) === of.redeemCodeId) world.codes.delete(code);
        }
        done.add(jobId);
      });
      return { ok: true, jobId };
    }),
    isJobDone: verb('isJobDone', (...[, jobId]: Parameters<Shopify['isJobDone']>) =>
      done.has(jobId),
    ),
  };
}

function orderVerbs({ world, verb }: Stage) {
  return {
    ordersWithCode: verb('ordersWithCode', (...[, code]: Parameters<Shopify['ordersWithCode']>) =>
      [...world.orders.values()]
        .filter(({ orderId }) => !world.unsearchable.has(orderId))
        .filter(({ snapshot }) => snapshot.codes.some((used) => used.code === code))
        .map(({ orderId }) => orderId),
    ),
    fetchOrders: verb('fetchOrders', (...[, orderIds]: Parameters<Shopify['fetchOrders']>) =>
      orderIds.flatMap((id) => world.orders.get(id) ?? []),
    ),
  };
}

function metafieldVerbs({ world, verb, nextId }: Stage) {
  return {
    setMetafields: verb('setMetafields', (...[, , writes]: Parameters<Shopify['setMetafields']>) =>
      setMetafields(world, writes, () => nextId('Digest')),
    ),
    readMetafield: verb(
      'readMetafield',
      (...[, { ownerId, key }]: Parameters<Shopify['readMetafield']>) =>
        world.metafields.get(`${ownerId} ${key}`) ?? null,
    ),
  };
}

/** As an owner does in the admin, or our own deletion. */
export function dropDiscount(world: ShopifyStandIn, discountId: string): void {
  world.discounts.delete(discountId);
  for (const [code, of] of world.codes) if (of === discountId) world.codes.delete(code);
}

function setMetafields(
  world: ShopifyStandIn,
  writes: Parameters<Shopify['setMetafields']>[2],
  newDigest: () => string,
) {
  if (writes.length > 25) throw new Error('At most 25 metafields a call');
  const problems = writes.flatMap(({ ownerId, key, digest }, place) => {
    if (world.erasedOwners.has(ownerId)) return [{ place, code: 'NOT_FOUND' }];
    const there = world.metafields.get(`${ownerId} ${key}`)?.digest ?? null;
    if (there === digest) return [];
    return [{ place, code: there === null ? 'INVALID_COMPARE_DIGEST' : 'STALE_OBJECT' }];
  });
  if (problems.length > 0) return { ok: false, problems };
  const digests = writes.map(({ ownerId, key, value }) => {
    const digest = newDigest();
    world.metafields.set(`${ownerId} ${key}`, { value, digest });
    return digest;
  });
  return { ok: true, digests };
}

function redeemCodeId(code: string): string {
  return `gid://shopify/DiscountRedeemCode/${code}`;
}

function failingLoudly(): Shopify {
  return new Proxy({} as Shopify, {
    get: (target, name): unknown =>
      Reflect.get(target, name) ??
      (() => Promise.reject(new Error(`The stand-in does not answer ${String(name)}.`))),
  });
}

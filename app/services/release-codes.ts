/**
 * Gives back the points of rewards that were not used. Law: points come back only once the code is
 * surely gone at Shopify and no order is known to carry it, so nobody ever has the discount and the
 * points; and what has been begun is gone on with for ever, so nobody loses both.
 *
 *     is the code there? ── yes ─► delete it, wait for the job ─► ask again
 *            │ no
 *     wait a little, for Shopify's search lags ─► does an order carry it?
 *            │ no                                        │ one we do not know of
 *     the points come back                        fetch it: the drain binds it
 *
 * Each step asks Shopify what is so and does one thing about it. None relies on what an earlier one
 * was told, so a call without an answer, or a crash, is made good by taking the step again.
 */
import { observeSnapshot, UNSEEN_ORDER } from '../domain/facts/observed-order.ts';
import { unnamedOrder } from '../domain/facts/unnamed-order.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import { fetchByTens } from './fetch-by-tens.ts';
import type { KeyHash } from './ports/intake.ts';
import type { Log } from './ports/log.ts';
import type { PutOrders, Releasable, ReleaseRedemption, Releases } from './ports/releases.ts';
import {
  type FetchedOrder,
  type Shopify,
  type ShopRef,
  ShopifyUnavailable,
} from './ports/shopify.ts';
import { END_AHEAD_MS } from './renew-discounts.ts';
import { sayBug } from './say-bug.ts';

export type ReleaseNeeds = {
  readonly releases: Releases;
  readonly shopify: Pick<
    Shopify,
    'findCode' | 'deleteCode' | 'isJobDone' | 'ordersWithCode' | 'fetchOrders'
  >;
  readonly release: ReleaseRedemption;
  readonly putOrders: PutOrders;
  readonly keyHash: KeyHash;
  readonly log: Log;
};

const AT_ONCE = 5;
const PER_ROUND = 40;
const JOB_WAIT_MS = 2_000;
/** A job that takes longer is thought lost, and the code deleted again. */
const JOB_LASTS_MS = 60_000;
/** Orders placed just before their code was deleted are found by Shopify's search by then. */
const SEARCH_LAG_MS = 5_000;
/** Clocks differ; and a checkout that began in time may end a little later. */
const END_MARGIN_MS = 3_600_000;
const UNINSTALLED_WAIT_MS = 3_600_000;

type Jobs = Map<string, { readonly jobId: string; readonly since: Instant }>;

/** One round over a shop's redemptions that wait to be released. */
export function releaseCodes(needs: ReleaseNeeds) {
  // Only saves deleting a code twice; a process that never knew of the job deletes it again.
  const jobs: Jobs = new Map();
  return async (shop: ShopRef, asOf: Instant): Promise<void> => {
    const due = await needs.releases.list(shop, { asOf, atMost: PER_ROUND });
    for (let place = 0; place < due.length; place += AT_ONCE) {
      const some = due.slice(place, place + AT_ONCE);
      await Promise.all(some.map((one) => releaseOrPutOff(needs, jobs, shop, one, asOf)));
    }
  };
}

async function releaseOrPutOff(
  needs: ReleaseNeeds,
  jobs: Jobs,
  shop: ShopRef,
  one: Releasable,
  asOf: Instant,
): Promise<void> {
  const { redemptionId } = one;
  try {
    await takeStep(needs, jobs, shop, one, asOf);
  } catch (error) {
    if (error instanceof ShopifyUnavailable && error.why === 'uninstalled') {
      const retryAt = instant(asOf + UNINSTALLED_WAIT_MS);
      await needs.releases.wait(shop, { redemptionId, retryAt, reason: error.message });
      return;
    }
    const reason = error instanceof ShopifyUnavailable ? error.message : sayBug(error);
    needs.log.warn({ ...shop, redemptionId, reason }, 'A release failed and is put off.');
    await needs.releases.postpone(shop, { redemptionId, reason, asOf });
  }
}

async function takeStep(
  needs: ReleaseNeeds,
  jobs: Jobs,
  shop: ShopRef,
  one: Releasable,
  asOf: Instant,
): Promise<void> {
  const { redemptionId, goneAt, isSealed, uninstalledAt } = one;
  const wait = (retryAt: number, reason: string) =>
    needs.releases.wait(shop, { redemptionId, retryAt: instant(retryAt), reason });
  if (uninstalledAt !== null) {
    const surelyAt = surelyEndedAt(one, uninstalledAt);
    if (asOf < surelyAt) return wait(surelyAt, 'The code ends by itself, as nobody can delete it.');
    await needs.release(shop, redemptionId, asOf);
    return;
  }
  if (goneAt === null) return endCode(needs, jobs, shop, one, asOf);
  if (isSealed) {
    // Nobody is left to be charged for an order that carries it.
    await needs.release(shop, redemptionId, asOf);
    return;
  }
  if (asOf < goneAt + SEARCH_LAG_MS) {
    return wait(goneAt + SEARCH_LAG_MS, 'The code is gone; orders are searched next.');
  }
  await releaseUnlessUsed(needs, shop, one, asOf);
}

/**
 * When a code ends that nobody can delete. The last renewal may have taken effect without our
 * hearing of it, so its end may lie as far ahead as one set in the last moment.
 */
function surelyEndedAt({ endsAt }: Releasable, uninstalledAt: Instant): Instant {
  return instant(Math.max(endsAt ?? 0, uninstalledAt + END_AHEAD_MS) + END_MARGIN_MS);
}

async function endCode(
  { releases, shopify }: ReleaseNeeds,
  jobs: Jobs,
  shop: ShopRef,
  { redemptionId, code }: Releasable,
  asOf: Instant,
): Promise<void> {
  const wait = (ms: number, reason: string) =>
    releases.wait(shop, { redemptionId, retryAt: instant(asOf + ms), reason });
  const name = `${shop.programId}:${redemptionId}`;
  const job = jobs.get(name);
  if (job && asOf < job.since + JOB_LASTS_MS && !(await shopify.isJobDone(shop, job.jobId))) {
    return wait(JOB_WAIT_MS, 'Shopify is deleting the code.');
  }
  jobs.delete(name);
  const found = await shopify.findCode(shop, 'pool', code);
  if (!found) {
    await releases.noteGone(shop, code, asOf);
    return wait(SEARCH_LAG_MS, 'The code is gone; orders are searched next.');
  }
  await releases.noteDeleting(shop, code, asOf);
  const answer = await shopify.deleteCode(shop, found);
  if (!answer.ok) {
    const reason = `Shopify would not delete the code: ${answer.code}`;
    return releases.postpone(shop, { redemptionId, reason, asOf });
  }
  if (answer.jobId !== null) jobs.set(name, { jobId: answer.jobId, since: asOf });
  return wait(JOB_WAIT_MS, 'Shopify is deleting the code.');
}

async function releaseUnlessUsed(
  needs: ReleaseNeeds,
  shop: ShopRef,
  { redemptionId, code }: Releasable,
  asOf: Instant,
): Promise<void> {
  const { told, awaited } = await judgeCarriers(needs, shop, code);
  if (told.length + awaited === 0) {
    await needs.release(shop, redemptionId, asOf);
    return;
  }
  await needs.putOrders(shop, told);
  const reason = told.length > 0 ? 'An order carries the code; it was fetched.' : UNPAID_OF_ERASED;
  await needs.releases.postpone(shop, { redemptionId, reason, asOf });
}

const UNPAID_OF_ERASED = 'An order that is not paid yet carries the code; its buyer was erased.';

type Judged = {
  /** What the drain is to hear of. */
  readonly told: readonly FetchedOrder[];
  /** How many may be paid yet, of buyers who were erased: nobody but us will look again. */
  readonly awaited: number;
};

/**
 * The drain hears nothing of an order whose buyer was erased, so how it stands is judged here: once
 * cancelled it used nothing up, once paid it is told of under a name that leads to nobody.
 */
async function judgeCarriers(needs: ReleaseNeeds, shop: ShopRef, code: string): Promise<Judged> {
  const carriers = await unknownCarriers(needs, shop, code);
  if (carriers.length === 0) return { told: [], awaited: 0 };
  const orderIds = carriers.map(({ orderId }) => orderId);
  const buried = await needs.releases.buriedOrders(shop, orderIds);
  const isBuried = ({ orderId }: FetchedOrder) => buried.includes(orderId);
  const ofErased = carriers.filter(isBuried);
  const paid = ofErased.filter(({ snapshot }) => snapshot.paid);
  const open = ofErased.filter(({ snapshot }) => !snapshot.paid && snapshot.cancelledAt === null);
  const unnamed = paid.map((order) => unnamedCarrier(order, needs.keyHash));
  return {
    told: [...carriers.filter((one) => !isBuried(one)), ...unnamed],
    awaited: open.length,
  };
}

/** The same use of the code, under a name that leads to nobody and is the same each time. */
function unnamedCarrier(order: FetchedOrder, keyHash: KeyHash): FetchedOrder {
  const seen = observeSnapshot(UNSEEN_ORDER, { ...order.snapshot, refunds: order.refunds });
  const { latest } = unnamedOrder(seen);
  invariant(latest, 'An order that was seen has a snapshot.');
  const orderId = `erased:${keyHash({ kind: 'order', id: order.orderId })}`;
  const snapshot = { ...latest, name: ERASED_NAME };
  return { orderId, snapshot, refunds: snapshot.refunds, credits: [] };
}

/** What sentences call it: “spent on £5 off with order (erased)”. */
const ERASED_NAME = '(erased)';

/**
 * Orders that carry the code and of which we have not heard. One that we know of and that left the
 * redemption open was cancelled unpaid. A search finds what is alike, so each is looked at; one
 * that cannot be read may be the one.
 */
async function unknownCarriers(
  { releases, shopify, log }: ReleaseNeeds,
  shop: ShopRef,
  code: string,
): Promise<FetchedOrder[]> {
  const orderIds = await shopify.ordersWithCode(shop, code);
  if (orderIds.length === 0) return [];
  const unknown = await releases.unknownOrders(shop, { code, orderIds });
  const { orders, unreadable } = await fetchByTens({ shopify, log }, shop, unknown);
  invariant(unreadable === 0, 'An order that may carry the code cannot be read.');
  return orders.filter(({ snapshot }) => snapshot.codes.some((used) => used.code === code));
}

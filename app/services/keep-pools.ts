/**
 * The chore `pool`: for every reward of the version in force one discount at Shopify, and in it
 * always some codes that nobody was given yet, so that a redeem takes one without asking Shopify.
 *
 * Law: a code is `ready` only once Shopify is known to have it. What we are about to tell Shopify
 * is written down first (a discount `making` with its first code, codes `minting`) and told again
 * with the same codes where no answer came: Shopify takes a code once only, so nothing is made
 * twice.
 */
import { parsePoolState } from '../contracts/chore-states.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import { fillPool } from './fill-pool.ts';
import { lookAtCodes } from './look-at-codes.ts';
import { abandonDiscount, makeDiscount } from './make-discount.ts';
import { planPools, type PoolStep } from './plan-pools.ts';
import { newCode, note, type PoolNeeds, type PoolRound, type StepOutcome } from './pool-round.ts';
import type { ChoreHandler } from './ports/chores.ts';
import type { RewardDiscount } from './ports/pools.ts';
import { ShopifyUnavailable } from './ports/shopify.ts';
import { askRenewal } from './renew-discounts.ts';

const PASSES_MAX = 4;
const POLL_MS = 2_000;
const LOOK_EVERY_MS = 3_600_000;
/** A little less, so that a round that came some minutes late does not put the next off. */
const LOOK_AT_CODES_MS = 3_300_000;

export function keepPools(needs: PoolNeeds): ChoreHandler {
  return async (shop, raw, asOf) => {
    const state = parsePoolState(raw);
    const bulks = new Map(state.bulks.map((bulk) => [bulk.discountKey, bulk]));
    const lookedAt = state.lookedAt ?? asOf;
    const isTimeToLook = asOf >= lookedAt + LOOK_AT_CODES_MS;
    const round: PoolRound = { shop, asOf, bulks, toLookAt: isTimeToLook ? onceEach() : null };
    const seen = new Set<StepOutcome>();
    let view = await needs.pools.read(shop);
    if (view.versions.length === 0) return { state: {}, again: null };
    for (let pass = 0; pass < PASSES_MAX; pass += 1) {
      const outcomes = await takeSteps(needs, round, planPools(view, asOf));
      for (const outcome of outcomes) seen.add(outcome);
      if (!outcomes.includes('moved')) break;
      view = await needs.pools.read(shop);
      // Looked at again below: only what the last pass could not do is still to be waited for.
      seen.delete('waits');
    }
    if (view.discounts.some(({ status }) => status === 'live' || status === 'draining')) {
      await askRenewal(needs.askChore, shop, asOf);
    }
    const failures = seen.has('failed') ? state.failures + 1 : 0;
    const isSoon = seen.has('waits') || bulks.size > 0;
    const again = nextLook(view.versions, { asOf, isSoon, failures });
    const hasLooked = isTimeToLook && failures === 0;
    const looked = { lookedAt: hasLooked ? asOf : lookedAt };
    return { state: { bulks: [...bulks.values()], failures, ...looked }, again };
  };
}

/** Each step by itself: what fails for one reward leaves the others alone. */
async function takeSteps(
  needs: PoolNeeds,
  round: PoolRound,
  steps: readonly PoolStep[],
): Promise<StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const step of steps) {
    try {
      const outcome = await takeStep(needs, round, step);
      outcomes.push(outcome);
      // What was wrong before is not any more.
      const isWell = outcome === 'rests' || outcome === 'waits';
      if (isWell && step.discount?.reason) await note(needs, round, step.discount, null);
    } catch (error) {
      if (!(error instanceof ShopifyUnavailable) || error.why === 'uninstalled') throw error;
      outcomes.push('failed');
      if (step.discount) await note(needs, round, step.discount, error.message);
    }
  }
  return outcomes;
}

async function takeStep(needs: PoolNeeds, round: PoolRound, step: PoolStep): Promise<StepOutcome> {
  const { shop, asOf } = round;
  switch (step.do) {
    case 'begin': {
      const { rewardId, fingerprint } = step.wanted;
      const firstCode = newCode(needs);
      await needs.pools.begin(shop, { rewardId, fingerprint, firstCode, asOf });
      return 'moved';
    }
    case 'make':
      return makeDiscount(needs, round, step);
    case 'fill':
      return fillPool(needs, round, step.discount);
    case 'abandon':
      return abandonDiscount(needs, round, step.discount);
    case 'drain':
      await needs.pools.drain(shop, { discountKey: step.discount.discountKey, asOf });
      return 'moved';
    case 'revive':
      await needs.pools.revive(shop, { discountKey: step.discount.discountKey, asOf });
      return 'moved';
    case 'watch':
      return watchCodes(needs, round, step.discount);
    case 'remove':
      return removeDiscount(needs, round, step.discount);
  }
}

/** Nobody is given its codes any more; those that somebody has ought to work all the same. */
async function watchCodes(
  needs: PoolNeeds,
  round: PoolRound,
  discount: RewardDiscount,
): Promise<StepOutcome> {
  const { discountId } = discount;
  return discountId === null ? 'rests' : lookAtCodes(needs, round, { ...discount, discountId });
}

/** Nobody holds a code of it any more, or it has ended: it goes, and all its codes with it. */
async function removeDiscount(
  needs: PoolNeeds,
  round: PoolRound,
  discount: RewardDiscount,
): Promise<StepOutcome> {
  const { discountKey, discountId } = discount;
  if (discountId !== null) {
    const answer = await needs.shopify.deleteDiscount(round.shop, discountId);
    if (!answer.ok && answer.code !== 'NOT_FOUND') {
      await note(needs, round, discount, answer.message);
      return 'failed';
    }
  }
  round.bulks.delete(discountKey);
  await needs.pools.lose(round.shop, { discountKey, reason: null, asOf: round.asOf });
  return 'moved';
}

/** Tells of each discount whether it was asked about before. */
function onceEach(): { isSeen(discountKey: number): boolean } {
  const seen = new Set<number>();
  return {
    isSeen: (discountKey) => {
      const isSeen = seen.has(discountKey);
      seen.add(discountKey);
      return isSeen;
    },
  };
}

function nextLook(
  versions: readonly ProgramVersion[],
  { asOf, isSoon, failures }: { asOf: Instant; isSoon: boolean; failures: number },
): Instant {
  const coming = versions.map(({ effectiveAt }) => effectiveAt).filter((at) => at > asOf);
  const backoffMs = Math.min(LOOK_EVERY_MS, POLL_MS * 2 ** Math.min(failures - 1, 12));
  return instant(
    Math.min(
      asOf + LOOK_EVERY_MS,
      ...coming,
      ...(isSoon ? [asOf + POLL_MS] : []),
      ...(failures > 0 ? [asOf + backoffMs] : []),
    ),
  );
}

/**
 * A member turns points into a reward: their points are held and a code of the reward's pool is
 * theirs. One transaction and no network: lock the member → tell them the time → refuse, or hold
 * and hand out a code → commit → answer.
 *
 * Locks: the member, then the code. Nobody waits for a code: what another has its hand on is passed
 * over. So redeeming waits for nothing but the member.
 */
import type { RedeemReply } from '../contracts/buyer-api.ts';
import type { RedeemRefusal, RedeemVia } from '../contracts/redemption-context.ts';
import type { HoldDecision } from '../domain/facts/decision.ts';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { invariant } from '../domain/kernel/invariant.ts';
import { type ProgramVersion, versionInForce } from '../domain/program/program.ts';
import { type Admission, admitRedemption } from '../domain/rewards/admit-redemption.ts';
import { type MemberNow, postDecision, tellTime } from './member-now.ts';
import type { CustomerName } from './ports/drain.ts';
import type { OpenRedemptions, Redemption, RedemptionNeeds } from './ports/redemption.ts';
import { findChoice, type ShopChoice } from './reward-choices.ts';
import { rewardFingerprint } from './reward-terms.ts';
import { toCard, toWalletEntry } from './say-redemption.ts';

/** How long a code waits for an order before its points come back. */
const CODE_LIVES_MS = 24 * 3_600_000;
/** Rewards a member may have in hand at once, so that nobody empties a pool. */
const OPEN_REWARDS_MAX = 10;

export type RedeemAsk = CustomerName & {
  readonly programId: number;
  /** A choice's: the reward's own where it offers one, else with its price, `voucher:900`. */
  readonly rewardId: string;
  /** Makes the request idempotent. */
  readonly key: string;
  readonly via: RedeemVia;
};

export type RedeemAnswer = RedeemReply | RedeemRefusal;

/**
 * Redeems a choice of a reward. Asked again under the same key for the same choice it answers the
 * same redemption, as it stands by then. Refusals, in this order: `program_not_live`,
 * `unknown_reward` and `unknown_choice` (not in the version in force), `key_reused` (for another
 * one), `not_a_member`, `too_many_open` (ten), what the reward's limits stand against (`not_yet`,
 * `over`, `wrong_tier`, `wrong_segment`, `taken_too_often`, `out_of_stock`), `insufficient_points`,
 * `no_code_ready`.
 */
export function redeemReward(needs: RedemptionNeeds): (ask: RedeemAsk) => Promise<RedeemAnswer> {
  return (ask) => needs.books.inProgram(ask.programId, (open) => redeem(open, needs, ask));
}

async function redeem(
  open: OpenRedemptions,
  needs: RedemptionNeeds,
  ask: RedeemAsk,
): Promise<RedeemAnswer> {
  const header = await open.lockCustomer(ask);
  const asOf = needs.clock();
  const requestHash = needs.crypto.sha256(JSON.stringify([ask.shopId, ask.rewardId]));
  const standing = header && (await open.readStanding(header.memberId, ask.key));
  const replay = standing?.replay ?? null;
  if (replay?.requestHash === requestHash) return answer(open, replay, { ask, asOf });

  const versions = await open.readVersions();
  const offer = findOffer(versions, ask.rewardId, asOf);
  if (!offer.ok) return offer;
  if (replay) return refuse('key_reused');
  if (!header || !standing) return refuse('not_a_member');
  if (standing.open >= OPEN_REWARDS_MAX) return refuse('too_many_open');

  const by = { asOf, versions, crypto: needs.crypto, lastDecisionAt: standing.lastDecisionAt };
  const now = await tellTime(open, header, by);
  const redeemed = await hold(open, now, { ask, requestHash, ...offer });
  if (!redeemed.ok) return redeemed;
  await postDecision(open, now, { decision: redeemed.hold, asOf, crypto: needs.crypto });
  return answer(open, redeemed.redemption, { ask, asOf });
}

type Offer = ShopChoice & { readonly version: ProgramVersion };

function findOffer(
  versions: readonly ProgramVersion[],
  choiceId: string,
  asOf: Instant,
): ({ readonly ok: true } & Offer) | RedeemRefusal {
  const version = versionInForce(versions, asOf);
  if (!version) return refuse('program_not_live');
  const found = findChoice(version.definition, choiceId);
  return found.ok ? { ...found, version } : found;
}

type Held =
  | { readonly ok: true; readonly redemption: Redemption; readonly hold: HoldDecision }
  | RedeemRefusal;

async function hold(
  open: OpenRedemptions,
  now: MemberNow,
  { ask, requestHash, ...offer }: Offer & { ask: RedeemAsk; requestHash: string },
): Promise<Held> {
  const admission = await admit(open, now, offer);
  if (!admission.ok) return refusalOf(admission);
  const { takes } = admission;
  const { id: choiceId, name: rewardName, reward, choice, version } = offer;
  const named = { rewardId: reward.id, rewardName, version: version.version };
  const { currency } = version.definition;
  const redemption = await open.redeemCode({
    ...named,
    choiceId,
    takes,
    memberId: now.header.memberId,
    shopId: ask.shopId,
    cost: choice.cost,
    fingerprint: rewardFingerprint({ reward, choice, currency }),
    requestKey: ask.key,
    requestHash,
    via: ask.via,
    madeAt: now.at,
    lapsesAt: instant(now.at + CODE_LIVES_MS),
  });
  if (!redemption) return refuse('no_code_ready');
  const redemptionId = String(redemption.redemptionId);
  const decision = { kind: 'hold', redemptionId, at: now.at, ...named, takes } as const;
  return { ok: true, redemption, hold: decision };
}

/**
 * Asks for what limits look at only where the reward has such a limit; what all members took last
 * and only for somebody who is admitted but for that, as everybody waits for one another there.
 */
async function admit(
  open: OpenRedemptions,
  { header, state, at }: MemberNow,
  { reward, choice, version }: Offer,
): Promise<Admission> {
  const { times, stock } = reward.limits;
  const asked = {
    version,
    rewardId: reward.id,
    cost: choice.cost,
    at,
    tierId: state.progress.tiers?.level()?.id ?? null,
    // Nothing tells us yet who is in which segment: programs that ask are not published.
    segmentIds: [],
    taken: times === null ? [] : await open.readTaken(header.memberId, reward.id),
    lots: [...state.lots.values()],
  };
  const admission = admitRedemption({ ...asked, takenByAll: 0 });
  if (stock === null || !admission.ok) return admission;
  return admitRedemption({ ...asked, takenByAll: await open.countTaken(reward.id, stock) });
}

/** The domain's refusals under the names shoppers' pages know. */
function refusalOf(refused: Extract<Admission, { ok: false }>): RedeemRefusal {
  switch (refused.reason) {
    case 'insufficient_points':
      return refused;
    case 'tier':
      return refuse('wrong_tier');
    case 'segment':
      return refuse('wrong_segment');
    case 'too_often':
      return refuse('taken_too_often');
    default:
      return refuse(refused.reason);
  }
}

async function answer(
  open: OpenRedemptions,
  redemption: Redemption,
  { ask, asOf }: { ask: RedeemAsk; asOf: Instant },
): Promise<RedeemReply> {
  const facts = await open.readCard(ask, asOf);
  invariant(facts, 'A member whose lock we hold has a card.');
  return { ok: true, redemption: toWalletEntry(redemption), card: toCard(facts) };
}

type PlainReason = Exclude<RedeemRefusal['reason'], 'insufficient_points'>;

function refuse(reason: PlainReason): Extract<RedeemRefusal, { reason: PlainReason }> {
  return { ok: false, reason };
}

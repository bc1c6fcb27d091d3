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
import { type ProgramVersion, type Reward, versionInForce } from '../domain/program/program.ts';
import { planHold } from '../domain/rewards/plan-hold.ts';
import { type MemberNow, postDecision, tellTime } from './member-now.ts';
import type { CustomerName } from './ports/drain.ts';
import type { OpenRedemptions, Redemption, RedemptionNeeds } from './ports/redemption.ts';
import { rewardFingerprint } from './reward-terms.ts';
import { toCard, toWalletEntry } from './say-redemption.ts';

/** How long a code waits for an order before its points come back. */
const CODE_LIVES_MS = 24 * 3_600_000;
/** Rewards a member may have in hand at once, so that nobody empties a pool. */
const OPEN_REWARDS_MAX = 10;

export type RedeemAsk = CustomerName & {
  readonly programId: number;
  readonly rewardId: string;
  /** Makes the request idempotent. */
  readonly key: string;
  readonly via: RedeemVia;
};

export type RedeemAnswer = RedeemReply | RedeemRefusal;

/**
 * Redeems a reward. Asked again under the same key for the same reward it answers the same
 * redemption, as it stands by then. Refusals, in this order: `program_not_live`, `unknown_reward`
 * (not in the version in force), `key_reused` (for another reward), `not_a_member`,
 * `too_many_open` (ten), `insufficient_points`, `no_code_ready`.
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

type Offer = { readonly version: number; readonly reward: Reward; readonly currency: string };

function findOffer(
  versions: readonly ProgramVersion[],
  rewardId: string,
  asOf: Instant,
): ({ readonly ok: true } & Offer) | RedeemRefusal {
  const inForce = versionInForce(versions, asOf);
  if (!inForce) return refuse('program_not_live');
  const reward = inForce.definition.rewards.find(({ id }) => id === rewardId);
  if (!reward) return refuse('unknown_reward');
  return { ok: true, version: inForce.version, reward, currency: inForce.definition.currency };
}

type Held =
  | { readonly ok: true; readonly redemption: Redemption; readonly hold: HoldDecision }
  | RedeemRefusal;

async function hold(
  open: OpenRedemptions,
  { header, state, at }: MemberNow,
  { ask, requestHash, reward, version, currency }: Offer & { ask: RedeemAsk; requestHash: string },
): Promise<Held> {
  const plan = planHold(state.lots.values(), reward.cost);
  if (!plan.ok) return plan;
  const { takes } = plan;
  const named = { rewardId: reward.id, rewardName: reward.name, version };
  const redemption = await open.redeemCode({
    ...named,
    takes,
    memberId: header.memberId,
    shopId: ask.shopId,
    cost: reward.cost,
    fingerprint: rewardFingerprint(reward, currency),
    requestKey: ask.key,
    requestHash,
    via: ask.via,
    madeAt: at,
    lapsesAt: instant(at + CODE_LIVES_MS),
  });
  if (!redemption) return refuse('no_code_ready');
  const redemptionId = String(redemption.redemptionId);
  return { ok: true, redemption, hold: { kind: 'hold', redemptionId, at, ...named, takes } };
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

/** A member's redemptions as the domain decides on them, and what it makes of their rows. */
import { carriedCodes } from '../domain/facts/carried-codes.ts';
import type { CodeUse } from '../domain/facts/code-use.ts';
import type { Decision, LotTake } from '../domain/facts/decision.ts';
import { codeUse } from '../domain/facts/observed-code-use.ts';
import { points } from '../domain/kernel/points.ts';
import type { ProgramVersion } from '../domain/program/program.ts';
import type {
  Carrier,
  RedemptionChange,
  RedemptionSeen,
} from '../domain/rewards/decide-redemptions.ts';
import type { MemberHeader, WholeMember } from './ports/drain.ts';
import type {
  Redemption,
  RedemptionWrite,
  UnissuedCode,
  UnissuedWrite,
} from './ports/redemption.ts';
import { type ShopChoice, shopChoices } from './reward-choices.ts';
import { rewardFingerprint } from './reward-terms.ts';

type Carrying = WholeMember['carriers'][number];

/** Redemptions with the orders that carry their codes. */
export type RewardsInPlay = {
  readonly redemptions: readonly Redemption[];
  /** By redemption; of a code nobody was given only the member's own orders. */
  readonly carriers: readonly { readonly redemption: Redemption; readonly order: Carrying }[];
};

export function rewardsInPlay(
  redemptions: readonly Redemption[],
  known: Pick<WholeMember, 'orders' | 'carriers'>,
): RewardsInPlay {
  const byCode = new Map(redemptions.map((one) => [one.code, one]));
  const own = new Set(known.orders.map(({ orderKey }) => orderKey));
  const carriers = known.carriers.flatMap((order) => {
    const redemption = byCode.get(order.code);
    if (!redemption || (redemption.status === 'unissued' && !own.has(order.orderKey))) return [];
    return [{ redemption, order }];
  });
  return { redemptions, carriers };
}

/** What the fold reads of them. */
export function usesOf({ carriers }: RewardsInPlay): CodeUse[] {
  return carriers.flatMap(({ redemption, order }) => {
    const { redemptionId, code } = redemption;
    const of = { redemptionId: String(redemptionId), code, orderId: String(order.orderKey) };
    return codeUse(of, order.observed) ?? [];
  });
}

/** The redemptions as they stand after the decisions taken so far. */
export function redemptionsSeen(
  { redemptions }: RewardsInPlay,
  decisions: readonly Decision[],
): RedemptionSeen[] {
  const takes = new Map<string, readonly LotTake[]>();
  const chargedFor = new Map<string, string[]>();
  for (const decision of decisions) {
    if (decision.kind === 'hold') takes.set(decision.redemptionId, decision.takes);
    if (decision.kind !== 'charge') continue;
    const { redemptionId, orderId } = decision;
    chargedFor.set(redemptionId, [...(chargedFor.get(redemptionId) ?? []), orderId]);
  }
  return redemptions.map((one) => {
    const redemptionId = String(one.redemptionId);
    return {
      redemptionId,
      status: one.status,
      rewardId: one.rewardId,
      rewardName: one.rewardName,
      version: one.version,
      cost: one.cost,
      takes: takes.get(redemptionId) ?? [],
      orderId: one.orderKey === null ? null : String(one.orderKey),
      askedAt: one.askedAt,
      chargedFor: chargedFor.get(redemptionId) ?? [],
    };
  });
}

/** The orders that carry a code by what was last seen of them, or did when they were paid. */
export function carriersOf({ carriers }: RewardsInPlay): Carrier[] {
  return carriers.flatMap(({ redemption, order: { orderKey, observed } }) => {
    const { latest, paidAt } = observed;
    if (!latest || !carriedCodes(observed).includes(redemption.code)) return [];
    const { name: orderName, createdAt, cancelledAt } = latest;
    const redemptionId = String(redemption.redemptionId);
    return [{ redemptionId, orderId: String(orderKey), orderName, createdAt, paidAt, cancelledAt }];
  });
}

export function toWrite(change: RedemptionChange): RedemptionWrite {
  const redemptionId = Number(change.redemptionId);
  switch (change.kind) {
    case 'bind':
      return { redemptionId, status: 'bound', orderKey: Number(change.orderId) };
    case 'unbind':
      return { redemptionId, status: 'open', orderKey: null, askedAt: change.askedAt };
    case 'settle':
      return {
        redemptionId,
        status: 'settled',
        orderKey: Number(change.orderId),
        endedAt: change.endedAt,
      };
    case 'charge':
      return { redemptionId, chargedMore: points(change.points) };
  }
}

/**
 * What to note of codes nobody was given: the choice as its discount was published last. A code
 * whose reward no version knows any more is left alone: nothing says what it would have cost.
 */
export function unissuedWrites(
  unissued: readonly UnissuedCode[],
  { memberId }: Pick<MemberHeader, 'memberId'>,
  versions: readonly ProgramVersion[],
  madeAt: Redemption['madeAt'],
): UnissuedWrite[] {
  return unissued.flatMap(({ code, shopId, rewardId, fingerprint }) => {
    const found = newestChoice(versions, { rewardId, fingerprint });
    if (!found) return [];
    const { version, name: rewardName, choice } = found;
    return [{ memberId, shopId, rewardId, rewardName, version, cost: choice.cost, code, madeAt }];
  });
}

/** Of several choices that give the same it is the cheapest. */
function newestChoice(
  versions: readonly ProgramVersion[],
  of: { rewardId: string; fingerprint: string },
): (ShopChoice & { version: number }) | null {
  let newest: (ShopChoice & { version: number }) | null = null;
  for (const { version, definition } of versions) {
    if (newest && newest.version > version) continue;
    const { currency } = definition;
    const found = shopChoices(definition).find(
      ({ reward, choice }) =>
        reward.id === of.rewardId &&
        rewardFingerprint({ reward, choice, currency }) === of.fingerprint,
    );
    if (found) newest = { ...found, version };
  }
  return newest;
}

/** Whether a reward may be taken, and which take themselves, read off §11 of the language. */
import type { Decision } from '../../../app/domain/facts/decision.ts';
import type { ProgramVersion, Reward } from '../../../app/domain/program/program.ts';
import { versionAt } from './book.ts';
import { localTimeOf, periodOf } from './calendar.ts';
import { type AuditedLot, auditHold } from './lots.ts';

/** A wish, and all that is known when it is decided on. */
export type Wished = {
  readonly versions: readonly ProgramVersion[];
  readonly rewardId: string;
  readonly cost: number;
  readonly at: number;
  readonly tierId: string | null;
  readonly segmentIds: readonly string[];
  /** The decisions on the member who asks, and on everybody. */
  readonly own: readonly Decision[];
  readonly all: readonly Decision[];
  readonly lots: readonly AuditedLot[];
};

export type AuditedAdmission =
  { readonly takes: NonNullable<ReturnType<typeof auditHold>> } | { readonly reason: string };

/** The points to be taken, or the first reason there is against it. */
export function auditAdmission(wished: Wished): AuditedAdmission {
  const { versions, rewardId, cost, at, tierId, segmentIds, own, all, lots } = wished;
  const program = versionAt(versions, at)?.definition;
  const reward = program?.rewards.find(({ id }) => id === rewardId);
  if (!program || !reward) return { reason: 'unknown_reward' };
  if (!pricesOf(reward).includes(cost)) return { reason: 'unknown_choice' };
  const { from, to, tiers, segments, times, stock } = reward.limits;
  const now = localTimeOf(program.zone, at);
  if (from !== null && now < from) return { reason: 'not_yet' };
  if (to !== null && now >= to) return { reason: 'over' };
  if (tiers.length > 0 && !(tierId !== null && tiers.includes(tierId))) return { reason: 'tier' };
  const isOfThem = segments.length === 0 || segments.some((one) => segmentIds.includes(one));
  if (!isOfThem) return { reason: 'segment' };
  if (times) {
    const period = (instant: number) =>
      times.kind === 'ever' ? 'ever' : periodOf(times.period, instant, program.zone);
    const before = takenOf(own, rewardId).filter((one) => period(one) === period(at));
    if (before.length >= times.times) return { reason: 'too_often' };
  }
  if (stock !== null && takenOf(all, rewardId).length >= stock) return { reason: 'out_of_stock' };
  const takes = auditHold(lots, cost);
  return takes ? { takes } : { reason: 'insufficient_points' };
}

/** The reward that takes itself next, of those there are; null where none does. */
export function auditAuto(known: Omit<Wished, 'rewardId' | 'cost'>) {
  const program = versionAt(known.versions, known.at)?.definition;
  for (const reward of program?.rewards ?? []) {
    const [cost] = pricesOf(reward);
    if (!reward.auto || cost === undefined) continue;
    const admitted = auditAdmission({ ...known, rewardId: reward.id, cost });
    if ('takes' in admitted) return { rewardId: reward.id, takes: admitted.takes };
  }
  return null;
}

/** What every choice of an offer costs. */
function pricesOf({ offer }: Reward): number[] {
  if (offer.kind === 'fixed') return [offer.cost];
  if (offer.kind === 'stepped') return offer.steps.map(({ cost }) => cost);
  const prices: number[] = [];
  let sum = 0;
  for (let times = 1; times <= offer.most; times += 1) {
    sum += offer.cost;
    if (times >= offer.least) prices.push(sum);
  }
  return prices;
}

/** When it was taken, without what was released. */
function takenOf(decisions: readonly Decision[], rewardId: string): number[] {
  const released = decisions.flatMap((one) => (one.kind === 'release' ? [one.redemptionId] : []));
  return decisions.flatMap((one) =>
    one.kind === 'hold' && one.rewardId === rewardId && !released.includes(one.redemptionId)
      ? [one.at]
      : [],
  );
}

/**
 * A movement as a sentence a shopper can read. The numbers come from the explanation; nothing is
 * looked up or computed here.
 */
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';
import type { MovementKind } from './accounts.ts';
import type {
  AdjustExplanation,
  ChargeExplanation,
  Explanation,
  OrderExplanation,
  RedemptionExplanation,
  RepayExplanation,
  ReturnExplanation,
} from './explanation.ts';
import { count, sayDate, sayLot, sayMoney, sayPoints } from './say-amounts.ts';

export type Sayable = {
  readonly kind: MovementKind;
  readonly reversed: boolean;
  readonly points: Points;
  readonly explanation: Explanation | null;
};

/**
 * The sentence, in English, dates in the shop's zone. A redacted movement still says what moved.
 */
export function sayMovement(movement: Sayable, zone: Zone): string {
  const sentence = say(movement, zone);
  return movement.reversed ? `Undone, as we know more by now: ${sentence}` : sentence;
}

function say(movement: Sayable, zone: Zone): string {
  const amount = sayPoints(movement.points);
  const { explanation } = movement;
  if (!explanation) return `${amount}: the details were erased on request.`;
  switch (explanation.type) {
    case 'order':
      return sayOrder(movement.kind, amount, explanation, zone);
    case 'due':
      return (
        `${amount} of order ${explanation.orderName} can be spent: ` +
        `the wait of ${count(explanation.pendingDays, 'day')} is over.`
      );
    case 'redemption':
      return sayRedemption(movement.kind, amount, explanation);
    case 'charge':
      return sayCharge(movement.kind, amount, explanation);
    case 'return':
      return sayReturn(amount, explanation);
    case 'adjust':
      return sayAdjust(amount, explanation);
    case 'repay':
      return sayRepay(amount, explanation);
  }
}

function sayOrder(kind: MovementKind, amount: string, why: OrderExplanation, zone: Zone): string {
  const counts = sayMoney(why.eligibleMinor, why.currency);
  const rate = `${sayPoints(why.ratePoints)} per ${sayMoney(why.ratePerMinor, why.currency)}`;
  const by = `rule “${why.rule}”, program version ${why.version}`;
  if (kind === 'claw-back') {
    if (why.step === 'cancel') {
      return `${amount} taken back: order ${why.orderName} was cancelled (${by}).`;
    }
    return (
      `${amount} taken back from order ${why.orderName}: after the return ${counts} counts, ` +
      `at ${rate} worth ${sayPoints(why.orderPoints)}, rounded down (${by}).`
    );
  }
  const giftCards =
    why.giftCardMinor > 0
      ? ` Gift cards for ${sayMoney(why.giftCardMinor, why.currency)} earn nothing themselves.`
      : '';
  const spendable =
    why.maturesAt === null
      ? ' They can be spent at once.'
      : ` They can be spent from ${sayDate(why.maturesAt, zone)}.`;
  return (
    `${amount} for order ${why.orderName}: ${counts} counts at ${rate}, rounded down (${by}).` +
    giftCards +
    spendable
  );
}

function sayAdjust(amount: string, { points, reason }: AdjustExplanation): string {
  return `${amount} ${points > 0 ? 'given' : 'taken'} by the shop: “${reason}”.`;
}

function sayRepay(amount: string, why: RepayExplanation): string {
  const debt = sayLot({ id: why.debtLotId, label: why.debtLabel });
  const payer = sayLot({ id: why.payingLotId, label: why.payingLabel });
  return (
    `${amount} of ${payer} paid a debt on ${debt}: ` +
    'points that were taken back or charged after they had been spent.'
  );
}

function sayRedemption(kind: MovementKind, amount: string, why: RedemptionExplanation): string {
  const { rewardName, orderName } = why;
  if (kind === 'settle') return `${amount} spent on “${rewardName}” with order ${orderName}.`;
  if (kind === 'release') return `${amount} came back: “${rewardName}” was not used.`;
  return `${amount} reserved for “${rewardName}”.`;
}

const SAY_WHY_CHARGED = {
  'after-release': (order: string) => `order ${order} used its code after its points had come back`,
  'second-order': (order: string) => `order ${order} used its code once more`,
  'never-issued': (order: string) => `order ${order} used a code of it that nobody had been given`,
} as const;

function sayCharge(kind: MovementKind, amount: string, why: ChargeExplanation): string {
  const done = kind === 'hold' ? 'reserved for' : 'spent on';
  return `${amount} ${done} “${why.rewardName}”: ${SAY_WHY_CHARGED[why.why](why.orderName)}.`;
}

function sayReturn(amount: string, why: ReturnExplanation): string {
  const { rewardName, orderName, currency, cost } = why;
  if (why.isAllBack) {
    const end = why.step === 'cancel' ? 'was cancelled' : 'was returned in full';
    return `${amount} came back: order ${orderName}, which used “${rewardName}”, ${end}.`;
  }
  const [total, kept] = [sayMoney(why.totalMinor, currency), sayMoney(why.keptMinor, currency)];
  return (
    `${amount} came back: of the ${total} that “${rewardName}” took off order ${orderName}, ` +
    `${kept} is left after the return, so ${sayPoints(why.returned)} of its ` +
    `${cost.toLocaleString('en-GB')} are back in all, rounded down.`
  );
}

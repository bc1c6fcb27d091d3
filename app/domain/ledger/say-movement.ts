/**
 * A movement as a sentence a shopper can read. The numbers come from the explanation; nothing is
 * looked up here. Every text is in `words/en.ts`: another language is another such file.
 */
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';
import { hasRightToLeft, isolated } from '../program/say/words/isolated.ts';
import type { MovementKind } from './accounts.ts';
import { completedDue } from './complete-explanation.ts';
import type {
  ChargeExplanation,
  ExpireExplanation,
  Explanation,
  RedemptionExplanation,
  ReturnExplanation,
  UndoExplanation,
} from './explanation.ts';
import { sayLot } from './say-lot.ts';
import { sayOrder, saySpendable } from './say-order.ts';
import { english, type Words } from './words/en.ts';

export type Sayable = {
  readonly kind: MovementKind;
  readonly reversed: boolean;
  readonly points: Points;
  readonly explanation: Explanation | null;
};

/** The sentence, dates in the shop's zone. A redacted movement still says what moved. */
export function sayMovement(movement: Sayable, zone: Zone, words: Words = english): string {
  const plain = say(movement, zone, words);
  // Rarely is a name written from right to left, so it is looked for in what was said.
  const sentence = hasRightToLeft(plain) ? say(isolated(movement), zone, words) : plain;
  return movement.reversed ? words.undone(sentence) : sentence;
}

function say({ kind, points, explanation }: Sayable, zone: Zone, words: Words): string {
  if (!explanation) return words.erased(points);
  switch (explanation.type) {
    case 'order':
      return sayOrder(kind, points, explanation, { zone, words });
    case 'due': {
      const { lotId, orderName, pendingDays } = completedDue(explanation);
      const lot = sayLot({ id: lotId, label: orderName }, words);
      return pendingDays === 0
        ? words.due.fulfilled(points, lot)
        : words.due.waited(points, lot, pendingDays);
    }
    case 'activity':
      return saySpendable(words.activity(points, explanation.activity), points, explanation, {
        zone,
        words,
      });
    case 'entry':
      return saySpendable(words.entry(points, explanation.tierName), points, explanation, {
        zone,
        words,
      });
    case 'import': {
      const { source, earnedAt } = explanation;
      const brought = words.imported(points, source, { at: earnedAt, zone });
      return saySpendable(brought, points, explanation, { zone, words });
    }
    case 'expire':
      return sayExpired(points, explanation, zone, words);
    case 'forgive':
      return words.forgiven(
        points,
        sayLot({ id: explanation.lotId, label: explanation.label }, words),
      );
    case 'redemption':
      return sayRedemption(kind, points, explanation, words);
    case 'charge':
      return sayCharge(kind, points, explanation, words);
    case 'return':
      return sayReturn(points, explanation, words);
    case 'adjust': {
      const { given, taken } = words.adjusted;
      return (explanation.points > 0 ? given : taken)(points, explanation.reason);
    }
    case 'undo':
      return sayUndo(points, explanation, words);
    case 'repay': {
      const payer = sayLot({ id: explanation.payingLotId, label: explanation.payingLabel }, words);
      const debt = sayLot({ id: explanation.debtLotId, label: explanation.debtLabel }, words);
      return words.repaid(points, payer, debt);
    }
    case 'transfer': {
      const { side, account, isDebt } = explanation;
      return words.transfer[side](points, isDebt ? 'debt' : account);
    }
  }
}

function sayExpired(points: Points, why: ExpireExplanation, zone: Zone, words: Words): string {
  const { model, months, graceDays } = why;
  const lot = sayLot({ id: why.lotId, label: why.label }, words);
  const on = { at: why.toldAt, zone };
  const { unspent, onDate, inactive, grace } = words.expired;
  const sentence =
    model === 'after-earning'
      ? unspent(points, lot, months)
      : model === 'inactivity'
        ? inactive(points, lot, months)
        : onDate(points, lot, on);
  return graceDays > 0 ? `${sentence} ${grace(points, graceDays, on)}` : sentence;
}

function sayUndo(points: Points, why: UndoExplanation, words: Words): string {
  const { givenUndone, takenUndone, why: sayWhy } = words.adjusted;
  const sentence = (why.points > 0 ? givenUndone : takenUndone)(points, why.reason);
  return why.undoReason === '' ? sentence : `${sentence} ${sayWhy(why.undoReason)}`;
}

function sayRedemption(
  kind: MovementKind,
  points: Points,
  { rewardName, orderName }: RedemptionExplanation,
  { reward }: Words,
): string {
  if (kind === 'settle') return reward.spent(points, rewardName, orderName ?? '');
  if (kind === 'release') return reward.released(points, rewardName);
  return reward.reserved(points, rewardName);
}

function sayCharge(
  kind: MovementKind,
  points: Points,
  { rewardName, why, orderName }: ChargeExplanation,
  { reward }: Words,
): string {
  const charge = kind === 'hold' ? reward.reservedToCharge : reward.charged;
  return charge(points, rewardName, why, orderName);
}

function sayReturn(points: Points, why: ReturnExplanation, { reward }: Words): string {
  const { rewardName, orderName: order, currency } = why;
  if (why.isAllBack) {
    const all = why.step === 'cancel' ? reward.cancelled : reward.returnedAll;
    return all(points, rewardName, order);
  }
  return reward.returned({
    points,
    reward: rewardName,
    order,
    total: { minor: why.totalMinor, currency },
    kept: { minor: why.keptMinor, currency },
    back: why.returned,
    cost: why.cost,
  });
}

/**
 * A movement as a sentence a shopper can read. The numbers come from the explanation; nothing is
 * looked up or computed here.
 */
import type { Instant } from '../kernel/instant.ts';
import { currencyExponent, type MoneyMinor } from '../kernel/money.ts';
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';
import type { Explanation, OrderExplanation } from './explanation.ts';
import type { MovementKind } from './accounts.ts';

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
      return sayRedemption(movement.kind, amount, explanation.rewardName);
    case 'repay':
      return (
        `${amount} of ${sayLabel(explanation.payingLabel)} paid for points that were taken back ` +
        `from ${sayLabel(explanation.debtLabel)} after they had been spent.`
      );
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

function sayRedemption(kind: MovementKind, amount: string, reward: string): string {
  if (kind === 'settle') return `${amount} spent on “${reward}”.`;
  if (kind === 'release') return `${amount} came back: “${reward}” was not used.`;
  return `${amount} reserved for “${reward}”.`;
}

/** A lot has no label where its order has left the member and only the hold on it is known. */
function sayLabel(label: string): string {
  return label === '' ? 'an order that is no longer theirs' : `order ${label}`;
}

function sayPoints(points: number): string {
  return count(points, 'point');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${Math.abs(number) === 1 ? '' : 's'}`;
}

function sayMoney(amount: MoneyMinor, currency: string): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(
    amount / 10 ** currencyExponent(currency),
  );
}

function sayDate(at: Instant, zone: Zone): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(at);
}

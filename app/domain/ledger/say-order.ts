/**
 * What an order earned or lost, said: what counts, at what rate, what multiplied it, what a cap
 * left of it, what was left out, and from when it can be spent.
 */
import { factorsOf as addedUp } from '../earning/stack-multipliers.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Points } from '../kernel/points.ts';
import type { Zone } from '../kernel/zone.ts';
import type { Stacking } from '../program/program.ts';
import type { MovementKind } from './accounts.ts';
import { completed } from './complete-explanation.ts';
import type { CapKind, MultiplierNamed, OrderExplanation } from './explanation.ts';
import type { Factor, Words } from './words/en.ts';

type Speaking = { readonly zone: Zone; readonly words: Words };

/** The sentences for an award or a claw-back of so many points. */
export function sayOrder(
  kind: MovementKind,
  points: Points,
  explanation: OrderExplanation,
  speaking: Speaking,
): string {
  const why = completed(explanation);
  const { words } = speaking;
  if (kind === 'claw-back') {
    return [sayTaken(points, why, words), ...sayCap(why, why.orderPoints, words)].join(' ');
  }
  const lead = [sayEarned(points, why, words)];
  if (why.step === 'chargeback-won') lead.push(words.order.won());
  lead.push(...sayCap(why, why.orderPoints, words), ...sayLeftOut(why, words));
  if (why.maturesAt !== null || why.pendingFrom === 'paid') {
    return [...lead, ...sayDates(points, why, speaking)].join(' ');
  }
  const { onFulfilment, afterFulfilment } = words.spend;
  const wait =
    why.pendingDays === 0 ? onFulfilment(points) : afterFulfilment(points, why.pendingDays);
  return [...lead, wait].join(' ');
}

type Dated = {
  readonly maturesAt?: Instant | null;
  readonly expiresAt: Instant | null;
};
type Cut = {
  readonly uncapped: Points;
  readonly points: Points;
  readonly cappedBy: CapKind | null;
};

/** A sentence on so many points that are earned, then whether they were cut, and their dates. */
export function saySpendable(
  sentence: string,
  points: Points,
  why: Dated | (Dated & Cut),
  speaking: Speaking,
): string {
  const cut = 'cappedBy' in why ? sayCap(why, why.points, speaking.words) : [];
  return [sentence, ...cut, ...sayDates(points, why, speaking)].join(' ');
}

function sayDates(
  points: Points,
  { maturesAt = null, expiresAt }: Dated,
  { zone, words }: Speaking,
): string[] {
  const { atOnce, from } = words.spend;
  return [
    maturesAt === null ? atOnce(points) : from(points, { at: maturesAt, zone }),
    ...(expiresAt === null ? [] : [words.expires(points, { at: expiresAt, zone })]),
  ];
}

function sayCap(
  { cappedBy, uncapped }: Pick<Cut, 'uncapped' | 'cappedBy'>,
  given: Points,
  words: Words,
): string[] {
  return cappedBy === null ? [] : [words.capped(given, uncapped, cappedBy)];
}

function sayLeftOut({ leftOut, currency }: OrderExplanation, words: Words): string[] {
  return leftOut.map(({ why, amountMinor }) =>
    words.leftOut(why, { minor: amountMinor, currency }),
  );
}

function sayEarned(points: Points, why: OrderExplanation, { order, times }: Words): string {
  const { orderName, ruleName, orderPoints } = why;
  if (why.earns === 'bonus') return order.bonus({ points, order: orderName, name: ruleName ?? '' });
  const earned = { points, ...workings(why, times) };
  // What is added to earlier points says what it makes with them; a cap says so by itself.
  return points === orderPoints || why.cappedBy !== null
    ? order.earned(earned)
    : order.earnedInAll({ ...earned, inAll: orderPoints });
}

function sayTaken(points: Points, why: OrderExplanation, { order, times }: Words): string {
  const { orderName, ruleName, orderPoints: worth } = why;
  const of = { points, order: orderName };
  if (why.step === 'cancel') return order.cancelled(of);
  if (why.step === 'chargeback') return order.chargedBack(of);
  if (why.earns === 'bonus') {
    const named = { ...of, name: ruleName ?? '' };
    return worth === 0 ? order.bonusLost(named) : order.bonusLess({ ...named, worth });
  }
  if (why.countedMinor === 0) {
    const isElsewhere = why.leftOut.some((left) => left.why === 'other-rule');
    return isElsewhere ? order.otherRule(of) : order.returnedAll(of);
  }
  return order.returned({ points, worth, ...workings(why, times) });
}

/** What points were worked out from, as the messages name it. */
export function workings(why: OrderExplanation, times: Words['times']) {
  const { orderName, countedMinor, currency, ratePoints, ratePerMinor, rounding } = why;
  return {
    order: orderName,
    counted: { minor: countedMinor, currency },
    ratePoints,
    per: { minor: ratePerMinor, currency },
    times: sayTimes(why, times),
    rounding,
  };
}

function sayTimes(why: OrderExplanation, times: Words['times']): string[] {
  const { multipliers, parts, currency, stacking } = why;
  if (multipliers.length === 0) return [];
  if (parts.length === 0) return [times.all(factorsOf(stacking, multipliers))];
  return parts.flatMap(({ amountMinor, by }) => {
    const here = multipliers.filter(({ id }) => by.includes(id));
    const amount = { minor: amountMinor, currency };
    return here.length === 0 ? [] : [times.some(amount, factorsOf(stacking, here))];
  });
}

/** Added up, several are one; multiplied, each is said by itself. */
function factorsOf(stacking: Stacking, multipliers: readonly MultiplierNamed[]): Factor[] {
  const each = multipliers.map(({ percent, name }) => ({ percent, names: [name] }));
  if (stacking !== 'add' || each.length < 2) return each;
  const [percent = 100] = addedUp(stacking, multipliers);
  return [{ percent, names: multipliers.map(({ name }) => name) }];
}

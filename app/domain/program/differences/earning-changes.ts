import type { Condition } from '../../earning/conditions/registry.ts';
import { sameWords } from '../checks/written-conditions.ts';
import type { OwnRate } from '../program.ts';
import { sayWhen, sayWhenAfter } from '../say/say-conditions.ts';
import { number } from '../say/say-count.ts';
import { sayRate, sayRounding } from '../say/say-earning.ts';
import {
  type Change,
  commonOrder,
  type Definition,
  isSame,
  ofEach,
  ofMembers,
  whereFelt,
} from './change.ts';

/** What orders earn before anything multiplies it, beside the base rate itself. */
export const earningChanges: readonly Change[] = [
  whereFelt(
    ({ earning }) => earning.rounding,
    ({ earning: now }, { earning: was }) =>
      `Points of an order are ${sayRounding(now.rounding)} ` +
      `instead of ${sayRounding(was.rounding)}.`,
  ),
  whereFelt(
    ({ eligible }) => sameWords(eligible),
    (now, was) =>
      `Points are earned ${sayScope(now.eligible, now)} instead of ${sayScope(was.eligible, was)}.`,
  ),
  counted('giftCards', 'Gift cards'),
  counted('shipping', 'Shipping'),
  counted('tax', 'Tax'),
  ofEach<OwnRate>({
    items: ({ rates }) => rates,
    isNew: (rate, of) => `Members earn ${sayOwnRate(rate, of)}.`,
    isGone: (rate, of) => `Members no longer earn ${sayOwnRate(rate, of)}.`,
    changes: (now, was) =>
      isSame(feltRate(now.item), feltRate(was.item))
        ? []
        : [
            `Members earn ${sayOwnRate(now.item, now.of)} ` +
              `instead of ${sayOwnRate(was.item, was.of)}.`,
          ],
  }),
  ({ rates: was }, { rates: now }) =>
    isSame(commonOrder(was, now), commonOrder(now, was))
      ? []
      : ['Where several rates are meant for one product, another one comes first now.'],
];

/** The most a member can earn. */
export const capChanges: readonly Change[] = [
  capped('order', 'for one order'),
  capped('day', 'in one day'),
  capped('month', 'in one calendar month'),
  capped('member', 'in all'),
];

function sayScope(when: readonly Condition[], of: Definition): string {
  return when.length === 0 ? 'on everything' : `only ${ofMembers(sayWhen(when, of))}`;
}

function counted(part: keyof Definition['counts'], name: string): Change {
  return whereFelt(
    ({ counts }) => counts[part],
    ({ counts }) => `${name} ${counts[part] ? 'now earns points too' : 'no longer earns points'}.`,
  );
}

function sayOwnRate(rate: OwnRate, of: Definition): string {
  return `${sayRate(rate, of.currency)}${ofMembers(sayWhenAfter(rate.when, of))}`;
}

function feltRate({ points, perMinor, when }: OwnRate): unknown {
  return [points, perMinor, sameWords(when)];
}

function capped(cap: keyof Definition['caps'], when: string): Change {
  const say = (most: number | null) => (most === null ? 'as many as they like' : number(most));
  return whereFelt(
    ({ caps }) => caps[cap],
    ({ caps: now }, { caps: was }) =>
      now[cap] === null
        ? `Members can earn as many points as they like ${when}, not at most ${say(was[cap])}.`
        : `Members can earn at most ${say(now[cap])} points ${when} instead of ${say(was[cap])}.`,
  );
}

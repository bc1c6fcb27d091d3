/** Bugs in who may take which reward, in its choices, and in what is taken by itself. */
import type { Mutant } from './mutant.ts';

const ADMIT = 'app/domain/rewards/admit-redemption.ts';
const ADMIT_TEST = 'app/domain/rewards/admit-redemption.test.ts';
const AUTO = 'app/domain/rewards/auto-redemptions.ts';
const AUTO_TEST = 'app/domain/rewards/auto-redemptions.test.ts';
const CHOICES = 'app/domain/rewards/choices-of.ts';
const CHOICES_TEST = 'app/domain/rewards/choices-of.test.ts';

export const ADMITTING: readonly Mutant[] = [
  {
    name: 'what is for levels is also for members without one',
    breaks: 'A reward for some levels is refused with `tier` to everybody else.',
    file: ADMIT,
    find: 'ask.tierId === null ? [] : [ask.tierId]',
    put: 'ask.tierId === null ? limits.tiers : [ask.tierId]',
    killedBy: { project: 'unit', file: ADMIT_TEST, title: 'without tiers' },
  },
  {
    name: 'who is in one of the groups must be in all of them',
    breaks: 'Of a list of segments one is enough.',
    file: ADMIT,
    find: 'ids.some((id) => named.includes(id))',
    put: 'ids.every((id) => named.includes(id))',
    killedBy: { project: 'unit', file: ADMIT_TEST, title: 'in one of its groups' },
  },
  {
    name: 'the minute at which a reward ends is still in time',
    breaks: 'A window is from its `from` on and before its `to`.',
    file: 'app/domain/kernel/local-window.ts',
    find: 'clock < to ?',
    put: 'clock <= to ?',
    killedBy: { project: 'unit', file: ADMIT_TEST, title: 'after its time' },
  },
  {
    name: 'once a month is once a month of UTC',
    breaks: 'How often a reward was taken is counted by the shop’s calendar.',
    file: ADMIT,
    find: 'periodKey(limit.period, each, zone) === now',
    put: "periodKey(limit.period, each, 'UTC') === now",
    killedBy: { project: 'unit', file: ADMIT_TEST, title: 'monthly, last month' },
  },
  {
    name: 'what may be taken once is taken twice',
    breaks: '`times` bounds how often a member takes a reward.',
    file: ADMIT,
    find: 'return taken.length >= limit.times;',
    put: 'return taken.length > limit.times;',
    killedBy: { project: 'unit', file: ADMIT_TEST, title: 'once, long ago' },
  },
  {
    name: 'the last one of the stock is kept back',
    breaks: 'A reward is out of stock when as many were taken as there are.',
    file: ADMIT,
    find: 'ask.takenByAll >= limits.stock',
    put: 'ask.takenByAll + 1 >= limits.stock',
    killedBy: { project: 'unit', file: ADMIT_TEST, title: 'the last one' },
  },
  {
    name: 'who took it too often hears that there are none left',
    breaks: 'What is refused says the first that stands against it, in the order of the language.',
    file: ADMIT,
    find: `  if (limits.times && isUsedUp(limits.times, ask, zone)) return 'too_often';
  if (limits.stock !== null && ask.takenByAll >= limits.stock) return 'out_of_stock';
`,
    put: `  if (limits.stock !== null && ask.takenByAll >= limits.stock) return 'out_of_stock';
  if (limits.times && isUsedUp(limits.times, ask, zone)) return 'too_often';
`,
    killedBy: {
      project: 'unit',
      file: ADMIT_TEST,
      title: 'of all that stands against it the first is said, in the order of the language',
    },
  },
  {
    name: 'whoever offers less gets the next choice',
    breaks: 'A redemption is of the choice that costs exactly what is given.',
    file: CHOICES,
    find: 'choice.cost === cost',
    put: 'choice.cost >= cost',
    killedBy: {
      project: 'unit',
      file: CHOICES_TEST,
      title: 'a choice is found by its exact price',
    },
  },
  {
    name: 'a sliding offer can be had once, whatever its least',
    breaks: 'What slides is had `least` to `most` times at once.',
    file: CHOICES,
    find: 'let times = least;',
    put: 'let times = 1;',
    killedBy: {
      project: 'unit',
      file: CHOICES_TEST,
      title: 'a sliding one is so many times the points for so many times the amount',
    },
  },
  {
    name: 'of a sliding donation only the price grows',
    breaks: 'So many times the points give so many times the amount.',
    file: 'app/domain/rewards/kinds/donation.ts',
    find: 'minor(amountMinor * times)',
    put: 'amountMinor',
    killedBy: {
      project: 'unit',
      file: CHOICES_TEST,
      title: 'words stay as they are where the amount slides',
    },
  },
  {
    name: 'an amount off some goods is of the class of whole orders',
    breaks: 'A reward’s class is `product` where it is for goods.',
    file: 'app/domain/rewards/kinds/amount-off.ts',
    find: "isForGoods ? 'product' : 'order'",
    put: "isForGoods ? 'order' : 'order'",
    killedBy: {
      project: 'unit',
      file: 'app/domain/rewards/kinds/kinds.test.ts',
      title: 'the laws of a kind: amount-off',
    },
  },
  {
    name: 'of rewards taken by themselves the last comes first',
    breaks: 'Of several the first in the program’s sequence comes first.',
    file: AUTO,
    find: 'rewards.filter(({ auto }) => auto)',
    put: 'rewards.filter(({ auto }) => auto).reverse()',
    killedBy: {
      project: 'unit',
      file: AUTO_TEST,
      title: 'the program’s first before the cheapest',
    },
  },
  {
    name: 'what is taken by itself takes the same points again',
    breaks: 'What is taken by itself never takes more than there is.',
    file: AUTO,
    find: '      takeFrom(lots, takes);\n',
    put: '',
    killedBy: { project: 'unit', file: AUTO_TEST, title: 'again and again while they last' },
  },
  {
    name: 'what is taken by itself is taken more often than it may be',
    breaks: 'Each is admitted after all those before it.',
    file: AUTO,
    find: '      taken.push(at);\n',
    put: '',
    killedBy: { project: 'unit', file: AUTO_TEST, title: 'limits hold: once a day' },
  },
  {
    name: 'what is taken by itself goes below the stock',
    breaks: 'Each is admitted after all those before it, also of the stock.',
    file: AUTO,
    find: '      takenByAll += 1;\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: AUTO_TEST,
      title: 'limits hold: of what is left of the stock',
    },
  },
  {
    name: 'what is taken by itself is taken at one instant',
    breaks: 'Two decisions of a member never share an instant.',
    file: AUTO,
    find: 'instant(known.at + redemptions.length)',
    put: 'instant(known.at)',
    killedBy: {
      project: 'unit',
      file: AUTO_TEST,
      title: 'each has an instant of its own, from the first free one on',
    },
  },
  {
    name: 'every fifth order is every one from the fifth on',
    breaks: '`every-nth-order` with `again` holds for the N-th, the 2N-th and so on.',
    file: 'app/domain/earning/conditions/every-nth-order.ts',
    find: 'nth % orders === 0',
    put: 'nth >= orders',
    killedBy: {
      project: 'unit',
      file: 'app/domain/earning/conditions/conditions.test.ts',
      title: 'every fifth, again',
    },
  },
];

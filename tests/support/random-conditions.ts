/** Conditions made up from dice, of every kind, about what made-up orders are made of. */
import type { Condition } from '../../app/domain/earning/conditions/registry.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import type { Dice } from '../simulation/dice.ts';

export const GOODS = {
  products: ['p1', 'p2', 'p3'],
  vendors: ['acme', 'zenith'],
  productTags: ['sale', 'new', 'vegan'],
  collections: ['summer', 'basics'],
} as const;

export const BUYERS = { tags: ['vip', 'staff'], segments: ['loyal', 'lapsed'] } as const;

const CHANNELS = ['online', 'pos', 'subscription', 'b2b'] as const;
const WEEKDAYS = [
  ...(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const),
];
const DAY_MS = 86_400_000;

type Among = { readonly around: number; readonly tierIds: readonly string[] };

/** None to two conditions; a tier is only asked for where there are any. */
export function randomConditions(dice: Dice, among: Among): Condition[] {
  return Array.from({ length: dice.pick([0, 1, 1, 2]) }, () => randomCondition(dice, among));
}

function randomCondition(dice: Dice, { around, tierIds }: Among): Condition {
  const not = dice.oneIn(2);
  const some = <T>(choices: readonly T[]): T[] => {
    const chosen = choices.filter(() => dice.roll(2) === 1);
    return chosen.length > 0 ? chosen : [dice.pick(choices)];
  };
  const localDay = (days: number) => new Date(around + days * DAY_MS).toISOString().slice(0, 11);
  const local = (days: number) => `${localDay(days)}${dice.pick(['00:00', '06:00', '13:30'])}`;
  const from = dice.roll(60);
  const kinds: readonly (() => Condition)[] = [
    () => ({ kind: 'channel', not, channels: some(CHANNELS) }),
    () => ({ kind: 'customer-tag', not, tags: some(BUYERS.tags) }),
    () => ({ kind: 'segment', not, segmentIds: some(BUYERS.segments) }),
    () => ({ kind: 'segment', not, segmentIds: some(BUYERS.segments) }),
    () => {
      const atLeastMinor = minor(dice.pick([500, 3_000, 9_900]));
      return { kind: 'order-value', not: dice.oneIn(2), atLeastMinor };
    },
    () => ({ kind: 'first-orders', not: dice.oneIn(2), orders: dice.pick([1, 1, 2]) }),
    () => ({ kind: 'first-orders', not: dice.oneIn(2), orders: dice.pick([1, 1, 2]) }),
    () => ({
      ...{ kind: 'dates', not },
      from: dice.oneIn(4) ? null : local(from),
      to: dice.oneIn(4) ? null : local(from + 1 + dice.roll(60)),
    }),
    () => ({
      ...{ kind: 'weekday-hours', not, weekdays: some(WEEKDAYS) },
      ...{ fromHour: dice.pick([0, 0, 6, 18]), toHour: dice.pick([24, 24, 12, 2]) },
    }),
    () => ({
      ...{ kind: 'weekday-hours', not, weekdays: some(WEEKDAYS) },
      ...{ fromHour: dice.pick([0, 0, 6, 18]), toHour: dice.pick([24, 24, 12, 2]) },
    }),
    () => ({ kind: 'product', not, productIds: some(GOODS.products) }),
    () => ({ kind: 'collection', not, collectionIds: some(GOODS.collections) }),
    () => ({ kind: 'product-tag', not, tags: some(GOODS.productTags) }),
    () => ({ kind: 'vendor', not, vendors: some(GOODS.vendors) }),
  ];
  const inTier = (): Condition => {
    return { kind: 'tier', not: dice.oneIn(2), tierIds: [dice.pick(tierIds)] };
  };
  if (tierIds.length > 0 && dice.oneIn(5)) return inTier();
  return dice.pick(kinds)();
}

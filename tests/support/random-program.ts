/**
 * A program made up from dice: valid, and using any part of the language. Windows and waits are
 * short enough for a made-up life to see their end.
 */
import type { Condition } from '../../app/domain/earning/conditions/registry.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { blankProgram, type ShopPlace } from '../../app/domain/program/blank-program.ts';
import type {
  ActivityLimit,
  ActivityRule,
  Campaign,
  Expiry,
  OwnRate,
  ProgramDefinition,
  TierKeeping,
  TierLadder,
  TierWindow,
} from '../../app/domain/program/program.ts';
import type { Dice } from '../simulation/dice.ts';
import { randomConditions } from './random-conditions.ts';

export const ACTIVITIES = ['join', 'birthday', 'review', 'visit'] as const;
export const LEVELS = ['bronze', 'silver', 'gold', 'black'] as const;

/** Where and when the program will be lived under. */
export type ProgramSetting = ShopPlace & {
  /** A local time around which campaigns are dated, `YYYY-MM-DD`. */
  readonly around: number;
};

/** Each part is left out about every other time, so that no part hides behind another. */
export function randomProgram(dice: Dice, setting: ProgramSetting): ProgramDefinition {
  const plain = blankProgram(setting, 'made-up');
  const is = () => dice.roll(2) === 1;
  const tiers = is() ? randomLadder(dice) : null;
  const among = { around: setting.around, tierIds: tiers ? tiers.levels.map(({ id }) => id) : [] };
  const when = () => randomConditions(dice, among);
  return {
    ...plain,
    counts: { giftCards: dice.oneIn(4), shipping: dice.oneIn(4), tax: dice.oneIn(4) },
    eligible: dice.oneIn(4) ? when() : [],
    earning: { ...plain.earning, ...rate(dice), rounding: dice.pick(ROUNDINGS) },
    rates: is() ? [] : several(dice, 2, (number) => ownRate(dice, number, when())),
    campaigns: is()
      ? []
      : several(dice, 3, (number) => campaign(dice, number, dice.oneIn(3) ? [] : when())),
    stacking: dice.pick(['best', 'add', 'multiply']),
    caps: is() ? plain.caps : caps(dice),
    pendingFrom: dice.pick(['paid', 'paid', 'fulfilled']),
    pendingDays: dice.pick([14, 3, 0, 0, 30, 60]),
    activities: is() ? [] : ACTIVITIES.filter(() => is()).map((name) => activity(dice, name)),
    activityPendingDays: dice.pick([0, 0, 3]),
    tiers,
    expiry: randomExpiry(dice),
    debt: dice.pick(['allow-negative', 'stop-at-zero', 'pending-only']),
  };
}

const ROUNDINGS = ['floor', 'nearest', 'ceiling', 'floor'] as const;

function rate(dice: Dice) {
  return { points: points(dice.pick([1, 2, 3, 1])), perMinor: minor(dice.pick([100, 250, 7, 1])) };
}

function several<T>(dice: Dice, most: number, make: (number: number) => T): T[] {
  return Array.from({ length: 1 + dice.roll(most) }, (_, place) => make(place + 1));
}

function ownRate(dice: Dice, number: number, when: readonly Condition[]): OwnRate {
  return { id: `rate-${number}`, ...rate(dice), when };
}

function campaign(dice: Dice, number: number, when: readonly Condition[]): Campaign {
  const isBonus = dice.roll(2) === 1;
  return {
    id: `campaign-${number}`,
    name: `Campaign ${number}`,
    when,
    gives: isBonus
      ? { kind: 'bonus', points: points(dice.pick([50, 7, 200])), once: !dice.oneIn(3) }
      : { kind: 'multiplier', percent: dice.pick([200, 150, 133, 300, 110, 50]) },
  };
}

function caps(dice: Dice): ProgramDefinition['caps'] {
  const cap = (choices: readonly number[]) => (dice.oneIn(2) ? points(dice.pick(choices)) : null);
  return {
    order: cap([30, 200, 75]),
    day: cap([40, 250]),
    month: cap([60, 300]),
    member: cap([100, 500]),
  };
}

function activity(dice: Dice, name: string): ActivityRule {
  const limits: readonly ActivityLimit[] = [
    { kind: 'once' },
    { kind: 'yearly' },
    { kind: 'per', period: 'day', times: 1 },
    ...(['day', 'week', 'month', 'year'] as const).map((period) => ({
      kind: 'per' as const,
      period,
      times: 1 + dice.roll(2),
    })),
  ];
  return {
    id: name,
    activity: name,
    points: points(dice.pick([10, 25, 90])),
    limit: dice.pick(limits),
  };
}

export function randomLadder(dice: Dice): TierLadder {
  const basis = dice.pick(['spend', 'points', 'orders'] as const);
  const steps = {
    spend: [2_000, 6_000, 20_000],
    points: [30, 120, 400],
    orders: [1, 2, 4],
  }[basis];
  const levels = LEVELS.slice(0, 2 + dice.roll(3)).map((id, place) => ({
    id,
    name: id,
    threshold: place === 0 ? 0 : (steps[place - 1] ?? 0),
    inviteOnly: false,
    multiplierPercent: 100 + place * dice.pick([25, 10, 33]),
    entryPoints: points(place === 0 ? 0 : dice.pick([0, 40, 15])),
    perks: [],
  }));
  return { basis, window: randomWindow(dice), keeping: randomKeeping(dice), levels };
}

function randomWindow(dice: Dice): TierWindow {
  return dice.pick<TierWindow>([
    { kind: 'lifetime' },
    { kind: 'year' },
    { kind: 'days', days: dice.pick([10, 30, 365]) },
    { kind: 'months', months: dice.pick([1, 2, 12]) },
  ]);
}

function randomKeeping(dice: Dice): TierKeeping {
  const softLanding = dice.roll(2) === 1;
  return dice.pick<TierKeeping>([
    { kind: 'never-drop' },
    { kind: 'days', days: dice.pick([10, 5, 30, 365]), softLanding },
    { kind: 'period-end', graceDays: dice.pick([0, 30, 5]), softLanding },
  ]);
}

function randomExpiry(dice: Dice): Expiry {
  const graceDays = dice.pick([0, 0, 7, 30]);
  const months = dice.pick([1, 2, 12]);
  const [month, day] = dice.pick<readonly [number, number]>([
    [1, 1],
    [4, 1],
    [12, 31],
    [7, 15],
  ]);
  return dice.pick<Expiry>([
    { kind: 'none' },
    { kind: 'after-earning', months, graceDays },
    { kind: 'yearly', month, day, atLeastMonths: dice.pick([0, 1, 6]), graceDays },
    { kind: 'inactivity', months, graceDays },
  ]);
}

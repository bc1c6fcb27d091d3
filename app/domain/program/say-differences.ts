/**
 * What changes between two definitions, as sentences an owner reads before publishing. Law: no
 * sentence exactly where nothing that members feel differs; of a first version everything is new.
 *
 * Example: “Points can be spent after 7 days instead of 14 days.”
 */
import type { ProgramDefinition } from './program.ts';
import { sayMoney } from './say-money.ts';

type Reward = ProgramDefinition['rewards'][number];

/** From `before` (null: nothing was published) to `after`, in the order of the form. */
export function sayDifferences(
  before: ProgramDefinition | null,
  after: ProgramDefinition,
): readonly string[] {
  return [
    ...changed(before, after, sayRate, (now, was) =>
      was === null ? `Members earn ${now}.` : `Members earn ${now} instead of ${was}.`,
    ),
    ...changed(before, after, sayWait, (now, was) =>
      was === null
        ? `Points can be spent ${now}.`
        : `Points can be spent ${now} instead of ${was}.`,
    ),
    ...rewardChanges(before, after),
  ];
}

function changed(
  before: ProgramDefinition | null,
  after: ProgramDefinition,
  say: (definition: ProgramDefinition) => string,
  sentence: (now: string, was: string | null) => string,
): string[] {
  const [was, now] = [before && say(before), say(after)];
  return was === now ? [] : [sentence(now, was)];
}

function sayRate({ earning, currency }: ProgramDefinition): string {
  return `${count(earning.points, 'point')} for every ${sayMoney(earning.perMinor, currency)}`;
}

function sayWait({ pendingDays }: ProgramDefinition): string {
  return pendingDays === 0 ? 'at once' : `after ${count(pendingDays, 'day')}`;
}

function rewardChanges(before: ProgramDefinition | null, after: ProgramDefinition): string[] {
  const old = new Map(before?.rewards.map((reward) => [reward.id, reward]));
  const kept = new Set(after.rewards.map(({ id }) => id));
  return [
    ...after.rewards.flatMap((reward) => rewardChange(old.get(reward.id), reward, after.currency)),
    ...[...old.values()]
      .filter(({ id }) => !kept.has(id))
      .map(({ name }) => `“${name}” can no longer be taken. Codes already given out stay good.`),
  ];
}

function rewardChange(was: Reward | undefined, now: Reward, currency: string): string[] {
  const gives = sayGift(now, currency);
  if (!was) return [`New reward “${now.name}”: ${gives} for ${count(now.cost, 'point')}.`];
  return [
    ...(was.name === now.name ? [] : [`“${was.name}” is now called “${now.name}”.`]),
    ...(was.cost === now.cost
      ? []
      : [`“${now.name}” costs ${count(now.cost, 'point')} instead of ${number(was.cost)}.`]),
    ...(sayGift(was, currency) === gives
      ? []
      : [`“${now.name}” gives ${gives} instead of ${sayGift(was, currency)}.`]),
  ];
}

function sayGift({ gives }: Reward, currency: string): string {
  return gives.kind === 'amount-off'
    ? `${sayMoney(gives.amountMinor, currency)} off`
    : 'free shipping';
}

function count(many: number, noun: string): string {
  return `${number(many)} ${noun}${many === 1 ? '' : 's'}`;
}

function number(many: number): string {
  return many.toLocaleString('en-GB');
}

/** What is published over a life, what members do without buying, and what they bring along. */
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import { ACTIVITIES, LEVELS, randomProgram } from '../support/random-program.ts';
import type { Dice } from './dice.ts';
import { INVITED, randomRewards, withMore } from './life-programs.ts';
import { DAY_MS, GRID_MS, TO_MERGE } from './order-life.ts';
import type { Happening, Told } from './shop-life.ts';

export type Shop = {
  readonly startAt: number;
  /** How many times slower than usual all of it happens. */
  readonly stretch: number;
  readonly currency: string;
  readonly zone: string;
  /** Who shops there; named more often where more happens to them. */
  readonly members: readonly string[];
};

/** The first version, perhaps later than the first order, and up to two more over the weeks. */
export function publish(dice: Dice, shop: Shop, isPlain: boolean): ProgramVersion[] {
  const versions: ProgramVersion[] = [];
  const { startAt, stretch } = shop;
  let effectiveAt = startAt - DAY_MS + (dice.oneIn(4) ? dice.roll(20) * DAY_MS : 0);
  const count = 1 + dice.roll(3);
  let definition = isPlain ? plainProgram(dice, shop) : fullProgram(dice, shop);
  for (let version = 1; version <= count; version += 1) {
    versions.push({ version, effectiveAt: instant(effectiveAt), definition });
    effectiveAt += dice.roll(60) * GRID_MS * stretch;
    // Mostly an owner changes one thing, and everything else goes on.
    const next = isPlain ? plainProgram(dice, shop) : fullProgram(dice, shop);
    definition = isPlain || dice.oneIn(3) ? next : changed(dice, definition, next);
  }
  return versions;
}

function fullProgram(dice: Dice, shop: Shop): ProgramDefinition {
  const { startAt: around, currency, zone, members } = shop;
  const together = members === TO_MERGE;
  return withMore(dice, randomProgram(dice, { currency, zone, around }), { around, together });
}

/** The Points preset with another rate and wait, and with rewards. */
function plainProgram(dice: Dice, { startAt, currency, zone }: Shop): ProgramDefinition {
  const preset = pointsPreset({ currency, zone });
  return {
    ...preset,
    pendingDays: dice.pick([14, 3, 0, 14, 30]),
    rewards: randomRewards(dice, { around: startAt, tierIds: [] }),
    earning: {
      ...preset.earning,
      points: points(dice.pick([1, 2, 3, 1])),
      perMinor: minor(dice.pick([100, 100, 250, 1])),
    },
  };
}

const PARTS = [
  ...(['counts', 'earning', 'stacking', 'caps', 'pendingDays', 'pendingFrom'] as const),
  ...(['activities', 'expiry', 'debt', 'rewards', 'paused', 'lookBackDays'] as const),
];

/** One part is another program's; what speaks of tiers changes together with them. */
function changed(dice: Dice, before: ProgramDefinition, next: ProgramDefinition) {
  const { tiers, eligible, rates, campaigns } = next;
  if (dice.oneIn(3)) return { ...before, tiers, eligible, rates, campaigns };
  const part = dice.pick(PARTS);
  return { ...before, [part]: next[part] };
}

/** Reviews, visits, birthdays; and some leave, and come back. */
export function doMore(
  dice: Dice,
  { startAt, stretch, members }: Shop,
  most?: number,
): Happening[] {
  const told: { member: string; fact: Told }[] = [];
  const moment = () => instant(startAt + dice.roll(300) * GRID_MS * stretch);
  const doings = most === undefined ? dice.pick([0, 4, 8, 14]) : dice.roll(most + 1);
  let last = { activity: dice.pick(ACTIVITIES), at: moment(), member: dice.pick(members) };
  for (let number = doings; number > 0; number -= 1) {
    // Who does something once soon does it again.
    const again = {
      ...last,
      member: dice.oneIn(2) ? dice.pick(members) : last.member,
      at: instant(last.at + dice.roll(4) * GRID_MS * dice.pick([1, 1, 10])),
    };
    const other = { activity: dice.pick(ACTIVITIES), at: moment(), member: dice.pick(members) };
    last = dice.oneIn(2) ? again : other;
    const { member, activity, at } = last;
    told.push({ member, fact: { id: `T${number}`, activity, at } });
  }
  const words = most === undefined ? dice.pick([0, 0, 0, 1, 2, 3]) : dice.pick([0, 0, 1]);
  for (let number = words; number > 0; number -= 1) {
    const kind = dice.pick(['leave', 'join'] as const);
    told.push({ member: dice.pick(members), fact: { id: `S${number}`, kind, at: moment() } });
  }
  return told.flatMap(({ member, fact }) => {
    const delays = [dice.oneIn(4) ? dice.roll(120) * GRID_MS : 0];
    if (dice.oneIn(6)) delays.push(dice.roll(120) * GRID_MS);
    if (dice.oneIn(20)) delays.push(-GRID_MS);
    return delays.map((delayMs): Happening => {
      return { at: fact.at + delayMs, what: 'told', member, fact };
    });
  });
}

/** Points from another program, with dates of their own. */
export function bring(dice: Dice, { startAt, stretch, members }: Shop): Happening[] {
  return Array.from({ length: dice.pick([0, 0, 1, 2]) }, (_, place): Happening => {
    const at = startAt + dice.roll(200) * GRID_MS * stretch;
    const livesMs = (1 + dice.roll(200)) * GRID_MS * stretch;
    return {
      ...{ at, what: 'import', member: dice.pick(members), id: `I${place + 1}` },
      points: dice.pick([30, 120]),
      earnedAt: at - dice.roll(100) * DAY_MS,
      expiresAt: dice.oneIn(3) ? null : at + livesMs,
    };
  });
}

/** Levels that staff give, for some time or for good, or take back. */
export function invite(dice: Dice, { startAt, stretch, members }: Shop): Happening[] {
  return Array.from({ length: dice.pick([0, 0, 1, 3]) }, (_, place): Happening => {
    const at = startAt + dice.roll(200) * GRID_MS * stretch;
    const until = dice.oneIn(3) ? null : at + (dice.roll(60) - 10) * GRID_MS * stretch;
    const levelId = dice.oneIn(2) ? INVITED : dice.pick(LEVELS);
    const member = dice.pick(members);
    return { at, what: 'grant', member, id: `G${place + 1}`, levelId, until };
  });
}

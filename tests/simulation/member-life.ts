/** What is published over a life, what members do without buying, and what they bring along. */
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import { ACTIVITIES, randomProgram } from '../support/random-program.ts';
import type { Dice } from './dice.ts';
import { DAY_MS, GRID_MS, MEMBERS } from './order-life.ts';
import type { Happening, Told } from './shop-life.ts';

export type Shop = {
  readonly startAt: number;
  /** How many times slower than usual all of it happens. */
  readonly stretch: number;
  readonly currency: string;
  readonly zone: string;
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

function fullProgram(dice: Dice, { startAt, currency, zone }: Shop): ProgramDefinition {
  return randomProgram(dice, { currency, zone, around: startAt });
}

/** The Points preset with another rate and wait. */
function plainProgram(dice: Dice, { currency, zone }: Shop): ProgramDefinition {
  const preset = pointsPreset({ currency, zone });
  return {
    ...preset,
    pendingDays: dice.pick([14, 3, 0, 14, 30]),
    earning: {
      ...preset.earning,
      points: points(dice.pick([1, 2, 3, 1])),
      perMinor: minor(dice.pick([100, 100, 250, 1])),
    },
  };
}

const PARTS = [
  ...(['counts', 'earning', 'stacking', 'caps', 'pendingDays', 'pendingFrom'] as const),
  ...(['activities', 'expiry', 'debt'] as const),
];

/** One part is another program's; what speaks of tiers changes together with them. */
function changed(dice: Dice, before: ProgramDefinition, next: ProgramDefinition) {
  const { tiers, eligible, rates, campaigns } = next;
  if (dice.oneIn(4)) return { ...before, tiers, eligible, rates, campaigns };
  const part = dice.pick(PARTS);
  return { ...before, [part]: next[part] };
}

/** Reviews, visits, birthdays; and some leave, and come back. */
export function doMore(dice: Dice, { startAt, stretch }: Shop, most?: number): Happening[] {
  const told: { member: string; fact: Told }[] = [];
  const moment = () => instant(startAt + dice.roll(300) * GRID_MS * stretch);
  const doings = most === undefined ? dice.pick([0, 4, 8, 14]) : dice.roll(most + 1);
  let last = { activity: dice.pick(ACTIVITIES), at: moment(), member: dice.pick(MEMBERS) };
  for (let number = doings; number > 0; number -= 1) {
    // Who does something once soon does it again.
    const again = {
      ...last,
      at: instant(last.at + dice.roll(4) * GRID_MS * dice.pick([1, 1, 10])),
    };
    const other = { activity: dice.pick(ACTIVITIES), at: moment(), member: dice.pick(MEMBERS) };
    last = dice.oneIn(2) ? again : other;
    const { member, activity, at } = last;
    told.push({ member, fact: { id: `T${number}`, activity, at } });
  }
  const words = most === undefined ? dice.pick([0, 0, 0, 1, 2, 3]) : dice.pick([0, 0, 1]);
  for (let number = words; number > 0; number -= 1) {
    const kind = dice.pick(['leave', 'join'] as const);
    told.push({ member: dice.pick(MEMBERS), fact: { id: `S${number}`, kind, at: moment() } });
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
export function bring(dice: Dice, { startAt, stretch }: Shop): Happening[] {
  return Array.from({ length: dice.pick([0, 0, 1, 2]) }, (_, place): Happening => {
    const at = startAt + dice.roll(200) * GRID_MS * stretch;
    const livesMs = (1 + dice.roll(200)) * GRID_MS * stretch;
    return {
      ...{ at, what: 'import', member: dice.pick(MEMBERS), id: `I${place + 1}` },
      points: dice.pick([30, 120]),
      earnedAt: at - dice.roll(100) * DAY_MS,
      expiresAt: dice.oneIn(3) ? null : at + livesMs,
    };
  });
}

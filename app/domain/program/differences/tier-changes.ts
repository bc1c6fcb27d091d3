import type { TierKeeping, TierLadder, TierLevel } from '../program.ts';
import { sayAnd, sayPoints, sayTimes } from '../say/say-count.ts';
import {
  canClimb,
  sayKeeping,
  sayLevelGives,
  sayPerks,
  sayProgress,
  sayThreshold,
} from '../say/say-tiers.ts';
import { renamed } from './campaign-changes.ts';
import { type Change, commonOrder, type Definition, isSame, ofEach } from './change.ts';

type Ladder = { readonly tiers: TierLadder; readonly currency: string };

/** Levels that come, go or differ. Of levels that are new as a whole everything is said. */
export const tierChanges: readonly Change[] = [
  ({ tiers: was }, { tiers: now, currency }) => {
    if (!now) return was ? ['There are no tiers any more.'] : [];
    if (was) return [];
    return [
      `There are tiers now: ${sayAnd(now.levels.map((level) => sayNew(level, now, currency)))}.`,
      ...(canClimb(now)
        ? [`A member’s tier follows ${members(sayProgress(now))}.`, `${members(sayKeeping(now))}.`]
        : []),
    ];
  },
  ({ tiers: was }, { tiers: now }) =>
    !was || !now || isSame(feltProgress(was), feltProgress(now))
      ? []
      : [
          `A member’s tier follows ${members(sayProgress(now))}, ` +
            `not ${members(sayProgress(was))}.`,
        ],
  ({ tiers: was }, { tiers: now }) =>
    !was || !now || isSame(feltKeeping(was.keeping), feltKeeping(now.keeping))
      ? []
      : [`Other than before: ${members(sayKeeping(now))}.`],
  (was, now) => (was.tiers && now.tiers ? levelChanges(was, now) : []),
  ({ tiers: was }, { tiers: now }) =>
    !was || !now || isSame(commonOrder(was.levels, now.levels), commonOrder(now.levels, was.levels))
      ? []
      : [`From the lowest tier to the highest: ${sayAnd(now.levels.map(({ name }) => name))}.`],
];

const levelChanges = ofEach<TierLevel>({
  items: ({ tiers }) => tiers?.levels ?? [],
  isNew: (level, { tiers, currency }) =>
    `New tier ${tiers ? sayNew(level, tiers, currency) : level.name}.`,
  isGone: ({ name }) => `The tier “${name}” is no more.`,
  changes: ({ item: now, of }, { item: was, of: before }) => [
    ...renamed(now, was),
    ...(now.inviteOnly === was.inviteOnly ? [] : [sayWayIn(now, of)]),
    ...(now.threshold === was.threshold || now.inviteOnly || was.inviteOnly
      ? []
      : [`“${now.name}” begins at ${saidAt(now, of)} instead of ${saidAt(was, before)}.`]),
    ...(now.multiplierPercent === was.multiplierPercent
      ? []
      : [
          `“${now.name}” gives ${sayTimes(now.multiplierPercent)} the points ` +
            `instead of ${sayTimes(was.multiplierPercent)}.`,
        ]),
    ...(now.entryPoints === was.entryPoints
      ? []
      : [
          `Reaching “${now.name}” gives ${sayPoints(now.entryPoints)} ` +
            `instead of ${sayPoints(was.entryPoints)}.`,
        ]),
    ...(isSame(feltPerks(now), feltPerks(was))
      ? []
      : [`Beside points “${now.name}” gives ${sayBeside(now)} instead of ${sayBeside(was)}.`]),
  ],
});

function saidAt(
  level: TierLevel,
  { tiers, currency }: { tiers: TierLadder | null; currency: string },
) {
  return tiers ? sayThreshold(level, { tiers, currency } satisfies Ladder) : '';
}

function sayWayIn(level: TierLevel, of: Definition): string {
  return level.inviteOnly
    ? `“${level.name}” is by invitation only now.`
    : `“${level.name}” is not by invitation any more: it begins at ${saidAt(level, of)}.`;
}

function sayBeside({ perks }: TierLevel): string {
  return perks.length === 0 ? 'nothing' : sayPerks(perks).replaceAll('you ', 'members ');
}

/** In whatever order they are written. */
function feltPerks({ perks }: TierLevel): unknown {
  return perks.map((perk) => JSON.stringify(Object.entries(perk).sort())).sort();
}

/** `Silver from £500 with 1.25 times the points`. */
function sayNew(level: TierLevel, tiers: TierLadder, currency: string): string {
  const gives = sayLevelGives(level);
  const from = level.inviteOnly
    ? `${level.name} by invitation only`
    : `${level.name} from ${sayThreshold(level, { tiers, currency })}`;
  return gives === '' ? from : `${from} with ${gives}`;
}

function feltProgress({ basis, window }: TierLadder): unknown {
  const length =
    window.kind === 'days' ? window.days : window.kind === 'months' ? window.months : 0;
  return [basis, window.kind, length];
}

function feltKeeping(keeping: TierKeeping): unknown {
  switch (keeping.kind) {
    case 'never-drop':
      return [keeping.kind];
    case 'days':
      return [keeping.kind, keeping.days, keeping.softLanding];
    case 'period-end':
      return [keeping.kind, keeping.graceDays, keeping.softLanding];
  }
}

/** Said to members in terms, said of them here. */
function members(words: string): string {
  return words
    .replace(/^You keep/, 'Members keep')
    .replaceAll('after you last', 'after they last')
    .replaceAll('in which you last', 'in which they last')
    .replaceAll('stays yours', 'stays theirs')
    .replaceAll('you ', 'they ');
}

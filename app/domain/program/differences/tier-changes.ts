import type { TierKeeping, TierLadder, TierLevel } from '../program.ts';
import { sayAnd, sayPoints, sayTimes } from '../say/say-count.ts';
import { sayKeeping, sayLevelGives, sayProgress, sayThreshold } from '../say/say-tiers.ts';
import { renamed } from './campaign-changes.ts';
import { type Change, isSame, ofEach } from './change.ts';

type Ladder = { readonly tiers: TierLadder; readonly currency: string };

/** Levels that come, go or differ. Of levels that are new as a whole everything is said. */
export const tierChanges: readonly Change[] = [
  ({ tiers: was }, { tiers: now, currency }) => {
    if (!now) return was ? ['There are no tiers any more.'] : [];
    if (was) return [];
    return [
      `There are tiers now: ${sayAnd(now.levels.map((level) => sayNew(level, now, currency)))}.`,
      `A member’s tier follows ${members(sayProgress(now))}.`,
      `${members(sayKeeping(now))}.`,
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
];

const levelChanges = ofEach<TierLevel>({
  items: ({ tiers }) => tiers?.levels ?? [],
  isNew: (level, { tiers, currency }) =>
    `New tier ${tiers ? sayNew(level, tiers, currency) : level.name}.`,
  isGone: ({ name }) => `The tier “${name}” is no more.`,
  changes: ({ item: now, of }, { item: was, of: before }) => [
    ...renamed(now, was),
    ...(now.threshold === was.threshold
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
  ],
});

function saidAt(
  level: TierLevel,
  { tiers, currency }: { tiers: TierLadder | null; currency: string },
) {
  return tiers ? sayThreshold(level, { tiers, currency } satisfies Ladder) : '';
}

/** `Silver from £500 with 1.25 times the points`. */
function sayNew(level: TierLevel, tiers: TierLadder, currency: string): string {
  const gives = sayLevelGives(level);
  const from = `${level.name} from ${sayThreshold(level, { tiers, currency })}`;
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

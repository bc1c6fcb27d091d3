import { minor } from '../../kernel/money.ts';
import type { ProgramDefinition, TierLadder, TierLevel } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { type Rule, rule } from './rule.ts';
import { count, sayAnd, sayPoints, sayTimes } from './say-count.ts';

/** The tiers: what they follow, where each begins and what it gives, how long it is kept. */
export function sayTiers({ tiers, currency }: ProgramDefinition): readonly Rule[] {
  if (!tiers) return [];
  return [
    rule('tiers', `Your tier follows ${sayProgress(tiers)}.`),
    ...tiers.levels.map((level, at) =>
      rule(`tiers.levels[${at}]`, sayLevel(level, at, { tiers, currency })),
    ),
    rule('tiers.levels', 'A tier reached by an order counts from your next order on.'),
    rule('tiers.keeping', `${sayKeeping(tiers)}.`),
  ];
}

type Ladder = { readonly tiers: TierLadder; readonly currency: string };

/** `what you spend in the last 365 days, less what you return`. */
export function sayProgress({ basis, window }: TierLadder): string {
  const during = sayWindow(window);
  switch (basis) {
    case 'spend':
      return `what you spend ${during}, less what you return`;
    case 'points':
      return `the points you earn ${during}`;
    case 'orders':
      return `how many orders you pay for ${during}`;
  }
}

function sayWindow(window: TierLadder['window']): string {
  switch (window.kind) {
    case 'lifetime':
      return 'from the beginning on';
    case 'year':
      return 'in a calendar year';
    case 'days':
      return `in the last ${count(window.days, 'day')}`;
    case 'months':
      return `in the last ${count(window.months, 'month')}`;
  }
}

function sayLevel(level: TierLevel, at: number, ladder: Ladder): string {
  const begins =
    at === 0
      ? `Everybody begins as ${level.name}`
      : `${level.name} begins at ${sayThreshold(level, ladder)}`;
  const gives = sayLevelGives(level);
  return gives === '' ? `${begins}.` : `${begins} and gives ${gives}.`;
}

/** What a level begins at, in what its ladder counts. */
export function sayThreshold({ threshold }: TierLevel, { tiers, currency }: Ladder): string {
  switch (tiers.basis) {
    case 'spend':
      return sayMoney(minor(threshold), currency);
    case 'points':
      return sayPoints(threshold);
    case 'orders':
      return count(threshold, 'order');
  }
}

/** `1.25 times the points and 100 points once for reaching it`; empty where it gives neither. */
export function sayLevelGives({ multiplierPercent, entryPoints }: TierLevel): string {
  return sayAnd([
    ...(multiplierPercent === 100 ? [] : [`${sayTimes(multiplierPercent)} the points`]),
    ...(entryPoints === 0 ? [] : [`${sayPoints(entryPoints)} once for reaching it`]),
  ]);
}

export function sayKeeping({ keeping, window }: TierLadder): string {
  if (keeping.kind === 'never-drop') return 'A tier once reached stays yours';
  const after = keeping.softLanding ? ', and then drop one tier at a time' : '';
  if (keeping.kind === 'days') {
    return `You keep a tier for ${count(keeping.days, 'day')} after you last had enough${after}`;
  }
  const grace = keeping.graceDays === 0 ? '' : ` and ${count(keeping.graceDays, 'day')} more`;
  // What is spent in a year is enough until the next one begins, so that is the year that counts.
  const year =
    window.kind === 'year'
      ? 'to the end of the year after the one in which'
      : 'to the end of the year in which';
  return `You keep a tier ${year} you last had enough${grace}${after}`;
}

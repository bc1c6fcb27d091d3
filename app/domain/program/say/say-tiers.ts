import { minor } from '../../kernel/money.ts';
import type { Perk, ProgramDefinition, TierLadder, TierLevel } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { englishTerms, type Terms } from './words/en.ts';

/** Whether there is a level that members reach by themselves, and not only on invitation. */
export function canClimb(tiers: TierLadder | null): boolean {
  return (tiers?.levels.filter(({ inviteOnly }) => !inviteOnly).length ?? 0) > 1;
}

/** The tiers: what they follow, where each begins and what it gives, how long it is kept. */
export function sayTiers({ tiers, currency }: ProgramDefinition, terms: Terms): readonly Rule[] {
  if (!tiers) return [];
  const words = terms.tiers;
  // On invitation is nobody's beginning, wherever it stands.
  const start = tiers.levels.find(({ inviteOnly }) => !inviteOnly);
  const isClimbed = canClimb(tiers);
  return [
    ...(isClimbed ? [rule('tiers', words.follows(sayProgress(tiers, terms)))] : []),
    ...tiers.levels.map((level, at) =>
      rule(
        `tiers.levels[${at}]`,
        level === start
          ? words.first(level.name, sayLevelGives(level, terms))
          : sayLevel(level, { tiers, currency }, terms),
      ),
    ),
    ...(isClimbed
      ? [
          rule('tiers.levels', words.countsFromNext()),
          rule('tiers.keeping', words.kept(sayKeeping(tiers, terms))),
        ]
      : []),
    ...(hasInvited(tiers) ? [rule('tiers.levels', words.invitedLasts())] : []),
  ];
}

type Ladder = { readonly tiers: TierLadder; readonly currency: string };

/** `what you spend in the last 365 days, less what you return`. */
export function sayProgress({ basis, window }: TierLadder, terms: Terms = englishTerms): string {
  return terms.tiers.progress(basis, window);
}

function sayLevel(level: TierLevel, ladder: Ladder, terms: Terms): string {
  const { begins, invited } = terms.tiers;
  const gives = sayLevelGives(level, terms);
  if (level.inviteOnly) return invited(level.name, gives);
  return begins(level.name, sayThreshold(level, ladder, terms), gives);
}

/** What a level begins at, in what its ladder counts. */
export function sayThreshold(
  { threshold }: TierLevel,
  { tiers, currency }: Ladder,
  terms: Terms = englishTerms,
): string {
  const { spend, points, orders } = terms.tiers.threshold;
  switch (tiers.basis) {
    case 'spend':
      return spend({ minor: minor(threshold), currency });
    case 'points':
      return points(threshold);
    case 'orders':
      return orders(threshold);
  }
}

/** `1.25 times the points and 100 points once for reaching it`; empty where it gives nothing. */
export function sayLevelGives(level: TierLevel, terms: Terms = englishTerms): string {
  return terms.tiers.gives(level);
}

/** `free shipping and 5 % off what you order`; empty where there are none. */
export function sayPerks(perks: readonly Perk[], terms: Terms = englishTerms): string {
  return terms.tiers.perks(perks);
}

/** How long a level is kept that was climbed; what is by invitation lasts as the shop says. */
export function sayKeeping(tiers: TierLadder, terms: Terms = englishTerms): string {
  return terms.tiers.keeping(tiers.keeping, tiers.window, hasInvited(tiers));
}

function hasInvited({ levels }: TierLadder): boolean {
  return levels.some(({ inviteOnly }) => inviteOnly);
}

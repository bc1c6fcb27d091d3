/**
 * What a member's `perk` metafield says: their level and what it gives, in words that a function
 * at Shopify reads. Promises are kept by staff and read by people, so they are no part of it; that
 * also bounds it to {@link PERK_BYTES_MAX}, whatever an owner writes.
 */
import type { Perk } from '../contracts/card.ts';
import type { Perk as LevelPerk, TierLadder } from '../domain/program/program.ts';

/** Bytes of UTF-8 that a perk metafield takes at most. */
export const PERK_BYTES_MAX = 1_000;

type Levels = Pick<TierLadder, 'levels'> | null;

/** The perks of a member of that level; none where the rules in force know no such level. */
export function buildPerk(
  { seq, tier }: { readonly seq: number; readonly tier: string | null },
  tiers: Levels,
): Perk {
  const level = tiers?.levels.find(({ id }) => id === tier);
  return { v: 1, seq, tier: level?.id ?? null, perks: (level?.perks ?? []).flatMap(toWord) };
}

/** Of every level, by its id: to see whether anything changed. */
export function allPerks(tiers: Levels): readonly (readonly [string, readonly string[]])[] {
  return (tiers?.levels ?? []).map(({ id, perks }) => [id, perks.flatMap(toWord)] as const);
}

function toWord(perk: LevelPerk): string[] {
  switch (perk.kind) {
    case 'percent-off':
      return [`percent-off:${perk.percent}`];
    case 'free-shipping':
      return ['free-shipping'];
    case 'early-access':
      return [`early-access:${perk.hours}`];
    case 'promise':
      return [];
  }
}

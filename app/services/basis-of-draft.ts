/**
 * What a draft starts from where nobody has saved one: the newest version as the owner published
 * it, whatever its budget did since, or the Points preset in the shop's own currency and zone.
 */
import type { DraftView } from '../contracts/admin-program.ts';
import type { PublishedVersion } from '../contracts/program.ts';
import { ownersDefinition } from '../domain/program/budget.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import type { AdminShop, SavedDraft } from './ports/admin.ts';

// A shop that Shopify has not described yet; nobody gets to the editor before it has.
const UNKNOWN = { currency: 'USD', zone: 'UTC' };

export function draftView(
  saved: SavedDraft | null,
  versions: readonly PublishedVersion[],
  shop: Pick<AdminShop, 'currency' | 'zone'>,
): DraftView {
  if (saved) return saved;
  const newest = versions.at(-1);
  const definition = newest ? ownersDefinition(newest) : pointsPreset(placeOf(shop));
  return { revision: 0, definition, savedAt: null, savedBy: null };
}

/** Whether two definitions, both read by `parseProgram`, say the same. */
export function isSameProgram(a: ProgramDefinition, b: ProgramDefinition): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function placeOf(shop: Pick<AdminShop, 'currency' | 'zone'>): {
  currency: string;
  zone: string;
} {
  return { currency: shop.currency ?? UNKNOWN.currency, zone: shop.zone ?? UNKNOWN.zone };
}

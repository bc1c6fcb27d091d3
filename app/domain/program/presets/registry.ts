import type { ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition } from '../program.ts';
import { beautyClubPreset } from './beauty-club.ts';
import { pointsTiersPreset } from './points-tiers.ts';
import { pointsPreset } from './points.ts';
import { starsPreset } from './stars.ts';

export type Preset = {
  readonly make: (shop: ShopPlace) => ProgramDefinition;
  /** Whether the admin's pages can edit all that it says; only those are offered there. */
  readonly edited: boolean;
};

/**
 * Every preset by its name, which `npm run replay -- --preset` and `npm run publish-program` take.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  points: { make: pointsPreset, edited: true },
  'points-tiers': { make: pointsTiersPreset, edited: false },
  stars: { make: starsPreset, edited: false },
  'beauty-club': { make: beautyClubPreset, edited: false },
};

import type { ShopPlace } from '../blank-program.ts';
import type { ProgramDefinition } from '../program.ts';
import { beautyClubPreset } from './beauty-club.ts';
import { cashbackPreset } from './cashback.ts';
import { discountLadderPreset } from './discount-ladder.ts';
import { everythingPreset } from './everything.ts';
import { paidClubPreset } from './paid-club.ts';
import { pointsTiersPreset } from './points-tiers.ts';
import { pointsPreset } from './points.ts';
import { punchCardPreset } from './punch-card.ts';
import { starsPreset } from './stars.ts';
import { vouchersPreset } from './vouchers.ts';

export type Preset = {
  readonly make: (shop: ShopPlace) => ProgramDefinition;
  /** Whether the admin's pages can edit all that it says; only those are offered there. */
  readonly edited: boolean;
};

/**
 * Every preset by its name, which `npm run replay -- --preset` and `npm run publish-program` take;
 * the latter refuses those of which `app/services/cannot-be-given.ts` finds something.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  points: { make: pointsPreset, edited: true },
  'points-tiers': { make: pointsTiersPreset, edited: false },
  'discount-ladder': { make: discountLadderPreset, edited: false },
  cashback: { make: cashbackPreset, edited: false },
  'punch-card': { make: punchCardPreset, edited: false },
  vouchers: { make: vouchersPreset, edited: false },
  'paid-club': { make: paidClubPreset, edited: false },
  stars: { make: starsPreset, edited: false },
  'beauty-club': { make: beautyClubPreset, edited: false },
  everything: { make: everythingPreset, edited: false },
};

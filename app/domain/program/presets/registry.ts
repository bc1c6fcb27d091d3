import type { Zone } from '../../kernel/zone.ts';
import type { ProgramDefinition } from '../program.ts';
import { pointsPreset } from './points.ts';

/** Every preset by the name an owner picks and `npm run replay -- --preset` takes. */
export const PRESETS: Readonly<
  Record<string, (shop: { currency: string; zone: Zone }) => ProgramDefinition>
> = {
  points: pointsPreset,
};

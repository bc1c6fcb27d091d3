/** Every kind of window, by its name in a ladder. A new kind is one more line here. */
import type { Instant } from '../../kernel/instant.ts';
import type { Zone } from '../../kernel/zone.ts';
import type { TierWindow } from '../../program/program.ts';
import { days } from './days.ts';
import { joining } from './joining.ts';
import { lifetime } from './lifetime.ts';
import { months } from './months.ts';
import type { CameIn, WindowKind } from './window.ts';
import { year } from './year.ts';

export const WINDOWS: { readonly [Name in TierWindow['kind']]: WindowKind<Name> } = {
  lifetime,
  joining,
  year,
  days,
  months,
};

/** When what came in counts no more; null: never by time alone. */
export function leavesAt(window: TierWindow, cameIn: CameIn, zone: Zone): Instant | null {
  // The line found by a window's name is the one written for that window.
  const found = WINDOWS[window.kind] as { leavesAt: (...given: unknown[]) => Instant | null };
  return found.leavesAt(window, cameIn, zone);
}

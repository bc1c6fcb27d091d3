/**
 * Definitions as they were written before there was a `format`. Law: what was published is read for
 * ever and means the same; what an older format could not say is left out of the program.
 */
import { blankProgram } from './blank-program.ts';
import type { OrderEarningRule, ProgramDefinition, Reward } from './program.ts';

/** Points for orders, a wait, fixed rewards; no expiry, and debts that the next points repay. */
export type Format1 = {
  readonly preset: string;
  readonly currency: string;
  readonly zone: string;
  readonly earning: OrderEarningRule & { readonly rounding: 'floor' };
  readonly pendingDays: number;
  readonly expiry: { readonly kind: 'none' };
  readonly debt: 'allow-negative';
  readonly rewards: readonly Reward[];
};

/** The same program in the present format. */
export function fromFormat1(old: Format1): ProgramDefinition {
  const { preset, currency, zone, ...said } = old;
  return { ...blankProgram({ currency, zone }, preset), ...said };
}

/** A definition that was kept when it was sound, in whichever format it was kept. */
export function inPresentFormat(kept: ProgramDefinition | Format1): ProgramDefinition {
  return 'format' in kept ? kept : fromFormat1(kept);
}

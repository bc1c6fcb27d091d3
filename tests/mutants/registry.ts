import { ACTIVITIES } from './activities.ts';
import { EXPIRY } from './expiry.ts';
import { FACTS } from './facts.ts';
import { FOLDING } from './folding.ts';
import { JUDGING } from './judging.ts';
import { KERNEL } from './kernel.ts';
import { LEDGER } from './ledger.ts';
import { LIMITS } from './limits.ts';
import type { Mutant } from './mutant.ts';
import { PROGRAM } from './program.ts';
import { REWARDS } from './rewards.ts';
import { TIERS } from './tiers.ts';

/** Every planted bug there is. */
export const MUTANTS: readonly Mutant[] = [
  ...KERNEL,
  ...FACTS,
  ...JUDGING,
  ...LIMITS,
  ...ACTIVITIES,
  ...EXPIRY,
  ...TIERS,
  ...FOLDING,
  ...PROGRAM,
  ...LEDGER,
  ...REWARDS,
];

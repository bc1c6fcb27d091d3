import { ACTIVITIES } from './activities.ts';
import { ADMITTING } from './admitting.ts';
import { BUDGET } from './budget.ts';
import { EXPIRY } from './expiry.ts';
import { FACTS } from './facts.ts';
import { FOLDING } from './folding.ts';
import { IDENTITY } from './identity.ts';
import { JUDGING } from './judging.ts';
import { KERNEL } from './kernel.ts';
import { LEDGER } from './ledger.ts';
import { LIMITS } from './limits.ts';
import type { Mutant } from './mutant.ts';
import { PAUSING } from './pausing.ts';
import { PIPELINE } from './pipeline.ts';
import { PROGRAM } from './program.ts';
import { REPLICA } from './replica.ts';
import { REWARDS } from './rewards.ts';
import { TIER_GRANTS } from './tier-grants.ts';
import { TIER_MEMORY } from './tier-memory.ts';
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
  ...TIER_GRANTS,
  ...TIER_MEMORY,
  ...FOLDING,
  ...PAUSING,
  ...BUDGET,
  ...PROGRAM,
  ...LEDGER,
  ...REWARDS,
  ...IDENTITY,
  ...ADMITTING,
  ...PIPELINE,
  ...REPLICA,
];

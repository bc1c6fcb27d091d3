import { FACTS } from './facts.ts';
import { KERNEL } from './kernel.ts';
import { LEDGER } from './ledger.ts';
import type { Mutant } from './mutant.ts';
import { REWARDS } from './rewards.ts';

/** Every planted bug there is. */
export const MUTANTS: readonly Mutant[] = [...KERNEL, ...FACTS, ...LEDGER, ...REWARDS];

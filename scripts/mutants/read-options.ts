/** What `npm run mutants` was asked for; refuses with a sentence that names what to mend. */
import { parseArgs } from 'node:util';
import type { Mutant } from '../../tests/mutants/mutant.ts';
import { UsageError } from '../usage-error.ts';

export const MUTANTS_USAGE = `Usage: npm run mutants -- [NAME-PART …] [--list]

Plants bugs one by one in a copy of the tree and shows for each the test that notices it.
  NAME-PART   only the mutants whose names contain one of these
  --list      says which there are, and plants none`;

export type MutantsOptions = {
  readonly mutants: readonly Mutant[];
  readonly list: boolean;
  readonly help: boolean;
};

/** Reads the arguments; throws {@link UsageError}. */
export function readMutantsOptions(
  args: readonly string[],
  known: readonly Mutant[],
): MutantsOptions {
  const { values, positionals } = parsed(args);
  const { list = false, help = false } = values;
  const parts = positionals.map((part) => part.toLowerCase());
  const named = (part: string) => known.filter(({ name }) => name.toLowerCase().includes(part));
  const stranger = parts.find((part) => named(part).length === 0);
  if (stranger !== undefined) {
    throw new UsageError(`No mutant’s name contains "${stranger}"; --list says them all.`);
  }
  const mutants = parts.length === 0 ? known : known.filter((one) => parts.some(isIn(one)));
  return { mutants, list, help };
}

function isIn({ name }: Mutant): (part: string) => boolean {
  return (part) => name.toLowerCase().includes(part);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { list: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

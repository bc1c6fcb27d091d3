/**
 * Plants the bugs of tests/mutants one by one and shows for each the named test that notices it;
 * fails where one is not noticed, or cannot be planted any more. `npm run mutants -- --help`.
 */
import { join } from 'node:path';
import { MUTANTS } from '../tests/mutants/registry.ts';
import { MUTANTS_USAGE, readMutantsOptions } from './mutants/read-options.ts';
import { columnsFor, saySum, sayTest, sayTrial } from './mutants/say-trials.ts';
import { tryMutants } from './mutants/try-mutants.ts';
import type { Mutant } from '../tests/mutants/mutant.ts';
import { UsageError } from './usage-error.ts';

const ROOT = join(import.meta.dirname, '..');

/** Tries them, a row each; returns the exit code. */
async function tryAndSay(mutants: readonly Mutant[]): Promise<number> {
  const from = performance.now();
  const stop = new AbortController();
  for (const reason of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) {
    process.on(reason, () => stop.abort());
  }
  // To listen for the launcher's end must not keep us alive when all is done.
  process.channel?.unref();
  const { width, head } = columnsFor(mutants);
  console.log(head);
  const trials = await tryMutants(mutants, {
    root: ROOT,
    stopped: stop.signal,
    onTrial: (trial) => console.log(sayTrial(trial, width)),
  });
  if (stop.signal.aborted) return 130;
  console.log(`\nAll of it took ${((performance.now() - from) / 1000).toFixed(0)} s.`);
  console.log(saySum(trials));
  return trials.every(({ verdict }) => verdict.kind === 'killed') ? 0 : 1;
}

function sayMutant({ name, breaks, file, killedBy }: Mutant): string {
  return [name, `  breaks: ${breaks}`, `  in ${file}`, `  killed by ${sayTest(killedBy)}`].join(
    '\n',
  );
}

try {
  const { mutants, list, help } = readMutantsOptions(process.argv.slice(2), MUTANTS);
  if (help) console.log(MUTANTS_USAGE);
  else if (list) console.log(mutants.map(sayMutant).join('\n'));
  else process.exitCode = await tryAndSay(mutants);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`mutants: ${error.message}\n\n${MUTANTS_USAGE}`);
  else console.error(error);
}

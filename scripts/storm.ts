/**
 * `npm run storm`: what `npm test` does a sample of, at full size. Each storm prints its seed, what
 * was killed how often, and the hash of the books, which are the auditor's or the run fails.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readStormOptions, STORM_USAGE, type StormOptions } from './storm/read-options.ts';
import { UsageError } from './usage-error.ts';

const ROOT = join(import.meta.dirname, '..');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/** Runs the part in the tests' own runner; returns its exit code. */
async function run({ part, env, only }: Extract<StormOptions, { help: false }>): Promise<number> {
  const args = [VITEST, 'run', '--project', 'storm', `tests/storm/${part}.test.ts`];
  args.push(...(only === null ? [] : ['-t', only]), '--silent=false');
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  for (const reason of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
    process.on(reason, () => child.kill('SIGTERM'));
  }
  // To listen for the launcher's end must not keep us alive when all is done.
  process.channel?.unref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 130));
  });
}

try {
  const options = readStormOptions(process.argv.slice(2));
  if (options.help) console.log(STORM_USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`storm: ${error.message}\n\n${STORM_USAGE}`);
  else console.error(error);
}

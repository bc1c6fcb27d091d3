/**
 * `npm test`: everything, cheap parts first, on every database and queue this machine has. What
 * cannot run here is said, and under CI=true it is a failure. `npm test -- unit tidy` runs those.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildScreens } from './start/build-screens.ts';
import { runPart, type Part, type PartResult } from './test/run-part.ts';
import {
  EMBEDDED,
  isWanted,
  missingServices,
  readMachine,
  SYSTEM,
} from './test/missing-services.ts';

const ROOT = join(import.meta.dirname, '..');
const beganAt = Number(process.env.LAUREL_BEGAN_AT ?? Date.now());
const reports = mkdtempSync(join(tmpdir(), 'laurel-reports-'));
const stop = new AbortController();
for (const reason of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) {
  process.on(reason, () => stop.abort());
}

const modules = (path: string) => join(ROOT, 'node_modules', path);

/** One at a time they leave a core idle; together they take as long as the slowest. */
const CHECKS: readonly Part[] = [
  { name: 'types', args: [modules('typescript/bin/tsc'), '--noEmit'] },
  { name: 'lint', args: [modules('eslint/bin/eslint.js'), '--max-warnings=0', '.'] },
  { name: 'format', args: [modules('prettier/bin/prettier.cjs'), '--check', '.'] },
];

/** The launcher's tests bring their own server; once is enough for them. */
const NOT_LAUNCHER = ['--exclude', 'tests/integration/launcher*.test.ts'];

const TESTS: readonly Part[] = [
  vitest('unit', 'unit'),
  vitest('tidy', 'tidy'),
  vitest('simulation', 'simulation'),
  vitest(EMBEDDED, 'integration', { TEST_POSTGRES: 'embedded' }),
  vitest(SYSTEM, 'integration', { TEST_POSTGRES: 'system' }, NOT_LAUNCHER),
  vitest('storm', 'storm', { TEST_POSTGRES: 'embedded' }),
  vitest('browser', 'e2e', { TEST_POSTGRES: 'embedded' }),
];

const NEEDS_SCREENS = /^(integration|storm|browser)/;

const results = await runAll(process.argv.slice(2)).finally(() =>
  rmSync(reports, { recursive: true, force: true }),
);
process.exit(stop.signal.aborted ? 130 : report(results));

async function runAll(words: readonly string[]): Promise<PartResult[]> {
  const missing = missingServices(readMachine(ROOT));
  const cannot = (name: string) => missing.some((service) => service.name === name);
  const rounds = [CHECKS, ...TESTS.map((part) => [part])]
    .map((round) => round.filter(({ name }) => isWanted(words, [name]) && !cannot(name)))
    .filter((round) => round.length > 0);
  const done: PartResult[] = [];
  for (const round of rounds) {
    if (stop.signal.aborted) break;
    if (round.some(({ name }) => NEEDS_SCREENS.test(name))) await build(done);
    done.push(...(await Promise.all(round.map((part) => runPart(part, stop.signal)))));
  }
  return [...done, ...missing.filter(({ parts }) => isWanted(words, parts)).map(notRun)];
}

function vitest(
  name: string,
  project: string,
  env: Record<string, string> = {},
  more: readonly string[] = [],
): Part {
  const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`);
  const args = [modules('vitest/vitest.mjs'), 'run', '--project', project, ...more];
  args.push('--reporter=dot', '--reporter=json', `--outputFile.json=${report}`);
  return { name, args, env, report };
}

/** The screens are built once, and only if a part that opens them runs. */
async function build(done: PartResult[]): Promise<void> {
  if (done.some(({ name }) => name === 'build')) return;
  const from = Date.now();
  console.log('build …');
  const failure = await buildScreens(stop.signal).then(
    () => null,
    (error: Error) => error.message,
  );
  if (failure !== null) console.log(failure);
  const seconds = Math.round((Date.now() - from) / 100) / 10;
  const failed = failure === null ? 0 : 1;
  done.push({ name: 'build', seconds, passed: 1 - failed, failed, note: '' });
}

function notRun(service: { name: string; why: string }): PartResult {
  const failed = process.env.CI === 'true' ? 1 : 0;
  return { name: service.name, seconds: 0, passed: 0, failed, note: `NOT RUN: ${service.why}` };
}

/** Prints the table and the sums; returns the exit code. */
function report(rows: readonly PartResult[]): number {
  const width = Math.max(...rows.map(({ name }) => name.length), 0);
  if (rows.length === 0) {
    const names = [...CHECKS, ...TESTS].map(({ name }) => name);
    console.error(`no part is called that; there are: ${names.join(' · ')}`);
    return 1;
  }
  console.log('');
  for (const { name, seconds, passed, failed, note } of rows) {
    const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
    const time = `${seconds.toFixed(1).padStart(7)} s`;
    console.log(`${name.padEnd(width)} ${counts} ${time}  ${note}`.trimEnd());
  }
  const sum = (key: 'passed' | 'failed') => rows.reduce((total, row) => total + row[key], 0);
  console.log(`\nAll of it took ${((Date.now() - beganAt) / 1000).toFixed(0)} s.`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}

/**
 * `npm test`: everything, on every database and queue this machine has. What cannot run here is
 * said, and under CI=true it is a failure. `npm test -- unit tidy` runs those.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExtensions } from './start/build-extensions.ts';
import { buildScreens } from './start/build-screens.ts';
import { unpackBrowser } from '../tests/support/system-browser.ts';
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

/**
 * These bring their own server, or are about Shopify and processes rather than statements: one
 * PostgreSQL is enough for them.
 */
const ONCE_IS_ENOUGH = [
  'launcher*',
  'graphql-documents',
  'theme-extension',
  'shopify-*',
  'visitors',
  '*-twin',
  'redeem-over-http',
  'web-process',
  'worker',
  'publish-script',
  'backup',
  'redis-cluster',
  'redemption-table',
  'replica',
  'shutdown',
  'tcp-proxy',
  'telemetry',
  'unknown-outcomes',
].flatMap((name) => ['--exclude', `tests/integration/${name}.test.ts`]);

const TWIN_STORIES = 'tests/e2e/twin-*.test.ts';

/** Runners side by side: most parts wait for servers and browsers more than they compute. */
const RUNNERS = 3;

/**
 * In the order they are begun, whenever a runner is free: the longest first, so that the runners
 * end at about the same time.
 */
const PARTS: readonly Part[] = [
  vitest(EMBEDDED, 'integration', { TEST_POSTGRES: 'embedded' }),
  vitest('browser, Laurel', 'e2e', { TEST_POSTGRES: 'embedded' }, ['--exclude', TWIN_STORIES]),
  vitest('storm', 'storm', { TEST_POSTGRES: 'embedded' }),
  vitest('simulation', 'simulation'),
  vitest(SYSTEM, 'integration', { TEST_POSTGRES: 'system' }, ONCE_IS_ENOUGH),
  vitest('browser, the twin', 'e2e', { TEST_POSTGRES: 'embedded' }, ['tests/e2e/twin-']),
  { name: 'lint', args: [modules('eslint/bin/eslint.js'), '--max-warnings=0', '.'] },
  vitest('unit', 'unit', {}, ['--project', 'unit-apart']),
  { name: 'format', args: [modules('prettier/bin/prettier.cjs'), '--check', '.'] },
  { name: 'types', args: [modules('typescript/bin/tsc'), '--noEmit'] },
  ...typesOfExtensions(),
  vitest('tidy', 'tidy'),
  vitest('extensions', 'extensions'),
];

const NEEDS_SCREENS = /^(integration|storm|browser)/;

const results = await runAll(process.argv.slice(2)).finally(() =>
  rmSync(reports, { recursive: true, force: true }),
);
process.exit(stop.signal.aborted ? 130 : report(results));

async function runAll(words: readonly string[]): Promise<PartResult[]> {
  const missing = missingServices(readMachine(ROOT));
  // The browser's parts are named for what they visit.
  const cannot = (part: string) =>
    missing.some(({ name }) => part === name || part.startsWith(`${name}, `));
  const waiting = PARTS.filter(({ name }) => isWanted(words, [name]) && !cannot(name));
  const done: PartResult[] = [];
  if (waiting.some(({ name }) => NEEDS_SCREENS.test(name))) await build(done);
  if (waiting.some(({ name }) => name.startsWith('browser'))) await unpackBrowser();
  const run = async () => {
    for (let part = waiting.shift(); part && !stop.signal.aborted; part = waiting.shift()) {
      done.push(await runPart(part, stop.signal));
    }
  };
  await Promise.all(Array.from({ length: RUNNERS }, run));
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

/** Each extension knows what Shopify gives its own place, and nothing of the other places. */
function typesOfExtensions(): Part[] {
  const tsc = modules('typescript/bin/tsc');
  const extensions = join(ROOT, 'extensions');
  return readdirSync(extensions)
    .filter((name) => existsSync(join(extensions, name, 'tsconfig.json')))
    .map((name) => ({
      name: `types of ${name}`,
      args: [tsc, '--noEmit', '-p', join(extensions, name)],
    }));
}

/** Screens and extensions are built once, before the parts that open them. */
async function build(done: PartResult[]): Promise<void> {
  const from = Date.now();
  console.log('build …');
  const building = Promise.all([buildScreens(stop.signal), buildExtensions(stop.signal)]);
  const failure = await building.then(
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
    const names = PARTS.map(({ name }) => name);
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

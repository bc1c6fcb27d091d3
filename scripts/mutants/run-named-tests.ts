/** Runs tests by their names in a copy of the tree, and nothing else of their files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NamedTest } from '../../tests/mutants/mutant.ts';
import type { Ended } from './judge-run.ts';
import { type Outcomes, OUTCOMES_VARIABLE } from './outcomes.ts';

/** What is asked to end gets so long before it is made to. */
const GRACE_MS = 3_000;
/** Two runs must be able to differ by the mutant alone; another seed is the caller's to choose. */
const SEED = '1';

/** Runs the tests in `folder`, for at most `timeMaxMs`. */
export async function runNamedTests(
  tests: readonly NamedTest[],
  run: { folder: string; timeMaxMs: number; stopped: AbortSignal },
): Promise<Ended> {
  const report = join(run.folder, '..', `${crypto.randomUUID()}.json`);
  const child = spawn(process.execPath, argumentsFor(tests, run.folder), {
    cwd: run.folder,
    env: environment(report),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own, so that its workers can be ended with it: one may be in an endless loop.
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  let late = false;
  const clock = setTimeout(() => {
    late = true;
    end(child);
  }, run.timeMaxMs);
  const stop = () => end(child);
  run.stopped.addEventListener('abort', stop);
  await new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += `\n${error.message}`;
      resolve();
    });
    child.once('close', () => resolve());
  });
  clearTimeout(clock);
  run.stopped.removeEventListener('abort', stop);
  return { outcomes: readOutcomes(report), late, output };
}

function argumentsFor(tests: readonly NamedTest[], folder: string): string[] {
  const each = (key: keyof NamedTest) => [...new Set(tests.map((test) => test[key]))];
  return [
    // When we are gone, however we went, it goes too.
    `--import=${pathToFileURL(join(folder, 'scripts/start/leash.mjs')).href}`,
    join(folder, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...each('project').map((project) => `--project=${project}`),
    `--testNamePattern=^(?:${each('title').map(literally).join('|')})$`,
    `--reporter=${join(folder, 'scripts/mutants/outcomes-reporter.ts')}`,
    // The packages' folder is the tree's own: nothing of a mutant is remembered there.
    '--no-cache',
    ...each('file'),
  ];
}

/** A pattern that matches the text and nothing else. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** Ours, without what a Vitest that we may be a test of has told its own workers. */
function environment(report: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { LAUREL_SEED: SEED, ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith('VITEST')) delete env[name];
  return { ...env, [OUTCOMES_VARIABLE]: report };
}

function end(child: ChildProcess): void {
  send(child, 'SIGTERM');
  const patience = setTimeout(() => send(child, 'SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(patience));
}

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // It ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readOutcomes(report: string): Outcomes | null {
  if (!existsSync(report)) return null;
  const outcomes = JSON.parse(readFileSync(report, 'utf8')) as Outcomes;
  rmSync(report);
  return outcomes;
}

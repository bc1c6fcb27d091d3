/**
 * A part of `npm test`: one program, what it found, and how long it took. Its output is shown only
 * if it fails; while it runs, a line now and then says that it does.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const PART_MAX_MS = 20 * 60_000;
const SIGN_OF_LIFE_MS = 20_000;

export type Part = {
  name: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Where Vitest writes what it found; without it the part itself is one check. */
  report?: string;
};

export type PartResult = {
  name: string;
  seconds: number;
  passed: number;
  failed: number;
  /** Shown in the table, where there is something to say. */
  note: string;
};

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** Runs the part to its end and prints its output if anything failed. */
export async function runPart(part: Part, stopped: AbortSignal): Promise<PartResult> {
  const beganAt = Date.now();
  const seconds = () => Math.round((Date.now() - beganAt) / 100) / 10;
  console.log(`${part.name} …`);
  const life = setInterval(() => console.log(`  ${part.name} … ${seconds()} s`), SIGN_OF_LIFE_MS);
  const { code, output } = await run(part, stopped);
  clearInterval(life);
  const counted = part.report === undefined ? null : countTests(part.report);
  const found = counted ?? { passed: code === 0 ? 1 : 0, failed: 0, note: '' };
  // A run that broke off, or that could not even begin, has failed whatever it counted.
  const failed = found.failed === 0 && code !== 0 ? 1 : found.failed;
  if (failed > 0) console.log(output.trimEnd());
  return { name: part.name, seconds: seconds(), ...found, failed };
}

async function run(part: Part, stopped: AbortSignal): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [...part.args], {
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...part.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PART_MAX_MS,
    signal: stopped,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.once('close', (code, signal) => {
      const late = signal === null ? '' : `\n${part.name} was ended by ${signal}`;
      resolve({ code: code ?? 1, output: output + late });
    });
  });
}

/** What Vitest found; a test that did not run, for whatever reason, has not passed. */
export function countTests(
  reportFile: string,
): Pick<PartResult, 'passed' | 'failed' | 'note'> | null {
  if (!existsSync(reportFile)) return null;
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  const notRun = report.numPendingTests + report.numTodoTests;
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  // A part that finds none of its files has lost its tests, not passed them.
  const empty = report.testResults.length === 0 ? 1 : 0;
  const note = notRun > 0 ? `${notRun} of them did not run` : empty ? 'found no test' : '';
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken + notRun + empty,
    note,
  };
}

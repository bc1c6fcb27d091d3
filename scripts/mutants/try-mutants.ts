/**
 * Plants mutants one by one in copies of the tree and lets their named tests at them. The tests run
 * without any mutant first: one that fails then kills nothing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '../../tests/mutants/mutant.ts';
import { copyTree } from './copy-tree.ts';
import { judgeBaseline, judgeRun, type Verdict } from './judge-run.ts';
import { plantMutant } from './plant-mutant.ts';
import { runNamedTests } from './run-named-tests.ts';

/** Half of it is starting Vitest; a small machine has two cores. */
const AT_ONCE = 2;
const MUTANT_TIME_MAX_MS = 60_000;
const BASELINE_TIME_MAX_MS = 10 * 60_000;

export type Trial = {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  readonly seconds: number;
};

export type Trying = {
  /** Where the tree is. */
  readonly root: string;
  readonly stopped: AbortSignal;
  /** Each of them needs a copy of the tree. */
  readonly atOnce?: number;
  /** Hears of each trial as it ends. */
  readonly onTrial?: (trial: Trial) => void;
};

/** Tries every mutant; what was not tried when it was stopped is left out. */
export async function tryMutants(
  mutants: readonly Mutant[],
  { root, stopped, atOnce = AT_ONCE, onTrial = () => undefined }: Trying,
): Promise<Trial[]> {
  const { folders, remove } = copyTree(root, Math.min(atOnce, mutants.length));
  const trials: Trial[] = [];
  const note = (trial: Trial) => {
    trials.push(trial);
    onTrial(trial);
  };
  try {
    const [first = root] = folders;
    const waiting = await admit(mutants, { folder: first, stopped, note });
    const lanes = folders.map(async (folder) => {
      for (let mutant = waiting.shift(); mutant && !stopped.aborted; mutant = waiting.shift()) {
        const trial = await tryOne(mutant, folder, stopped);
        if (!stopped.aborted) note(trial);
      }
    });
    await Promise.all(lanes);
  } finally {
    remove();
  }
  return trials;
}

/** The mutants that can be planted and whose tests pass without them; notes why others cannot. */
async function admit(
  mutants: readonly Mutant[],
  { folder, stopped, note }: { folder: string; stopped: AbortSignal; note: (t: Trial) => void },
): Promise<Mutant[]> {
  const plantable = mutants.filter((mutant) => {
    const planting = plantMutant(readText(folder, mutant.file), mutant);
    if (planting.ok) return true;
    note({ mutant, verdict: { kind: 'stale', why: planting.why }, seconds: 0 });
    return false;
  });
  if (plantable.length === 0) return [];
  const tests = plantable.map(({ killedBy }) => killedBy);
  const ended = await runNamedTests(tests, { folder, timeMaxMs: BASELINE_TIME_MAX_MS, stopped });
  if (stopped.aborted) return [];
  return plantable.filter((mutant) => {
    const why = judgeBaseline(mutant.killedBy, ended);
    if (why !== null) note({ mutant, verdict: { kind: 'unproven', why }, seconds: 0 });
    return why === null;
  });
}

async function tryOne(mutant: Mutant, folder: string, stopped: AbortSignal): Promise<Trial> {
  const from = performance.now();
  const path = join(folder, mutant.file);
  const text = readFileSync(path, 'utf8');
  const planting = plantMutant(text, mutant);
  if (!planting.ok) return { mutant, verdict: { kind: 'stale', why: planting.why }, seconds: 0 };
  writeFileSync(path, planting.text);
  try {
    const run = { folder, timeMaxMs: MUTANT_TIME_MAX_MS, stopped };
    const verdict = judgeRun(mutant, await runNamedTests([mutant.killedBy], run));
    return { mutant, verdict, seconds: (performance.now() - from) / 1000 };
  } finally {
    writeFileSync(path, text);
  }
}

function readText(folder: string, file: string): string | null {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

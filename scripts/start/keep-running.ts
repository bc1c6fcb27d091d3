/**
 * Keeps a process running. One that dies after a good while is started again, each time a little
 * later; one that dies at once, twice in a row, has a reason that another try will not mend.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const AT_ONCE_MS = 10_000;
const LONG_LIFE_MS = 60_000;
const PAUSE_MIN_MS = 500;
const PAUSE_MAX_MS = 30_000;
const LEASH = new URL('leash.mjs', import.meta.url).href;

type ChildPlan = {
  name: string;
  script: string;
  args?: readonly string[];
  /** For Node itself, before the script. */
  nodeArgs?: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  logFile: string;
  onStart: (pid: number) => void;
  onRestart: (words: string) => void;
  onGiveUp: (error: Error) => void;
};

/** Starts the child and keeps it; the function returned ends it for good. */
export function keepRunning(plan: ChildPlan): () => Promise<void> {
  const state = { stopping: false, quickDeaths: 0, pause: PAUSE_MIN_MS };
  let child = start();

  function start(): ChildProcess {
    const log = openSync(plan.logFile, 'a', 0o600);
    const next = spawn(process.execPath, argumentsOf(plan), {
      env: { ...plan.env, NODE_ENV: 'production' },
      // Its own process group: Ctrl-C reaches us only, and we end the children in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const bornAt = Date.now();
    if (next.pid !== undefined) plan.onStart(next.pid);
    next.once('error', () => undefined);
    next.once('exit', (code, signal) => {
      if (!state.stopping) died(Date.now() - bornAt, `${signal ?? `exit ${code}`}`);
    });
    return next;
  }

  function died(lifeMs: number, how: string): void {
    state.quickDeaths = lifeMs < AT_ONCE_MS ? state.quickDeaths + 1 : 0;
    if (state.quickDeaths > 1) {
      plan.onGiveUp(
        new Error(`${plan.name} ended (${how}); its last words:\n${tail(plan.logFile)}`),
      );
      return;
    }
    if (lifeMs > LONG_LIFE_MS) state.pause = PAUSE_MIN_MS;
    plan.onRestart(`${plan.name} ended (${how}); starting it again in ${state.pause / 1000} s`);
    setTimeout(() => {
      if (!state.stopping) child = start();
    }, state.pause);
    state.pause = Math.min(state.pause * 2, PAUSE_MAX_MS);
  }

  return async () => {
    state.stopping = true;
    await endChild(child);
  };
}

function argumentsOf({ nodeArgs = [], script, args = [] }: ChildPlan): string[] {
  return [...nodeArgs, '--import', LEASH, script, ...args];
}

/** Asks a child to end, and makes it after ten seconds. Resolves when it is gone. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(10_000, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await gone;
  }
}

function tail(file: string): string {
  if (!existsSync(file)) return '(nothing)';
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15);
  return lines.map((line) => `  ${line}`).join('\n');
}

/** Goal 27: how long `npm start` takes, from a fresh clone and from then on. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../../tests/support/ports.ts';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const IS_UP = 'Laurel is up';
const PATIENCE_MS = 300_000;
/** A fresh start fetches every package anew, so it is repeated less often than the rest. */
const FRESH_MOST = 3;

export const startUpBench: Bench = {
  name: 'start-up',
  goal: 27,
  title: 'Start-up',
  run: measureStartUp,
};

async function measureStartUp({ protocol, say }: BenchOptions): Promise<Measured> {
  const fresh: number[] = [];
  const again: number[] = [];
  const stopped: number[] = [];
  const start = async (clone: string, env: Env, times: number[]): Promise<void> => {
    const { upS, stoppedS } = await startAndStop(clone, env);
    times.push(upS);
    stopped.push(stoppedS);
  };
  for (let repeat = 0; repeat < Math.min(protocol.repeats, FRESH_MOST); repeat += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-start-'));
    try {
      const env = await startEnv(folder);
      say('a fresh clone: npm start with nothing installed and an empty npm cache');
      const clone = cloneTree(folder);
      await start(clone, env, fresh);
      while (again.length < (protocol.repeats * (repeat + 1)) / FRESH_MOST) {
        say('npm start again');
        await start(clone, env, again);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return {
    figures: [
      figure({ name: 'first start, installation included', unit: 's', values: fresh }, NINETY),
      figure({ name: 'every start after it', unit: 's', values: again }, { atMost: 10 }),
      figure({ name: 'from Ctrl-C until nothing runs', unit: 's', values: stopped }),
    ],
    settings: { 'npm cache': 'empty before each first start' },
    notes: [
      'From the command to the line that says where to begin: screens and extensions built, the ' +
        'shop with its year of trade. The first start fetches all packages, so it depends on the ' +
        'registry’s distance.',
      '`npm test` prints its own time; the goal for it is 8 minutes.',
    ],
  };
}

const NINETY = { atMost: 90 };

type Env = Record<string, string | undefined>;

/** A fresh clone of what is committed here; work under way may not hang together. */
function cloneTree(folder: string): string {
  const clone = join(folder, 'laurel');
  execFileSync('git', ['clone', '--quiet', ROOT, clone]);
  return clone;
}

/** The environment of a new shell: nothing of this tree, of npm or of our own settings in it. */
async function startEnv(folder: string): Promise<Env> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|LAUREL_|DATABASE_|QUEUE_|NODE|INIT_CWD)/.test(name),
  );
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.startsWith(ROOT));
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    npm_config_cache: join(folder, 'npm-cache'),
    PORT: String(await freePort()),
    DATABASE_PORT: String(await freePort()),
  };
}

type Times = { readonly upS: number; readonly stoppedS: number };

/** Runs `npm start` until it says that it is up, then stops it as Ctrl-C would. */
async function startAndStop(clone: string, env: Env): Promise<Times> {
  const startedAt = performance.now();
  const started = spawn('npm', ['start'], {
    cwd: clone,
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = started;
  if (pid === undefined) throw new Error('npm cannot be started');
  let isOver = false;
  // Closed, not only ended: npm may go first, and what it started still holds our pipes.
  const ended = new Promise<void>((resolve) => started.once('close', () => resolve()));
  void ended.then(() => (isOver = true));
  const hangUp = (): void => {
    if (!isOver) process.kill(-pid, 'SIGINT');
  };
  process.once('exit', hangUp);
  try {
    await says(started, IS_UP, ended);
    const upAt = performance.now();
    hangUp();
    await ended;
    const stoppedAt = performance.now();
    return { upS: (upAt - startedAt) / 1000, stoppedS: (stoppedAt - upAt) / 1000 };
  } finally {
    process.off('exit', hangUp);
    hangUp();
    await ended;
  }
}

/** Resolves once the process has said the words; rejects with all it said where it never does. */
function says(started: ChildProcess, words: string, ended: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`not up in time:\n${said}`)), PATIENCE_MS);
    const listen = (text: Buffer): void => {
      said += text.toString();
      if (said.includes(words)) resolve();
    };
    started.stdout?.on('data', listen);
    started.stderr?.on('data', listen);
    void ended.then(() => {
      clearTimeout(late);
      reject(new Error(`npm start ended before it was up:\n${said}`));
    });
  });
}

/** `npm start` as a test sees it: with a data folder and ports of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from '../../scripts/embedded-postgres/leftovers.ts';
import { freePort } from './ports.ts';
import { quickFolder } from './quick-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export type House = {
  folder: string;
  url: string;
  env: Record<string, string>;
  /** Runs the launcher; what it says is collected. */
  launch: (env?: Record<string, string>) => Launched;
  /** What runs in it now: starter, web, worker and database. */
  pids: () => number[];
  /** Where the database that runs in it has its files. */
  databaseFolder: () => string;
  remove: () => void;
};

export type Launched = {
  process: ChildProcess;
  said: () => string;
  /** Resolves when the text was said; rejects if the process ends before. */
  says: (text: string) => Promise<void>;
  ended: Promise<number | null>;
};

/** A folder nobody else may enter. */
export async function freshHouse(): Promise<House> {
  const folder = mkdtempSync(join(quickFolder(), 'laurel-house-'));
  chmodSync(folder, 0o700);
  const port = String(await freePort());
  const places = new Set([folder]);
  const ports = { PORT: port, DATABASE_PORT: String(await freePort()) };
  // The twin is a start of its own; the one test that is about it switches it on.
  const env = { ...ports, LAUREL_DATA: folder, TWIN: 'off' };
  return {
    folder,
    env,
    url: `http://127.0.0.1:${port}`,
    launch: (more = {}) => launch({ ...env, ...more }),
    pids: () => {
      const run = runFile(folder);
      return [run.pid, ...Object.values(run.children), run.database.pid];
    },
    databaseFolder: () => {
      const place = runFile(folder).database.folder;
      places.add(dirname(place));
      return place;
    },
    remove: () => {
      for (const place of places) rmSync(place, { recursive: true, force: true });
    },
  };
}

/** Waits until none of the processes is there any more. */
export async function areGone(pids: readonly number[]): Promise<boolean> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (!pids.some(isAlive)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function launch(env: Record<string, string>): Launched {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'scripts/launch.mjs'), 'start'], {
    // Nothing of the tests' own environment: what is not named here is not set.
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const listener of heard) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const listen = () => said.includes(text) && resolve();
      heard.add(listen);
      listen();
      void ended.then(() => reject(new Error(`ended without saying "${text}":\n${said}`)));
    });
  return { process: child, said: () => said, says, ended };
}

type Run = {
  pid: number;
  children: Record<string, number>;
  database: { pid: number; folder: string };
};

const runFile = (folder: string): Run =>
  JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Run;

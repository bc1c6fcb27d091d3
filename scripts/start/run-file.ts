/**
 * One `npm start` a data folder. The run file names the process and what it started; whoever finds
 * one left by a run that was killed ends what that run could not end, and takes its place.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '../embedded-postgres/leftovers.ts';

type Run = {
  pid: number;
  url: string;
  children: Record<string, number>;
  /** The server of our own, and where its files are; it clears up after itself. */
  database?: { pid: number; folder: string };
};

export type RunFile = {
  /** Notes the process that a child runs as now. */
  note: (name: string, pid: number) => void;
  noteDatabase: (database: { pid: number; folder: string }) => void;
  release: () => void;
};

/** Takes the folder for this process, or refuses with the address of the run that has it. */
export async function takeRunFile(folder: string, url: string): Promise<RunFile> {
  const file = join(folder, 'run.json');
  const run: Run = { pid: process.pid, url, children: {} };
  for (let tries = 0; !create(file, run); tries += 1) {
    const found = read(file);
    if (tries > 3 || (found && isAlive(found.pid) && looksLike(found.pid, 'start.ts'))) {
      const who = found ? ` (process ${found.pid}, ${found.url})` : '';
      throw new Error(
        `Laurel already runs here${who}. Stop it ` +
          'first, or give the second one its own LAUREL_DATA, PORT and DATABASE_PORT.',
      );
    }
    for (const pid of Object.values(found?.children ?? {})) await end(pid);
    rmSync(file, { force: true });
  }
  return {
    note: (name, pid) => {
      run.children[name] = pid;
      writeFileSync(file, JSON.stringify(run));
    },
    noteDatabase: (database) => {
      run.database = database;
      writeFileSync(file, JSON.stringify(run));
    },
    release: () => rmSync(file, { force: true }),
  };
}

function create(file: string, run: Run): boolean {
  try {
    writeFileSync(file, JSON.stringify(run), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): Run | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Run;
  } catch {
    return null; // Cut short while it was written: nobody's.
  }
}

/** The number of a dead process may be somebody else's by now. */
function looksLike(pid: number, script: string): boolean {
  const command = commandOf(pid);
  return command === '' || command.includes(script);
}

async function end(pid: number): Promise<void> {
  if (!isAlive(pid) || !looksLike(pid, 'start/leash.mjs')) return;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) await sleep(50);
  }
}

/**
 * Servers that outlive their starter. A launcher can be killed without a word; then nobody stops
 * the server it started. Two remedies: a small watcher that ends the server when we are gone, and
 * a look at postmaster.pid before starting, which also survives a machine that lost its power.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Reads until its input closes, which happens when we die; then ends the server, if still ours. */
const WATCHER =
  'read -r _; [ "$(head -n 1 "$1/postmaster.pid" 2>/dev/null)" = "$2" ] && kill -INT "$2"';

/** Ties the server's life to this process, however it ends. Returns the way to untie it. */
export function tieToUs(pid: number, dataDir: string): () => void {
  if (process.platform === 'win32' || pid === 0) return () => undefined;
  const watcher = spawn('/bin/sh', ['-c', WATCHER, 'watcher', dataDir, String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.unref();
  return () => watcher.kill('SIGKILL');
}

/** Ends the server that still runs on this folder, and clears a pid file that names a stranger. */
export async function stopServerOf(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === null || !isAlive(pid)) return; // PostgreSQL itself clears the file of a dead server.
  if (!commandOf(pid).includes(dataDir)) {
    // After a restart of the machine another program may have the number; PostgreSQL would refuse.
    rmSync(pidFile, { force: true });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    for (let tries = 0; tries < 200; tries += 1) {
      if (!isAlive(pid)) return;
      await sleep(50);
    }
  }
  throw new Error(`a PostgreSQL (process ${pid}) still runs in ${dataDir} and does not stop`);
}

/** Whether a process of this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, empty if it cannot be told. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    }
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function pidIn(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

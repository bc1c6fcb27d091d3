/**
 * One at a time, across processes: a file that holds the number of the process whose turn it is.
 * A file left by a process that died is nobody's. Built-ins only.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TURN_MAX_MS = 15 * 60_000;

/** Waits for the turn that `file` stands for, and returns the way to give it back. */
export async function takeTurn(file, sayWaiting = () => undefined) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isHeld(file)) {
      if (!waited) sayWaiting();
      waited = true;
    } else {
      rmSync(file, { force: true });
    }
    await sleep(200);
  }
}

function isHeld(file) {
  try {
    const ageMs = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, 'utf8'));
    // After a restart of the machine the number may be a stranger's: no turn lasts that long.
    if (ageMs > TURN_MAX_MS) return false;
    if (pid === 0) return ageMs < 2_000; // Made a moment ago and not yet written.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

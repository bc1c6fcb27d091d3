/**
 * Two benches at once measure each other. The first leaves its process number behind, the second
 * refuses while that process lives.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandOf, isAlive } from '../../scripts/embedded-postgres/leftovers.ts';

const FILE = join(import.meta.dirname, '..', '..', '.laurel', 'bench.pid');

/** Claims the machine until this process ends; throws while another bench runs on this tree. */
export function claimTheMachine(): void {
  const other = readNumber();
  if (other !== null && other !== process.pid && isAlive(other) && isBench(other)) {
    throw new Error(`A bench is running (process ${other}); two at once would measure each other.`);
  }
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, String(process.pid));
  process.once('exit', () => rmSync(FILE, { force: true }));
}

function isBench(pid: number): boolean {
  return commandOf(pid).includes('bench');
}

function readNumber(): number | null {
  try {
    return Number.parseInt(readFileSync(FILE, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}

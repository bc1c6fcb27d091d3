import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;
const PATIENCE_MS = 30_000;

/** Waits until `isSo` answers true. How long it takes is no part of a test, only whether. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    if (await isSo()) return;
    await sleep(POLL_MS);
  }
  throw new Error(`not so after ${PATIENCE_MS / 1_000} s: ${isSo.toString().slice(0, 200)}`);
}

/**
 * What holds in every test file. Chance has a seed, and a property that fails says how to meet the
 * same chance again. Nothing complains on the console unless its test expects it to.
 */
import { relative } from 'node:path';
import fc, { type RunDetails } from 'fast-check';
import { afterAll, afterEach, expect } from 'vitest';
import { takeComplaints } from './console-complaints.ts';

const SEED_MAX = 2 ** 31;
const seed = Number(process.env.LAUREL_SEED || Math.floor(Math.random() * SEED_MAX));

fc.configureGlobal({ seed, reporter: sayHowToMeetItAgain });

function sayHowToMeetItAgain<T>(details: RunDetails<T>): void {
  if (!details.failed) return;
  const file = expect.getState().testPath ?? '';
  const again = `LAUREL_SEED=${details.seed} npx vitest run ${relative(process.cwd(), file)}`;
  throw new Error(`${fc.defaultReportMessage(details)}\n\nAgain: ${again}`, {
    cause: details.errorInstance,
  });
}

// In a file's own beforeAll and afterAll, too, something may complain.
for (const after of [afterEach, afterAll]) {
  after(() => {
    const complaints = takeComplaints();
    if (complaints.length > 0) {
      throw new Error(`Nobody expected this on console.error:\n${complaints.join('\n')}`);
    }
  });
}

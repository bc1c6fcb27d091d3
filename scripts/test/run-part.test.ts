import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTests } from './run-part.ts';

describe('what a run of tests counts for', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const count = (report: Record<string, unknown>) => {
    const file = join(folder, 'report.json');
    const nothing = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    writeFileSync(file, JSON.stringify({ ...nothing, testResults: [], ...report }));
    return countTests(file);
  };
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((result) => ({ status: result })),
  });

  it('is what passed and what failed', () => {
    const testResults = [file('failed', 'passed', 'passed', 'failed')];
    expect(count({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({
      passed: 2,
      failed: 1,
      note: '',
    });
  });

  it('takes a file that could not be loaded for a failure', () => {
    const testResults = [file('passed', 'passed'), file('failed')];
    expect(count({ numPassedTests: 1, testResults })).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes a test that did not run for a failure, and says so', () => {
    const testResults = [file('passed', 'passed', 'skipped')];
    expect(count({ numPassedTests: 1, numPendingTests: 1, testResults })).toEqual({
      passed: 1,
      failed: 1,
      note: '1 of them did not run',
    });
  });

  it('is one failure where no test was found at all', () => {
    expect(count({})).toEqual({ passed: 0, failed: 1, note: 'found no test' });
  });

  it('is unknown where there is no report', () => {
    expect(countTests(join(folder, 'none.json'))).toBeNull();
  });
});

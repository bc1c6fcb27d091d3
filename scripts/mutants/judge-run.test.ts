import { describe, expect, test } from 'vitest';
import type { Mutant } from '../../tests/mutants/mutant.ts';
import { type Ended, judgeBaseline, judgeRun } from './judge-run.ts';
import type { Outcomes, TestOutcome } from './outcomes.ts';

const NAMED = { project: 'unit', file: 'app/half.test.ts', title: 'halves > five goes up' };
const MUTANT: Mutant = {
  name: 'a half goes down',
  breaks: 'A half goes up.',
  file: 'app/half.ts',
  find: 'n >= 5',
  put: 'n > 5',
  killedBy: NAMED,
};

const ASSERTION = { name: 'AssertionError', message: 'expected 4 to be 5\nand more' };
const INVARIANT = { name: 'InvariantError', message: 'A half is whole.' };
const CRASH = { name: 'TypeError', message: 'n is not a function' };
const PROPERTY = { name: 'Error', message: 'Property failed after 3 tests' };
const UNIQUE = { name: 'error', message: 'duplicate key value violates "once"' };

const outcome = (change: Partial<TestOutcome> = {}): TestOutcome => ({
  ...NAMED,
  state: 'failed',
  faults: [[ASSERTION]],
  ...change,
});
const ran = (...tests: TestOutcome[]): Ended => ended({ tests, broken: [] });
const ended = (outcomes: Outcomes | null, rest: Partial<Ended> = {}): Ended => ({
  ...{ outcomes, late: false, output: '' },
  ...rest,
});

describe('a mutant is dead', () => {
  test.each([
    ['an assertion of its test failed', [[ASSERTION]]],
    ['an invariant threw', [[INVARIANT]]],
    ['a property failed because of an assertion', [[PROPERTY, ASSERTION]]],
    ['it crashed after an assertion had failed', [[CRASH], [ASSERTION]]],
  ])('where %s', (_title, faults) => {
    expect(judgeRun(MUTANT, ran(outcome({ faults })))).toEqual({ kind: 'killed' });
  });

  test('where its test fails with what the mutant promises', () => {
    const run = ran(outcome({ faults: [[PROPERTY, UNIQUE]] }));
    expect(judgeRun({ ...MUTANT, failsWith: 'violates "once"' }, run)).toEqual({ kind: 'killed' });
    expect(judgeRun({ ...MUTANT, failsWith: 'deadlock' }, run).kind).toBe('unproven');
  });
});

test('a mutant whose test passes has survived', () => {
  const run = ran(outcome({ state: 'passed', faults: [] }));
  expect(judgeRun(MUTANT, run)).toEqual({ kind: 'survived' });
});

const LOAD = { name: 'Error', message: 'Cannot find module "./nowhere.ts"' };

test.each<[string, Ended, string]>([
  [
    'its test crashed',
    ran(outcome({ faults: [[CRASH]] })),
    'its test failed, but not by an assertion: TypeError: n is not a function',
  ],
  [
    'a property crashed',
    ran(outcome({ faults: [[PROPERTY, CRASH]] })),
    'its test failed, but not by an assertion: TypeError: n is not a function',
  ],
  [
    'its test failed and does not say why',
    ran(outcome({ faults: [] })),
    'its test failed, but not by an assertion: it does not say why',
  ],
  [
    'its file could not be loaded',
    ended({ tests: [], broken: [{ file: NAMED.file, faults: [[LOAD]] }] }),
    'app/half.test.ts did not run: Error: Cannot find module "./nowhere.ts"',
  ],
  [
    'its test is not found',
    ran(outcome({ title: 'halves > six goes up' })),
    'there is no test "halves > five goes up" in app/half.test.ts (project unit)',
  ],
  [
    'its test is found in another project only',
    ran(outcome({ project: 'simulation' })),
    'there is no test "halves > five goes up" in app/half.test.ts (project unit)',
  ],
  [
    'two tests are called that',
    ran(outcome(), outcome()),
    '2 tests of app/half.test.ts are called "halves > five goes up"',
  ],
  [
    'another test failed as well',
    ran(outcome(), outcome({ file: 'app/other.test.ts', title: 'six' })),
    'another test failed too: six',
  ],
  [
    'it took too long',
    ended({ tests: [outcome()], broken: [] }, { late: true }),
    'its test took too long and was ended',
  ],
  [
    'there is no report',
    ended(null, { output: 'so it said\n' }),
    'its test did not run:\nso it said',
  ],
])('a mutant is not proven dead where %s', (_title, run, why) => {
  expect(judgeRun(MUTANT, run)).toEqual({ kind: 'unproven', why });
});

test('a test kills nothing unless it passes without the mutant', () => {
  expect(judgeBaseline(NAMED, ran(outcome({ state: 'passed', faults: [] })))).toBeNull();
  expect(judgeBaseline(NAMED, ran(outcome()))).toBe(
    'its test fails without it too: AssertionError: expected 4 to be 5',
  );
  expect(judgeBaseline(NAMED, ran())).toMatch(/^there is no test/);
});

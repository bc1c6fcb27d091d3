import { expect, test } from 'vitest';
import type { Mutant } from '../../tests/mutants/mutant.ts';
import type { Verdict } from './judge-run.ts';
import { columnsFor, saySum, sayTrial } from './say-trials.ts';
import type { Trial } from './try-mutants.ts';

const trial = (name: string, verdict: Verdict, seconds: number): Trial => ({
  mutant: {
    name,
    killedBy: { project: 'unit', file: 'app/half.test.ts', title: 'five goes up' },
  } as Mutant,
  verdict,
  seconds,
});

const TRIALS = [
  trial('a half goes down', { kind: 'killed' }, 1.94),
  trial('a half stays', { kind: 'survived' }, 12),
  trial('half', { kind: 'stale', why: 'there is no app/half.ts' }, 0),
  trial('a', { kind: 'unproven', why: 'its test did not run' }, 60.01),
];

test('each mutant is a row: how long it took, and what killed it or why nothing did', () => {
  const { width, head } = columnsFor(TRIALS.map(({ mutant }) => mutant));
  expect([head, ...TRIALS.map((each) => sayTrial(each, width))]).toEqual([
    'mutant            seconds  killed by',
    'a half goes down      1.9  app/half.test.ts > five goes up',
    'a half stays         12.0  SURVIVED  app/half.test.ts > five goes up',
    'half                  0.0  DOES NOT APPLY  there is no app/half.ts',
    'a                    60.0  NOT PROVEN  its test did not run',
  ]);
});

test('the sum says how many were killed, and of the others only those there are', () => {
  expect(saySum(TRIALS)).toBe('4 mutants: 1 killed, 1 survived, 1 does not apply, 1 not proven');
  expect(saySum(TRIALS.slice(0, 1))).toBe('1 mutants: 1 killed');
  expect(saySum(TRIALS.slice(1, 2))).toBe('1 mutants: 0 killed, 1 survived');
});

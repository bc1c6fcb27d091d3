import { expect, test } from 'vitest';
import type { Mutant } from '../../tests/mutants/mutant.ts';
import { plantMutant } from './plant-mutant.ts';

const SOURCE = "export const half = (n: number) => (n >= 5 ? 'up' : 'down');\n";

const mutant = (change: Partial<Mutant>): Mutant => ({
  name: 'a half goes down',
  breaks: 'A half goes up.',
  file: 'app/half.ts',
  find: 'n >= 5',
  put: 'n > 5',
  killedBy: { project: 'unit', file: 'app/half.test.ts', title: 'five goes up' },
  ...change,
});

test('what is found is replaced, and nothing else', () => {
  expect(plantMutant(SOURCE, mutant({}))).toEqual({
    ok: true,
    text: "export const half = (n: number) => (n > 5 ? 'up' : 'down');\n",
  });
});

test('what is put stands there as it is written, dollars included', () => {
  const planting = plantMutant(SOURCE, mutant({ find: "'up'", put: "'$& $1 $$'" }));
  expect(planting).toMatchObject({
    ok: true,
    text: expect.stringContaining("'$& $1 $$'") as never,
  });
});

test.each<[string, string | null, Partial<Mutant>, string]>([
  ['a file that is gone', null, {}, 'there is no app/half.ts'],
  [
    'text that is gone',
    SOURCE,
    { find: 'n >= 6' },
    'the text to find is 0 times in app/half.ts, not once',
  ],
  [
    'text that is there twice',
    SOURCE + SOURCE,
    {},
    'the text to find is 2 times in app/half.ts, not once',
  ],
  [
    'text that begins again within itself',
    '// ----',
    { find: '---' },
    'the text to find is 2 times in app/half.ts, not once',
  ],
  ['no text', SOURCE, { find: '' }, 'the text to find is 0 times in app/half.ts, not once'],
  ['the same text again', SOURCE, { put: 'n >= 5' }, 'it changes nothing'],
  [
    'what leaves no code',
    SOURCE,
    { put: 'n >' },
    'with it app/half.ts is no code: Expression expected.',
  ],
])('%s is refused', (_title, text, change, why) => {
  expect(plantMutant(text, mutant(change))).toEqual({ ok: false, why });
});

test('what is no code to begin with is not read as code', () => {
  const sql = mutant({ file: 'prisma/a.sql', find: 'ORDER BY id', put: '' });
  expect(plantMutant('SELECT 1 ORDER BY id FOR UPDATE', sql)).toEqual({
    ok: true,
    text: 'SELECT 1  FOR UPDATE',
  });
});

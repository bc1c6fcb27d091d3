import { expect, test } from 'vitest';
import { figure } from './bench.ts';
import { sayNumber, type SavedBench, writeBench, writeReadme } from './write-readme.ts';

const READ: SavedBench = {
  name: 'read',
  goal: 4,
  title: 'Points read',
  takenAt: '2026-11-23 07:00 UTC',
  machine: { cores: '2' },
  loadBefore: 0.2,
  settings: { fsync: 'on' },
  figures: [
    figure({ name: 'p50 ÷ Y3', unit: '×', values: [1.9, 2.2, 1.8, 1.7, 2.4] }, { atMost: 2 }),
    figure({ name: 'reads', unit: '/s', values: [12_345.6] }),
  ],
  notes: ['Reads see one program.'],
};

test('a figure is printed with its median, its verdict and all of its values', () => {
  const page = writeBench(READ);
  expect(page).toContain('# Goal 4: Points read');
  expect(page).toContain('cores 2, fsync on.');
  expect(page).toContain('| p50 ÷ Y3 | 1.9 × | ≤ 2: met | 1.9 · 2.2 · 1.8 · 1.7 · 2.4 | 14.6 % |');
  expect(page).toContain('| reads | 12,346 /s |  |  |  |');
  expect(page).toContain('- Reads see one program.');
});

test('a median beyond its bound is said not to be met', () => {
  const figures = [
    figure({ name: 'rate', unit: '×', values: [0.8, 0.95, 0.85] }, { atLeast: 0.9 }),
  ];
  const missing = { ...READ, figures };
  expect(writeBench(missing)).toContain('| rate | 0.85 × | ≥ 0.9: **not met** |');
  expect(writeReadme([missing])).toContain('| 0 of 1 | rate: **0.85 ×** (≥ 0.9) |');
  expect(writeReadme([READ])).toContain(
    '| 4 | [Points read](figures/read.md) | 2026-11-23 | 1 of 1 |  |',
  );
});

test('a busy machine is said to have been busy', () => {
  expect(writeBench(READ)).toContain('The machine was quiet when it began (load 0.20).');
  expect(writeBench({ ...READ, loadBefore: 7 })).toContain('busy with other work');
});

test('benches stand in the order of their goals', () => {
  const page = writeReadme([{ ...READ, goal: 26, title: 'Fold' }, READ]);
  expect(page.indexOf('Points read')).toBeLessThan(page.indexOf('[Fold]'));
});

test.each([
  [0.000123456, '0.000123'],
  [1.23456, '1.23'],
  [42, '42'],
  [1234.5, '1,235'],
])('%d is said as %s', (value, said) => {
  expect(sayNumber(value)).toBe(said);
});

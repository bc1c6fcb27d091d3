/**
 * That no mutant rots: each can be planted where it says and names a test there is. All of them are
 * tried by `npm run mutants`; a few here, with two that must not count as killed beside them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantMutant } from '../../scripts/mutants/plant-mutant.ts';
import { tryMutants } from '../../scripts/mutants/try-mutants.ts';
import type { Mutant, NamedTest } from './mutant.ts';
import { MUTANTS } from './registry.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MINUTE_MS = 60_000;

describe('every planted bug', () => {
  it.each(MUTANTS)('can be planted: $name', (mutant) => {
    const path = join(ROOT, mutant.file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
    expect(plantMutant(text, mutant)).toMatchObject({ ok: true });
  });

  it('has a name of its own', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });

  it('names a test there is, and only one', { timeout: MINUTE_MS }, () => {
    const known = listTests(MUTANTS.map(({ killedBy }) => killedBy)).map(sayTest);
    const lost = MUTANTS.filter(
      ({ killedBy }) => known.filter((one) => one === sayTest(killedBy)).length !== 1,
    );
    expect(lost.map(({ killedBy }) => sayTest(killedBy))).toEqual([]);
  });
});

describe('trying mutants', () => {
  // One dies by an assertion, one by a property, and one by a row of a table.
  const SAMPLE = [
    'half a penny is rounded down',
    'a refund that is told twice counts twice',
    'a second order with one code is free',
  ];
  const sample = MUTANTS.filter(({ name }) => SAMPLE.includes(name));
  const [penny] = sample as [Mutant];
  const like = (change: Partial<Mutant>): Mutant => ({ ...penny, ...change });
  const unnoticed = like({ name: 'nothing is wrong', put: '(2 * rest < denominator ? 0 : 1)' });
  const crashing = like({ name: 'it crashes', put: '(2 * rest >= nowhere ? 1 : 0)' });
  const unknown = like({
    name: 'nobody looks',
    killedBy: { ...penny.killedBy, title: 'there is no such sentence' },
  });

  it(
    'kills a few of ours, and not what no assertion notices',
    { timeout: 5 * MINUTE_MS },
    async () => {
      const before = readFileSync(join(ROOT, unnoticed.file), 'utf8');
      const trials = await tryMutants([...sample, unnoticed, crashing, unknown], {
        root: ROOT,
        stopped: new AbortController().signal,
        atOnce: 1,
      });
      const told = trials.map(({ mutant, verdict }) => [mutant.name, verdict] as const);
      expect(Object.fromEntries(told)).toEqual({
        ...Object.fromEntries(SAMPLE.map((name) => [name, { kind: 'killed' }])),
        [unnoticed.name]: { kind: 'survived' },
        [crashing.name]: {
          kind: 'unproven',
          why: expect.stringContaining('ReferenceError: nowhere is not defined') as string,
        },
        [unknown.name]: { kind: 'unproven', why: expect.stringContaining('no test') as string },
      });
      expect(readFileSync(join(ROOT, unnoticed.file), 'utf8')).toBe(before);
    },
  );
});

/** Every test of the files that are named, as Vitest itself finds them, tables filled in. */
function listTests(named: readonly NamedTest[]): NamedTest[] {
  const each = (key: keyof NamedTest) => [...new Set(named.map((test) => test[key]))];
  const projects = each('project').map((project) => `--project=${project}`);
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [vitest, 'list', '--no-static-parse', '--json', ...projects, ...each('file')],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (!stdout.startsWith('[')) throw new Error(`vitest list failed:\n${stdout}\n${stderr}`);
  const listed = JSON.parse(stdout) as { name: string; file: string; projectName: string }[];
  return listed.map(({ name, file, projectName }) => ({
    project: projectName,
    file: relative(ROOT, file).replaceAll('\\', '/'),
    title: name,
  }));
}

function sayTest({ project, file, title }: NamedTest): string {
  return `${project} ${file} > ${title}`;
}

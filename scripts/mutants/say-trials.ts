/** The table of planted bugs that a person reads: a row as each is tried, and the sum. */
import type { Mutant, NamedTest } from '../../tests/mutants/mutant.ts';
import type { Verdict } from './judge-run.ts';
import type { Trial } from './try-mutants.ts';

const WORDS: Readonly<Record<Verdict['kind'], string>> = {
  killed: 'killed',
  survived: 'SURVIVED',
  stale: 'DOES NOT APPLY',
  unproven: 'NOT PROVEN',
};

/** Where the columns of a table of these mutants begin, and their heads. */
export function columnsFor(mutants: readonly Mutant[]) {
  const width = Math.max('mutant'.length, ...mutants.map(({ name }) => name.length));
  return { width, head: `${'mutant'.padEnd(width)}  seconds  killed by` };
}

/** One row; what is wrong with a mutant stands where the test that killed it would. */
export function sayTrial({ mutant, verdict, seconds }: Trial, width: number): string {
  const start = `${mutant.name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)}`;
  return `${start}  ${sayVerdict(verdict, mutant.killedBy)}`;
}

/** The last line: how many of them, and what became of them. */
export function saySum(trials: readonly Trial[]): string {
  const kinds = Object.keys(WORDS) as Verdict['kind'][];
  const counts = kinds.map((kind) => {
    const count = trials.filter(({ verdict }) => verdict.kind === kind).length;
    return kind === 'killed' || count > 0 ? [`${count} ${WORDS[kind].toLowerCase()}`] : [];
  });
  return `${trials.length} mutants: ${counts.flat().join(', ')}`;
}

export function sayTest({ file, title }: NamedTest): string {
  return `${file} > ${title}`;
}

function sayVerdict(verdict: Verdict, test: NamedTest): string {
  switch (verdict.kind) {
    case 'killed':
      return sayTest(test);
    case 'survived':
      return `SURVIVED  ${sayTest(test)}`;
    case 'stale':
    case 'unproven':
      return `${WORDS[verdict.kind]}  ${verdict.why}`;
  }
}

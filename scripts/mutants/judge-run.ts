/**
 * Whether a mutant is dead. It is where its named test failed and said so: by an assertion, by an
 * invariant of ours, or with the text the mutant promises. Code that breaks (a module that is not
 * found, a name that is not defined, a value that is no function) proves nothing: any test at all
 * would have noticed that.
 */
import type { Mutant, NamedTest } from '../../tests/mutants/mutant.ts';
import type { Fault, Outcomes, TestOutcome } from './outcomes.ts';

export type Verdict =
  | { readonly kind: 'killed' }
  | { readonly kind: 'survived' }
  /** It could not be planted: its file has changed. */
  | { readonly kind: 'stale'; readonly why: string }
  /** Its test did not pass before, or failed for another reason than it promises. */
  | { readonly kind: 'unproven'; readonly why: string };

/** What a run of named tests ended with. */
export type Ended = {
  /** Null where the run ended without a report. */
  readonly outcomes: Outcomes | null;
  /** Whether it was ended because it took too long. */
  readonly late: boolean;
  readonly output: string;
};

const PROOFS = new Set(['AssertionError', 'InvariantError']);
const OUTPUT_LINES_SHOWN = 12;

/** Judges a run of the mutant's test with the mutant planted. */
export function judgeRun(mutant: Mutant, ended: Ended): Verdict {
  const seen = find(mutant.killedBy, ended);
  if (typeof seen === 'string') return { kind: 'unproven', why: seen };
  if (seen.state === 'passed') return { kind: 'survived' };
  const { tests } = ended.outcomes ?? { tests: [] };
  const other = tests.find((test) => test !== seen && test.state !== 'passed');
  if (other) return { kind: 'unproven', why: `another test failed too: ${other.title}` };
  if (seen.faults.some((fault) => isProof(fault, mutant))) return { kind: 'killed' };
  const [first = []] = seen.faults;
  return { kind: 'unproven', why: `its test failed, but not by an assertion: ${say(first)}` };
}

/** Why a test cannot kill anything, as a run without any mutant shows; null where it passes. */
export function judgeBaseline(test: NamedTest, ended: Ended): string | null {
  const seen = find(test, ended);
  if (typeof seen === 'string') return seen;
  if (seen.state === 'passed') return null;
  return `its test fails without it too: ${say(seen.faults[0] ?? [])}`;
}

/** The named test's outcome, or the sentence why there is none. */
function find({ project, file, title }: NamedTest, ended: Ended): TestOutcome | string {
  if (ended.late) return 'its test took too long and was ended';
  if (ended.outcomes === null) {
    const last = ended.output.trimEnd().split('\n').slice(-OUTPUT_LINES_SHOWN);
    return `its test did not run:\n${last.join('\n')}`;
  }
  const broken = ended.outcomes.broken.find((one) => one.file === file);
  if (broken) return `${file} did not run: ${say(broken.faults[0] ?? [])}`;
  const called = ended.outcomes.tests.filter(
    (test) => test.project === project && test.file === file && test.title === title,
  );
  const [first] = called;
  if (!first) return `there is no test "${title}" in ${file} (project ${project})`;
  if (called.length > 1) return `${called.length} tests of ${file} are called "${title}"`;
  return first;
}

function isProof(fault: Fault, { failsWith }: Mutant): boolean {
  return fault.some(
    ({ name, message }) =>
      PROOFS.has(name) || (failsWith !== undefined && message.includes(failsWith)),
  );
}

/** The root of an error is what happened; what is around it says where. */
function say(fault: Fault): string {
  const root = fault.at(-1);
  if (!root) return 'it does not say why';
  const [firstLine = ''] = root.message.split('\n');
  return `${root.name}: ${firstLine}`;
}

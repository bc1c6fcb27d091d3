/**
 * A reporter for Vitest that keeps each error's name and its causes: Vitest's own JSON has texts
 * only, from which an assertion that failed cannot be told from code that broke.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { type Fault, type Outcomes, OUTCOMES_VARIABLE, type TestOutcome } from './outcomes.ts';

const CAUSES_MAX = 10;

export default class OutcomesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env[OUTCOMES_VARIABLE];
    if (file !== undefined) writeFileSync(file, JSON.stringify(outcomesOf(modules)));
  }
}

function outcomesOf(modules: readonly TestModule[]): Outcomes {
  return {
    tests: modules.flatMap((each) => [...each.children.allTests()].flatMap(outcomeOf)),
    broken: modules.flatMap((each) => {
      const suites = [...each.children.allSuites()];
      const faults = [each, ...suites].flatMap((one) => one.errors()).map(faultOf);
      return faults.length === 0 ? [] : [{ file: pathOf(each), faults }];
    }),
  };
}

function outcomeOf(test: TestCase): TestOutcome[] {
  const { state, errors = [] } = test.result();
  if (state === 'skipped') return [];
  const { fullName: title, project, module } = test;
  const file = pathOf(module);
  return [{ project: project.name, file, title, state, faults: errors.map(faultOf) }];
}

function pathOf({ moduleId }: TestModule): string {
  return relative(process.cwd(), moduleId).replaceAll('\\', '/');
}

type Thrown = { name?: unknown; message?: unknown; cause?: unknown };

function faultOf(error: Thrown): Fault {
  const chain: { name: string; message: string }[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && chain.length < CAUSES_MAX) {
    const { name, message, cause }: Thrown = next;
    chain.push({ name: textOf(name), message: textOf(message) });
    next = cause;
  }
  return chain;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * The style guide, run. Each rule is tried on planted sources first, so that a rule which can no
 * longer fail is noticed, and then on the tree; a message names the file, the line and the remedy.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listByGit, listByWalking, readTree } from './read-tree.ts';
import { sayViolation } from './rule.ts';
import { RULES } from './rules/registry.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const places = (violations: readonly { path: string; line: number }[]) =>
  violations.map(({ path, line }) => `${path}:${line}`).sort();

describe.each(RULES)('the rule "$name"', (rule) => {
  it('has a planted violation, and catches each one where it is', () => {
    expect(rule.caught.length).toBeGreaterThan(0);
    for (const { files, at } of rule.caught) {
      expect(places(rule.check(files)), files[0]?.text).toEqual([...at].sort());
    }
  });

  it('names a remedy for each', () => {
    for (const violation of rule.caught.flatMap(({ files }) => rule.check(files))) {
      expect(violation.problem).toMatch(/\.$/);
      expect(violation.remedy).toMatch(/\.$/);
    }
  });

  it('lets pass what only looks like one', () => {
    for (const files of rule.allowed) {
      expect(rule.check(files).map(sayViolation)).toEqual([]);
    }
  });
});

describe('the tree', () => {
  const tree = readTree(ROOT);

  it('is read whole: the rules see themselves and the domain', () => {
    const paths = tree.map(({ path }) => path);
    expect(paths).toContain('tests/tidy/tidy.test.ts');
    expect(paths).toContain('app/domain/kernel/points.ts');
    expect(paths.filter((path) => path.startsWith('node_modules/'))).toEqual([]);
  });

  it('is the same whether git lists it or the folders are walked', () => {
    const walked = listByWalking(ROOT).sort();
    expect(walked).toContain('tests/tidy/tidy.test.ts');
    expect(walked.filter((path) => /^(node_modules|build|\.git|\.laurel)\//.test(path))).toEqual(
      [],
    );
    // A downloaded archive has no git to compare with.
    expect([...(listByGit(ROOT) ?? walked)].sort()).toEqual(walked);
  });

  it.each(RULES)(
    'keeps the rule: $name',
    (rule) => {
      const violations = rule.check(tree).map(sayViolation);
      if (violations.length > 0) expect.fail(`\n${violations.join('\n')}\n`);
    },
    60_000,
  );
});

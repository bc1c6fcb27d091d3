/** Bugs in what is refused of a program. */
import type { Mutant } from './mutant.ts';

const CHECK_TEST = 'app/domain/program/check-program.test.ts';
const CAPS = 'app/domain/program/checks/check-caps.ts';

export const PROGRAM: readonly Mutant[] = [
  {
    name: 'levels out of order are published',
    breaks: 'Refused: levels that do not climb from 0.',
    file: 'app/domain/program/checks/check-tiers.ts',
    find: 'if (level.threshold > below.threshold) return null;',
    put: 'if (level.threshold !== below.threshold) return null;',
    killedBy: { project: 'unit', file: CHECK_TEST, title: 'refuses levels that do not climb' },
  },
  {
    name: 'a reward nobody can ever reach is published',
    breaks: 'Refused: a reward above the most a member can ever have.',
    file: CAPS,
    find: 'const most = caps.member + entries;',
    put: 'const most = Math.max(caps.member, ...rewards.map(({ cost }) => cost)) + entries;',
    killedBy: {
      project: 'unit',
      file: CHECK_TEST,
      title: 'refuses a reward nobody can ever reach',
    },
  },
  {
    name: 'the points for levels do not help to reach a reward',
    breaks: 'The most a member can have is the cap `member` and the points for all levels.',
    file: CAPS,
    find: 'const most = caps.member + entries;',
    put: 'const most = Math.max(caps.member, entries);',
    killedBy: {
      project: 'unit',
      file: CHECK_TEST,
      title: 'has nothing against points for levels beyond the cap',
    },
  },
  {
    name: 'two campaigns that ask the same are published',
    breaks: 'Refused: two multiplier campaigns that ask the same where only the best counts.',
    file: 'app/domain/program/checks/check-conditions.ts',
    find: "if (stacking !== 'best') return [];",
    put: "if (stacking === 'best') return [];",
    killedBy: {
      project: 'unit',
      file: CHECK_TEST,
      title: 'refuses multipliers that ask the same where only the best counts',
    },
  },
];

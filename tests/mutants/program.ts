/** Bugs in what is refused of a program. */
import type { Mutant } from './mutant.ts';

const CHECK_TEST = 'app/domain/program/check-program.test.ts';
const CAPS = 'app/domain/program/checks/check-caps.ts';

export const PROGRAM: readonly Mutant[] = [
  {
    name: 'levels out of order are published',
    breaks: 'Refused: levels that do not climb from 0.',
    file: 'app/domain/program/checks/check-tiers.ts',
    find: 'if (!below || threshold > below.threshold) return null;',
    put: 'if (!below || threshold !== below.threshold) return null;',
    killedBy: { project: 'unit', file: CHECK_TEST, title: 'refuses levels that do not climb' },
  },
  {
    name: 'a reward nobody can ever reach is published',
    breaks: 'Refused: a reward above the most a member can ever have.',
    file: CAPS,
    find: 'const most = caps.member + entries;',
    put: 'const most = Math.max(caps.member, 1_000_000_000) + entries;',
    killedBy: {
      project: 'unit',
      file: CHECK_TEST,
      title: 'refuses a reward nobody can ever reach',
    },
  },
  {
    name: 'a reward is in reach only where its dearest price is',
    breaks: 'Of the prices of a reward above what a member can ever have the cheapest counts.',
    file: CAPS,
    find: 'const [cheapest] = choicesOf(reward);',
    put: 'const cheapest = choicesOf(reward).at(-1);',
    killedBy: {
      project: 'unit',
      file: 'app/domain/program/checks/check-offers.test.ts',
      title: 'refuses what nobody can ever reach, by the cheapest of its prices',
    },
  },
  {
    name: 'a code of an older format may be combined with any discount',
    breaks: 'What was published means the same for ever.',
    file: 'app/domain/program/fixed-reward.ts',
    find: "return { order: own !== 'order', product",
    put: 'return { order: true, product',
    killedBy: {
      project: 'unit',
      file: 'app/contracts/older-formats.test.ts',
      title:
        'a program in the words of format 1 > gives codes that may be combined as they were made',
    },
  },
  {
    name: 'a level on invitation is a step of the climb',
    breaks: 'The thresholds of the levels that are not `inviteOnly` climb from 0.',
    file: 'app/domain/program/checks/check-tiers.ts',
    find: 'levels.slice(0, at).findLast(({ inviteOnly }) => !inviteOnly)',
    put: 'levels[at - 1]',
    killedBy: {
      project: 'unit',
      file: 'app/domain/program/checks/check-tiers.test.ts',
      title: 'refuses levels that do not climb past one on invitation',
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

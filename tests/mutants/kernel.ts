/** Bugs in money, points and the calendar. */
import type { Mutant } from './mutant.ts';

const MONEY = 'app/domain/kernel/money.ts';
const MONEY_TEST = 'app/domain/kernel/money.test.ts';

export const KERNEL: readonly Mutant[] = [
  {
    name: 'half a penny is rounded down',
    breaks: 'Amounts are rounded half up, once.',
    file: MONEY,
    find: '(2 * rest >= denominator ? 1 : 0)',
    put: '(2 * rest > denominator ? 1 : 0)',
    killedBy: {
      project: 'unit',
      file: MONEY_TEST,
      title: '0.005 × 1 with 2 decimals is 1',
    },
  },
  {
    name: 'a return rounds towards nothing where its sale rounded up',
    breaks: 'A return rounds exactly as its sale did.',
    file: MONEY,
    find: '(2 * rest >= denominator ? 1 : 0)',
    put: '(2 * rest >= denominator + (numerator < 0 ? 1 : 0) ? 1 : 0)',
    killedBy: {
      project: 'unit',
      file: MONEY_TEST,
      title: 'a return rounds exactly as its sale did',
    },
  },
  {
    name: 'fourteen days are always 336 hours, whatever the zone',
    breaks: 'A day is a calendar day of the shop: the wall clock stays where it was.',
    file: 'app/domain/kernel/zone.ts',
    find: 'const guessOffsetMs = offsetMsAt(zone, guess);',
    put: 'const guessOffsetMs = offsetMs;',
    killedBy: {
      project: 'unit',
      file: 'app/domain/kernel/zone.test.ts',
      title: 'fourteen days in Berlin are 335 hours in spring and 337 in autumn, at the change',
    },
  },
];

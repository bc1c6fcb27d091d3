/** Bugs in the month's budget: its bound, its pause, and whose versions it touches. */
import type { Mutant } from './mutant.ts';

const WATCH = 'app/services/watch-budget.ts';
const WATCH_TEST = 'app/services/watch-budget.test.ts';
const SUM = 'app/adapters/postgres/sum-earned.server.ts';
const BOOKS_TEST = 'tests/integration/budget.test.ts';

export const BUDGET: readonly Mutant[] = [
  {
    name: 'the bound has to be passed, not reached',
    breaks: 'Of 1,000 points the month is used up with the 1,000th.',
    file: 'app/domain/program/budget.ts',
    find: 'if (earned >= monthPoints)',
    put: 'if (earned > monthPoints)',
    killedBy: {
      project: 'unit',
      file: 'app/domain/program/budget.test.ts',
      title: 'a month to its budget > of 1000, told from 80 per cent on, 1000 earned is reached',
    },
  },
  {
    name: 'a refund ends the pause',
    breaks: 'Once reached a month is used up: points taken back do not end the pause.',
    file: WATCH,
    find: 'const isOver = byBudget && effectiveAt < month.from;',
    put: "const isOver = byBudget && (effectiveAt < month.from || standing !== 'reached');",
    killedBy: {
      project: 'unit',
      file: WATCH_TEST,
      title:
        'at the bound > once, however often it is looked at, and whatever is taken back that month',
    },
  },
  {
    name: 'a new month ends every pause',
    breaks: 'The owner’s own pause stays.',
    file: WATCH,
    find: 'const isOver = byBudget && effectiveAt < month.from;',
    put: 'const isOver = effectiveAt < month.from;',
    killedBy: {
      project: 'unit',
      file: WATCH_TEST,
      title: 'at the bound > never ends a pause of the owner’s own that came since',
    },
  },
  {
    name: 'the pause stands on whatever was published meanwhile',
    breaks: 'A version the owner published since is never undone, and two monitors publish one.',
    file: 'app/adapters/postgres/version-store.server.ts',
    find: 'return newer > 0 ? null : appendAlone(open, next, next);',
    put: 'return newer > 1_000 ? null : appendAlone(open, next, next);',
    killedBy: {
      project: 'integration',
      file: BOOKS_TEST,
      title: 'is paused once by as many as look at the same moment',
    },
  },
  {
    name: 'what was taken back counts as earned',
    breaks: 'A budget is of awards net of claw-backs.',
    file: SUM,
    find: "(kind = 'award') = reversed THEN",
    put: 'reversed THEN',
    killedBy: {
      project: 'integration',
      file: BOOKS_TEST,
      title: 'stays used up when points are taken back, and begins anew with the month',
    },
  },
  {
    name: 'the past that a first version judges uses up the month',
    breaks: 'What past orders earned before the first version was published is left out.',
    file: SUM,
    find: 'AND at >= (SELECT min(published_at)',
    put: 'AND at >= (SELECT min(effective_at)',
    killedBy: {
      project: 'integration',
      file: BOOKS_TEST,
      title: 'does not count what the first version gave for the time before it was published',
    },
  },
];

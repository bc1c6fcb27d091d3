/** Bugs in a pause, in what is paid before it is created, and in a program's currency. */
import type { Mutant } from './mutant.ts';

const PAUSED_TEST = 'app/domain/fold-paused.test.ts';

export const PAUSING: readonly Mutant[] = [
  {
    name: 'a pause stops activities, and orders of programs with rates of their own earn on',
    breaks: 'Under a version with `paused` what orders earn is nothing.',
    file: 'app/domain/earning/judge-order.ts',
    find: '  if (definition.paused) return { countedMinor, lines: NO_LINES };\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: PAUSED_TEST,
      title:
        'while a program is paused > orders keep counting, so that the next one has its number',
    },
  },
  {
    name: 'a paused order counts for nothing',
    breaks: 'What was counted under a pause still counts: for tiers, and as an order’s number.',
    file: 'app/domain/earning/judge-order.ts',
    find: 'if (paused) return { countedMinor: eligibleMinor, lines: NO_LINES };',
    put: 'if (paused) return { countedMinor: 0 as MoneyMinor, lines: NO_LINES };',
    killedBy: {
      project: 'unit',
      file: PAUSED_TEST,
      title: 'while a program is paused > orders count for tiers',
    },
  },
  {
    name: 'activities earn through a pause',
    breaks: 'Under a version with `paused` what activities earn is nothing.',
    file: 'app/domain/ledger/apply-activity.ts',
    find: '  if (!inForce || inForce.definition.paused) return;\n',
    put: '  if (!inForce) return;\n',
    killedBy: {
      project: 'unit',
      file: PAUSED_TEST,
      title: 'while a program is paused > activities earn nothing, and can be done again',
    },
  },
  {
    name: 'an order is paid before it is created',
    breaks: 'One told to be paid before its creation was paid at that instant.',
    file: 'app/domain/facts/order-timeline.ts',
    find: 'return paidAt !== null && paidAt < createdAt ? createdAt : paidAt;',
    put: 'return createdAt === null ? createdAt : paidAt;',
    killedBy: {
      project: 'unit',
      file: 'app/domain/facts/order-timeline.test.ts',
      title: 'a payment told to be before the order’s creation is at its creation',
    },
  },
  {
    name: 'dinars follow pounds from one version to the next',
    breaks: 'A program stays in the currency of its versions so far.',
    file: 'app/domain/program/other-currency.ts',
    find: 'if (before === currency) return [];',
    put: 'if (before !== null) return [];',
    killedBy: {
      project: 'unit',
      file: 'app/domain/program/other-currency.test.ts',
      title: 'a program stays in the currency of its first version',
    },
  },
];

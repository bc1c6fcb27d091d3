/** Bugs in what bounds what orders earn: caps, what is given once, the first so many. */
import type { Mutant } from './mutant.ts';

const STEP = 'app/domain/ledger/apply-order-step.ts';
const LINES = 'app/domain/ledger/wanted-lines.ts';
const ROOM = 'app/domain/ledger/cap-room.ts';
const EARNING_TEST = 'app/domain/fold-earning.test.ts';
const CAPS_TEST = 'app/domain/fold-caps.test.ts';

const ONCE =
  'what an order earns > a bonus given once is one order’s; the next gets it only ' +
  'when that one has none';
const MADE_ROOM =
  'what an order earns > what was taken back makes room for the next order, not ' +
  'for one that was cut';

export const LIMITS: readonly Mutant[] = [
  {
    name: 'a cap bounds what each rule gives, not what all give together',
    breaks: 'Caps bound the points of the whole order; who comes later is cut first.',
    file: 'app/domain/earning/cap-lines.ts',
    find: 'left -= Math.max(0, given - stays);',
    put: 'left = Math.max(left, given);',
    killedBy: {
      project: 'unit',
      file: 'app/domain/earning/cap-lines.test.ts',
      title: '400 250 80 in a room of 500 are 400 100 0',
    },
  },
  {
    name: 'bonuses fill the room of a cap before the base rule does',
    breaks: 'Base rule first, then rates, then bonuses: who comes later is cut first.',
    file: 'app/domain/earning/cap-lines.ts',
    find: `  return lines.map((worth, place) => {`,
    put: `  if (lines.length > 1 && kept.length === 0) {
    return [...capLines([...lines].reverse(), room, [NO_POINTS])].reverse();
  }
  return lines.map((worth, place) => {`,
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title:
        'what an order earns > an order has a cap: the base rule comes first, the bonus ' +
        'gets what is left',
    },
  },
  {
    name: 'cap after rounding: the tier multiplies what the cap left',
    breaks: 'A cap bounds the points of an order, multiplied and rounded.',
    file: LINES,
    find: '    remembered.room ?? null,\n',
    put: `    remembered.room == null
      ? null
      : points((remembered.room * (remembered.placement?.tierPercent ?? 100)) / 100),
`,
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > bound what the tier has multiplied, and a refund takes what is then less',
    },
  },
  {
    name: 'the room of a cap is measured anew at every refund',
    breaks: 'An order’s room is what is left at its first award, and is frozen then.',
    file: LINES,
    find: 'if (remembered.room === undefined && isWorth) {',
    put: 'if (isWorth) {',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: MADE_ROOM,
    },
  },
  {
    name: 'the room of an order is measured at its payment, whatever it earns then',
    breaks: 'An order’s room is what is left at its first award.',
    file: LINES,
    find: 'if (remembered.room === undefined && isWorth) {',
    put: 'if (remembered.room === undefined) {',
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title:
        'caps > an order’s room is what is left at its first award, which may be long ' +
        'after its payment',
    },
  },
  {
    name: 'a new cap forgets what was earned before it',
    breaks: 'The cap `member` bounds what a member has earned ever.',
    file: LINES,
    find: 'caps.order === null && !memory.caps;',
    put: 'Object.values(caps).every((cap) => cap === null);',
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > count what was earned before there were any',
    },
  },
  {
    name: 'a refund makes no room under a cap',
    breaks: 'Caps bound what was earned net of what was taken back.',
    file: ROOM,
    find: 'if (change === 0) return;',
    put: 'if (change <= 0) return;',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: MADE_ROOM,
    },
  },
  {
    name: 'a refund makes room on its own day',
    breaks: 'What is taken back counts in the day of the order’s first award.',
    file: STEP,
    find: 'noteEarned(working, remembered.periods, change);',
    put: `const today = new Date(step.at).toISOString().slice(0, 10);
  const periods = remembered.periods.map((one) => one.replace(/\\d{4}-\\d\\d-\\d\\d/, today));
  noteEarned(working, periods, change);`,
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > a refund makes room on the day of its order, not on its own',
    },
  },
  {
    name: 'zone ignored: the days of caps are those of UTC',
    breaks: 'Days are the shop’s zone’s.',
    file: ROOM,
    find: "`day ${periodKey('day', at, zone)}`",
    put: "`day ${periodKey('day', at, 'UTC')}`",
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > of a day are those of the shop’s day',
    },
  },
  {
    name: 'a bonus given once is given to every order',
    breaks: 'With `once` a bonus is one order’s at a time.',
    file: LINES,
    find: 'holder === undefined || holder === order.id;',
    put: 'holder === undefined || holder !== null;',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: ONCE,
    },
  },
  {
    name: 'a bonus given once is lost with its order',
    breaks: 'Another order gets a `once` bonus where no order has it any more.',
    file: STEP,
    find: 'else if (onceHeldBy.get(ruleId) === order.id) onceHeldBy.delete(ruleId);',
    put: 'else if (!onceHeldBy.has(ruleId)) onceHeldBy.delete(ruleId);',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: ONCE,
    },
  },
  {
    name: 'a bonus given once is free again as soon as another order misses it',
    breaks: 'Another order gets a `once` bonus where no order has it any more.',
    file: STEP,
    find: 'else if (onceHeldBy.get(ruleId) === order.id) onceHeldBy.delete(ruleId);',
    put: 'else onceHeldBy.delete(ruleId);',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: 'what an order earns > a bonus given once stays with its order, however many follow',
    },
  },
  {
    name: 'an order that was taken back is still one of the first',
    breaks: 'An order’s number counts the earlier orders whose counted amount is above zero then.',
    file: STEP,
    find: 'Number(countedMinor > 0) - Number(remembered.countedMinor > 0);',
    put: "Number(countedMinor > 0 && step.kind === 'paid');",
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title:
        'what an order earns > an order’s number counts those before it of which something is left',
    },
  },
];

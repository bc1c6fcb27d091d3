/** Bugs in merging what was observed, and in what an order is worth. */
import type { Mutant } from './mutant.ts';

const REFUND = 'app/domain/facts/observed-refund.ts';
const OBSERVED_TEST = 'app/domain/facts/observed-order.test.ts';
const TIMELINE_TEST = 'app/domain/facts/order-timeline.test.ts';

export const FACTS: readonly Mutant[] = [
  {
    name: 'a refund that is told twice counts twice',
    breaks: 'Merging is idempotent: refunds are united by their id.',
    file: REFUND,
    find: `if (after === before) continue;
    united ??= { ...known };
    united[refund.id] = after;`,
    put: `united ??= { ...known };
    united[before ? refund.id + ' again' : refund.id] = refund;`,
    killedBy: {
      project: 'unit',
      file: OBSERVED_TEST,
      title: 'law: a repeated delivery changes nothing',
    },
  },
  {
    name: 'of two versions of a refund the last to arrive wins',
    breaks: 'Merging is commutative: arrival decides nothing.',
    file: REFUND,
    find: 'return contentOf(a) <= contentOf(b) ? a : b;',
    put: 'return contentOf(a) === contentOf(b) ? a : b;',
    killedBy: {
      project: 'unit',
      file: OBSERVED_TEST,
      title: 'law: the order of deliveries does not matter',
    },
  },
  {
    name: 'of two states of one second the digest decides, cancelled or not',
    breaks: 'Of two states at one instant the one that can only have come later wins.',
    file: 'app/domain/facts/observed-order.ts',
    find: 'if (mark !== other) return mark > other;',
    put: 'if (mark !== other) break;',
    killedBy: {
      project: 'unit',
      file: OBSERVED_TEST,
      title: 'of two states at one instant the one cancelled is the later',
    },
  },
  {
    name: 'units that a snapshot shows as refunded are taken off twice',
    breaks: 'Current quantity has refunds taken off already, so they are added back.',
    file: 'app/domain/facts/order-units.ts',
    find: 'const units = line.currentQuantity + (refunded.get(line.id) ?? 0);',
    put: 'const units = line.currentQuantity;',
    killedBy: {
      project: 'unit',
      file: TIMELINE_TEST,
      title: 'what a snapshot shows as refunded was sold: only the rest was an edit',
    },
  },
  {
    name: 'each unit of a line is rounded, instead of the line',
    breaks: 'A line’s worth is worked out from the units left and rounded once.',
    file: 'app/domain/facts/order-worth.ts',
    find: 'const gross = amountMinor(price, units, this.#exponent);',
    put: 'const gross = units * amountMinor(price, 1, this.#exponent);',
    killedBy: {
      project: 'unit',
      file: TIMELINE_TEST,
      title: 'an amount after returns is the worth of the units left, rounded once',
    },
  },
];

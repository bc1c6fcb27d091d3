import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayOf,
  line,
  observed,
  refund,
  snapshot,
  type SnapshotWords,
} from '../../../tests/simulation/order-words.ts';
import { explainLine } from '../earning/explain-order.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import { sayOrder } from '../ledger/say-order.ts';
import { english } from '../ledger/words/en.ts';
import { pointsPreset } from '../program/presets/points.ts';
import { type ObservedCredit, sumOfCredits, uniteCredits } from './observed-credit.ts';
import { observeCredits, type ObservedOrder, observeRefund } from './observed-order.ts';
import { orderFact } from './order-timeline.ts';

const gbp = (id: string, amount: number): ObservedCredit => {
  return { id, currency: 'GBP', amountMinor: minor(amount) };
};

describe('what gift cards and store credit paid for', () => {
  it.each<[string, string[], ObservedCredit[], string[], string[]]>([
    ['does not count', ['a 1 × 100'], [gbp('t1', 3000)], [], ['1 paid 7000']],
    [
      'of several payments adds up, each once',
      ['a 1 × 100'],
      [gbp('t1', 3000), gbp('t2', 2000), gbp('t1', 3000)],
      [],
      ['1 paid 5000'],
    ],
    [
      'counts no more at any later step, in the same proportion',
      ['a 4 × 25'],
      [gbp('t1', 3000)],
      ['r1 day 2: 1 a', 'r2 day 3: 2 a', 'r3 day 4: 1 a'],
      ['1 paid 7000', '2 refund:r1 5250', '3 refund:r2 1750', '4 refund:r3 0'],
    ],
    [
      'falls on a gift card bought with it as well',
      ['a 1 × 30', 'g 1 × 10 gift', 'b 1 × 60'],
      [gbp('t1', 5000)],
      [],
      ['1 paid 1500 500 3000'],
    ],
    [
      'is rounded so that nothing is lost between the lines',
      ['a 1 × 1', 'b 1 × 1', 'c 1 × 1'],
      [gbp('t1', 100)],
      [],
      ['1 paid 67 66 67'],
    ],
    [
      'together with money given back beyond the lines',
      ['a 1 × 100'],
      [gbp('t1', 5000)],
      ['r1 day 2: + 20.00'],
      ['1 paid 5000', '2 refund:r1 4000'],
    ],
    ['is never more than all of it', ['a 1 × 10'], [gbp('t1', 9900)], [], ['1 paid 0']],
    [
      'in a currency that is not the order’s is not guessed',
      ['a 1 × 10'],
      [{ ...gbp('t1', 500), currency: 'EUR' }],
      [],
      ['1 paid 1000'],
    ],
  ])('%s', (_title, lines, credits, refunds, steps) => {
    const seen = observed([{ day: 1, lines } satisfies SnapshotWords], refunds);
    expect(say(observeCredits(seen, credits))).toEqual(steps);
  });

  it('is shared by shipping and tax', () => {
    const words = { day: 1, shippingMinor: minor(480), shippingTaxMinor: minor(80) };
    const lines = [line('a 3 × 10'), line('b 1 × 5')].map((one, place) => {
      return { ...one, taxMinor: minor(place === 0 ? 600 : 100) };
    });
    const seen = observed([], []);
    const whole = { ...snapshot({ ...words, lines: [] }), lines };
    let known: ObservedOrder = { ...seen, latest: whole, covered: whole, paidAt: whole.updatedAt };
    known = observeRefund(known, refund('r1 day 2: 1 a'));
    // £35 + £4.80 + £7.80 of tax = £47.60, of which half is credit.
    known = observeCredits(known, [gbp('t1', 2380)]);
    const steps = orderFact('1', known)?.steps ?? [];
    expect(steps.map((one) => [one.eligibleMinor, one.shippingMinor, one.taxMinor])).toEqual([
      [1750, 240, 390],
      [1250, 240, 290],
    ]);
  });

  it('is said where it is left out, however the order is judged', () => {
    const seen = observed([{ day: 1, lines: ['a 1 × 100'] }], []);
    const order = orderFact('1', observeCredits(seen, [gbp('t1', 3000)]));
    const [step] = order?.steps ?? [];
    if (!order || !step) throw new Error('A paid order has a step.');
    const plain = pointsPreset({ currency: 'GBP', zone: 'UTC' });
    const judged = { version: 1, tierId: null, tierPercent: 100, nth: 1 };
    const outcome = { uncapped: points(70), points: points(70), by: null, maturesAt: null };
    const rates = [{ id: 'acme', points: points(2), perMinor: minor(100), when: [] }];
    for (const definition of [plain, { ...plain, rates }]) {
      const rule = definition.rates[0]?.id ?? definition.earning.id;
      const explanation = explainLine(definition, order, step, judged, rule, {
        ...outcome,
        earnedAt: step.at,
      });
      expect(explanation.leftOut).toEqual([{ why: 'credit', amountMinor: 3000 }]);
      expect(sayOrder('award', points(70), explanation, { zone: 'UTC', words: english })).toContain(
        '£30.00 was paid with gift cards or store credit, which earns nothing.',
      );
    }
  });

  const credits = fc.array(
    fc.record({
      id: fc.constantFrom('t1', 't2', 't3'),
      currency: fc.constantFrom('GBP', 'EUR'),
      amountMinor: fc.integer({ min: 0, max: 5 }).map(minor),
    }),
    { maxLength: 6 },
  );

  it('is united in any order and with any repetition', () => {
    fc.assert(
      fc.property(credits, credits, (some, others) => {
        const forth = uniteCredits(uniteCredits({}, some), others);
        const back = uniteCredits(uniteCredits(uniteCredits({}, others), some), others);
        expect(back).toEqual(forth);
        expect(sumOfCredits(back, 'GBP')).toBe(sumOfCredits(forth, 'GBP'));
        expect(uniteCredits(forth, some)).toBe(forth);
      }),
    );
  });
});

function say(known: ObservedOrder): string[] {
  const steps = orderFact('1', known)?.steps ?? [];
  return steps.map(({ at, cause, linesMinor }) => [dayOf(at), cause, ...linesMinor].join(' '));
}

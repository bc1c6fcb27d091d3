import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProgram } from '../../../tests/support/any-program.ts';
import {
  anyOrder,
  anyPlacement,
  bonus,
  bought,
  FRIDAY,
  type Judged,
  multiplier,
  NEWCOMER,
  program,
  rate,
  returned,
} from '../../../tests/support/orders-to-judge.ts';
import type { OrderStep } from '../facts/order-fact.ts';
import { points } from '../kernel/points.ts';
import { sayWhyNot } from '../ledger/say-why-not.ts';
import type { ProgramDefinition } from '../program/program.ts';
import { judgeOrder } from './judge-order.ts';
import { type Asked, whyNot } from './why-not.ts';

const SOCKS = { pounds: 9.5, vendor: 'Zenith' } as const;
const GIFT_CARD = { pounds: 50, giftCard: true } as const;
const BY_ACME = { kind: 'vendor', not: false, vendors: ['Acme'] } as const;
const FULL = { room: points(0), by: 'month' } as const;
const UNPAID = { ...bought([10]).order, steps: [] };

// What the program says | the order | what else is known | the sentence
test.each<[string, Partial<ProgramDefinition>, Judged, Partial<Asked>, string]>([
  [
    'a test, before all else',
    {},
    bought([10]),
    { isTest: true, version: null },
    'Order #1001 is a test, and tests earn nothing.',
  ],
  ['not paid', {}, bought([10]), { order: UNPAID }, 'Order #1001 is not paid yet.'],
  [
    'before the program',
    {},
    bought([10]),
    { version: null },
    'Order #1001 was placed before the program began.',
  ],
  [
    'another currency',
    {},
    bought([10], { currency: 'EUR' }),
    { takesPart: false },
    'Order #1001 was paid in EUR, and points are for GBP.',
  ],
  [
    'a customer who had left',
    {},
    bought([10]),
    { takesPart: false },
    'Order #1001 was placed while its customer did not take part.',
  ],
  ['cancelled', {}, after(bought([10]), 'cancel'), {}, 'Order #1001 was cancelled.'],
  [
    'cancelled, then refunded',
    {},
    after(after(bought([10]), 'cancel'), 'refund'),
    {},
    'Order #1001 was cancelled.',
  ],
  [
    'charged back',
    {},
    after(bought([10]), 'chargeback'),
    {},
    'The payment of order #1001 was charged back.',
  ],
  [
    'returned after a charge-back was won',
    {},
    after(after(after(bought([10]), 'chargeback'), 'chargeback-won'), 'refund'),
    {},
    'Everything of order #1001 was returned.',
  ],
  [
    'returned, but for its shipping',
    {},
    returned(bought([10], { shipping: 4.99 }), [0]),
    {},
    'Everything of order #1001 was returned.',
  ],
  [
    'free',
    {},
    bought([0]),
    {},
    'Nothing that counts was paid for order #1001: it was free, or paid with gift cards or ' +
      'store credit.',
  ],
  [
    'nothing that counts',
    { eligible: [BY_ACME] },
    bought([SOCKS, GIFT_CARD], { shipping: 4.99 }),
    {},
    'Nothing of order #1001 counts. £9.50 of the order does not count. ' +
      'Gift cards for £50.00 earn nothing themselves. Shipping for £4.99 does not count.',
  ],
  [
    'less than a point',
    {},
    bought([0.6]),
    {},
    'Order #1001 comes to less than a point: ' + '£0.60 counts at 1 point per £1.00, rounded down.',
  ],
  [
    'less than a point, at the rate of most of it',
    { rates: [rate('acme', { points: 1, perMinor: 10_000 }, BY_ACME)] },
    bought([{ pounds: 60, vendor: 'Acme' }, 0.5]),
    {},
    'Order #1001 comes to less than a point: ' +
      '£60.00 counts at 1 point per £100.00, rounded down.',
  ],
  [
    'no rule for it, where only bonuses earn',
    {
      earning: { ...program().earning, points: points(0) },
      campaigns: [bonus('Stamp', 5, BY_ACME)],
    },
    bought([SOCKS]),
    {},
    'No rule of the program gives points for order #1001.',
  ],
  [
    'a bonus for one order only, which another one has',
    {
      earning: { ...program().earning, points: points(0) },
      campaigns: [bonus('Hello', 5)],
    },
    bought([10]),
    { givenElsewhere: new Set(['Hello']) },
    'Order #1001 gets nothing for “Hello”: that is for one order only, and another one has it.',
  ],
  [
    'times nothing',
    { campaigns: [multiplier('Quiet week', 0)] },
    bought([10]),
    {},
    'Order #1001 comes to less than a point: ' +
      '£10.00 counts at 1 point per £1.00, times 0 for “Quiet week”, rounded down.',
  ],
  [
    'capped',
    {},
    bought([10]),
    { bound: FULL },
    'Order #1001 is worth 10 points, but no more can be earned in one calendar month.',
  ],
])('%s', (_title, said, { order }, known, sentence) => {
  const reason = whyNot({ ...askedOf(program(said), order), ...known });
  expect(reason && sayWhyNot(reason)).toBe(sentence);
});

test('a pause is the reason once an order is judged at all, whatever else is', () => {
  const paused = program({ paused: true });
  const reason = { orderName: '#1001', why: 'paused' };
  expect(whyNot(askedOf(paused, bought([10]).order))).toEqual(reason);
  expect(whyNot(askedOf(paused, after(bought([10]), 'cancel').order))).toEqual(reason);
  const left = { ...askedOf(paused, bought([10]).order), takesPart: false };
  expect(whyNot(left)?.why).toBe('not-taking-part');
});

test('an order that earns has no reason not to', () => {
  expect(whyNot(askedOf(program(), bought([10]).order))).toBeNull();
  const bound = { room: points(1), by: 'day' } as const;
  expect(whyNot({ ...askedOf(program(), bought([10]).order), bound })).toBeNull();
});

test('a bonus that another order has leaves what else is earned', () => {
  const asked = askedOf(program({ campaigns: [bonus('Hello', 5)] }), bought([10]).order);
  const givenElsewhere = new Set(['Hello']);
  expect(whyNot({ ...asked, givenElsewhere })).toBeNull();
  const bound = { room: points(0), by: 'day' } as const;
  expect(whyNot({ ...asked, givenElsewhere, bound })).toMatchObject({ uncapped: 10 });
});

test('there is a reason exactly where an order is worth nothing, and it can be said', () => {
  const reasons = new Set<string>();
  fc.assert(
    fc.property(anyProgram, anyOrder, anyPlacement, (said, { order, step }, placement) => {
      const definition = { ...said, currency: 'GBP' };
      const { lines } = judgeOrder(definition, order, step, placement);
      const worth = lines.reduce((sum, line) => sum + line.points, 0);
      const reason = whyNot({ ...askedOf(definition, order), placement });
      expect(reason === null).toBe(worth > 0);
      if (reason) {
        expect(sayWhyNot(reason)).toMatch(/^\S.*\.$/);
        reasons.add(reason.why);
      }
    }),
    { numRuns: 500 },
  );
  expect([...reasons]).toEqual(expect.arrayContaining(['free', 'nothing-counts']));
});

function askedOf(definition: ProgramDefinition, order: Asked['order']): Asked {
  const version = { version: 1, effectiveAt: FRIDAY, definition };
  return { order, isTest: false, version, takesPart: true, placement: NEWCOMER, bound: null };
}

/** The order after something that leaves nothing of it, or all of it. */
function after({ order, step }: Judged, kind: OrderStep['kind']): Judged {
  if (kind !== 'chargeback-won') {
    const { order: gone, step: last } = returned({ order, step }, [0], kind);
    const steps = [...order.steps, { ...last, kind }];
    return { order: { ...gone, steps }, step: { ...last, kind } };
  }
  const won = { ...(order.steps[0] ?? step), kind, cause: kind };
  return { order: { ...order, steps: [...order.steps, won] }, step: won };
}

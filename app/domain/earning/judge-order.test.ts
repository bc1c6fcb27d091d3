import { expect, test } from 'vitest';
import {
  bonus,
  bought,
  type Bought,
  inTier,
  type Judged,
  multiplier,
  NEWCOMER,
  program,
  rate,
  returned,
} from '../../../tests/support/orders-to-judge.ts';
import { minor } from '../kernel/money.ts';
import { points } from '../kernel/points.ts';
import type { ProgramDefinition } from '../program/program.ts';
import { judgeOrder } from './judge-order.ts';
import type { Placement } from './placement.ts';

const SHOES: Bought = { pounds: 60, vendor: 'Acme', collectionIds: ['shoes'] };
const SOCKS: Bought = { pounds: 9.5, vendor: 'Zenith', productTags: ['Sale'] };
const GIFT_CARD: Bought = { pounds: 50, giftCard: true };
const ON_SHOES = { kind: 'collection', not: false, collectionIds: ['shoes'] } as const;
const ON_SALE = { kind: 'product-tag', not: false, tags: ['sale'] } as const;
const NOT_ON_SALE = { ...ON_SALE, not: true } as const;
const BY_ACME = { kind: 'vendor', not: false, vendors: ['Acme'] } as const;
const OVER_50 = { kind: 'order-value', not: false, atLeastMinor: minor(5000) } as const;
const AT_THE_TILL = { kind: 'channel', not: false, channels: ['pos'] } as const;
const SILVER = inTier('silver', 125);
const ALL = { giftCards: true, shipping: true, tax: true };
const per = (rule: Partial<ProgramDefinition['earning']>) => ({ ...program().earning, ...rule });
const nearest = { earning: per({ rounding: 'nearest' }) } as const;
const ceiling = { earning: per({ rounding: 'ceiling' }) } as const;

// What the program says | what was bought | counted, then each rule's points
test.each<[string, Partial<ProgramDefinition>, Judged, string, Placement?]>([
  ['a point a pound', {}, bought([87.45]), '87.45: orders 87'],
  ['the whole order, not each line', {}, bought([0.6, 0.6]), '1.20: orders 1'],
  ['rounded down', {}, bought([0.99]), '0.99: orders 0'],
  ['to the nearest', nearest, bought([0.49]), '0.49: orders 0'],
  ['to the nearest, a half up', nearest, bought([0.5]), '0.50: orders 1'],
  ['rounded up', ceiling, bought([0.01]), '0.01: orders 1'],
  ['rounded up, a whole number', ceiling, bought([3]), '3.00: orders 3'],
  [
    '3 points for every £2.50',
    { earning: per({ points: points(3), perMinor: minor(250) }) },
    bought([9.99]),
    '9.99: orders 11',
  ],

  ['gift cards, shipping and tax: not', {}, mixed(), '60.00: orders 60'],
  ['… but where they count', { counts: ALL }, mixed(), '119.99: orders 119'],
  [
    '… shipping alone',
    { counts: { ...ALL, giftCards: false, tax: false } },
    mixed(),
    '64.99: orders 64',
  ],

  [
    'gift cards, shipping and tax: not, whatever conditions there are',
    { eligible: [NOT_ON_SALE] },
    mixed(),
    '60.00: orders 60',
  ],
  ['only shoes count', { eligible: [ON_SHOES] }, bought([SHOES, SOCKS]), '60.00: orders 60'],
  ['all but the sale', { eligible: [NOT_ON_SALE] }, bought([SHOES, SOCKS]), '60.00: orders 60'],
  [
    'shipping is of no line that could be left out',
    { eligible: [ON_SHOES], counts: { ...ALL, tax: false } },
    bought([SOCKS], { shipping: 4.99 }),
    '4.99: orders 4',
  ],
  ['only at the till', { eligible: [AT_THE_TILL] }, bought([10]), '0.00: orders 0'],
  [
    'only at the till, at the till',
    { eligible: [AT_THE_TILL] },
    bought([10], { channel: 'pos' }),
    '10.00: orders 10',
  ],
  [
    'orders from £50 of what counts',
    { eligible: [OVER_50, NOT_ON_SALE] },
    bought([48, SOCKS]),
    '0.00: orders 0',
  ],

  [
    'a rate of their own for shoes',
    { rates: [rate('shoes', { points: 3, perMinor: 100 }, ON_SHOES)] },
    bought([SHOES, SOCKS]),
    '69.50: orders 9, shoes 180',
  ],
  [
    'the first rate that holds',
    {
      rates: [
        rate('acme', { points: 2, perMinor: 100 }, BY_ACME),
        rate('shoes', { points: 3, perMinor: 100 }, ON_SHOES),
      ],
    },
    bought([SHOES, SOCKS]),
    '69.50: orders 9, acme 120',
  ],
  [
    'conditions on lines hold on one and the same line',
    { rates: [rate('acme-sale', { points: 9, perMinor: 100 }, BY_ACME, ON_SALE)] },
    bought([SHOES, SOCKS]),
    '69.50: orders 69',
  ],
  [
    'each rule is rounded once: 0.60 and 0.60 are nothing twice',
    { rates: [rate('shoes', { points: 1, perMinor: 100 }, ON_SHOES)] },
    bought([{ pounds: 0.6, collectionIds: ['shoes'] }, 0.6]),
    '1.20: orders 0',
  ],
  [
    'gift cards that count belong to the base rule',
    { counts: ALL, rates: [rate('till', { points: 5, perMinor: 100 })] },
    bought([10, GIFT_CARD]),
    '60.00: orders 50, till 50',
  ],

  ['a tier of 1.25', {}, bought([10.5]), '10.50: orders 13', SILVER],
  ['double points', { campaigns: [multiplier('x2', 200)] }, bought([10.5]), '10.50: orders 21'],
  [
    'double points on shoes',
    { campaigns: [multiplier('x2', 200, ON_SHOES)] },
    bought([SHOES, SOCKS]),
    '69.50: orders 129',
  ],
  [
    'what is multiplied and what is not are rounded together',
    { campaigns: [multiplier('x2', 200, ON_SHOES)] },
    bought([{ pounds: 0.3, collectionIds: ['shoes'] }, 0.6]),
    '0.90: orders 1',
  ],
  [
    'double points at the till, elsewhere',
    { campaigns: [multiplier('x2', 200, AT_THE_TILL)] },
    bought([10]),
    '10.00: orders 10',
  ],
  ['1.5 and 2: the best', stacked('best'), bought([10]), '10.00: orders 20'],
  ['1.5 and 2: added', stacked('add'), bought([10]), '10.00: orders 25'],
  ['1.5 and 2: multiplied', stacked('multiply'), bought([10]), '10.00: orders 30'],
  [
    '1.5, 2 and a tier of 1.25: the best',
    stacked('best'),
    bought([10]),
    '10.00: orders 20',
    SILVER,
  ],
  ['1.5, 2 and a tier of 1.25: added', stacked('add'), bought([10]), '10.00: orders 27', SILVER],
  [
    '1.5, 2 and a tier of 1.25: multiplied',
    stacked('multiply'),
    bought([10]),
    '10.00: orders 37',
    SILVER,
  ],
  [
    'half points on the sale, added up twice, take nothing more than all',
    { stacking: 'add', campaigns: [multiplier('a', 40), multiplier('b', 40)] },
    bought([10]),
    '10.00: orders 0',
  ],
  [
    'half points, in a tier of 1',
    { campaigns: [multiplier('half', 50)] },
    bought([10]),
    '10.00: orders 5',
    inTier('bronze', 100),
  ],

  [
    '100 points more from £50',
    { campaigns: [bonus('big', 100, OVER_50)] },
    bought([50]),
    '50.00: orders 50, big 100',
  ],
  [
    'a bonus is not multiplied',
    { campaigns: [bonus('big', 100, OVER_50), multiplier('x2', 200)] },
    bought([50]),
    '50.00: orders 100, big 100',
    SILVER,
  ],
  [
    'a bonus needs something that counts',
    { campaigns: [bonus('welcome', 100), bonus('shoes', 50, ON_SHOES)] },
    bought([SOCKS, { ...SHOES, pounds: 0 }]),
    '9.50: orders 9, welcome 100',
  ],
  ['a free order has no bonus', { campaigns: [bonus('hi', 9)] }, bought([0]), '0.00: orders 0'],
])('%s', (_title, said, { order, step }, expected, placement = NEWCOMER) => {
  expect(tell(said, { order, step }, placement)).toBe(expected);
});

test('a return takes exactly what is worth less now, and the bonus with it', () => {
  const said = { campaigns: [bonus('big', 100, OVER_50)] };
  const order = bought([40, 15.5]);
  expect(tell(said, order, SILVER)).toBe('55.50: orders 69, big 100');
  expect(tell(said, returned(order, [39.4, 15.5]), SILVER)).toBe('54.90: orders 68, big 100');
  expect(tell(said, returned(order, [40, 0]), SILVER)).toBe('40.00: orders 50');
  expect(tell(said, returned(order, [0, 0]), SILVER)).toBe('0.00: orders 0');
});

test('the example of the room’s README', () => {
  const said = {
    rates: [rate('shoes', { points: 3, perMinor: 100 }, ON_SHOES)],
    campaigns: [bonus('big', 100, OVER_50)],
  };
  const order = bought([{ ...SHOES, pounds: 45.5 }, 9.9]);
  expect(tell(said, order, SILVER)).toBe('55.40: orders 12, shoes 170, big 100');
  const back = returned(order, [45.5, 9.3]);
  expect(tell(said, back, SILVER)).toBe('54.80: orders 11, shoes 170, big 100');
  expect(tell(said, returned(order, [45.5, 0]), SILVER)).toBe('45.50: orders 0, shoes 170');
});

test('numbers too large for a float are worked out exactly', () => {
  const order = bought([20_000_000_000.03]);
  const said = {
    stacking: 'multiply',
    earning: per({ points: points(7), perMinor: minor(3) }),
    campaigns: [multiplier('a', 133), multiplier('b', 167)],
  } as const;
  // 2,000,000,000,003 × 7 × 133 × 167 over 3 × 100 × 100, down from 10,365,133,333,348.88…
  expect(tell(said, order, NEWCOMER)).toBe('20000000000.03: orders 10365133333348');
});

function mixed() {
  return bought([60, GIFT_CARD], { shipping: 4.99, tax: 5 });
}

function stacked(stacking: ProgramDefinition['stacking']) {
  return { stacking, campaigns: [multiplier('a', 150), multiplier('b', 200)] };
}

function tell(said: Partial<ProgramDefinition>, { order, step }: Judged, placement: Placement) {
  const { countedMinor, lines } = judgeOrder(program(said), order, step, placement);
  const told = lines.map(({ ruleId, points: worth }) => `${ruleId} ${worth}`);
  return `${(countedMinor / 100).toFixed(2)}: ${told.join(', ')}`;
}

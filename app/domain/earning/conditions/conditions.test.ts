import { expect, test } from 'vitest';
import {
  at,
  bought,
  inTier,
  type Judged,
  NEWCOMER,
  program,
} from '../../../../tests/support/orders-to-judge.ts';
import { minor } from '../../kernel/money.ts';
import { judgeOrder } from '../judge-order.ts';
import type { Placement } from '../placement.ts';
import type { Speech } from './condition.ts';
import { type Condition, CONDITIONS, kindOf } from './registry.ts';

const VIP = { kind: 'customer-tag', tags: ['VIP'] } as const;
const LOYAL = { kind: 'segment', segmentIds: ['loyal', 'lapsed'] } as const;
const FROM_20 = { kind: 'order-value', atLeastMinor: minor(2000) } as const;
const FIRST_2 = { kind: 'first-orders', orders: 2 } as const;
const TENTH = { kind: 'every-nth-order', orders: 10, again: false } as const;
const EVERY_5TH = { kind: 'every-nth-order', orders: 5, again: true } as const;
const SILVER = { kind: 'tier', tierIds: ['silver', 'gold'] } as const;
const ONLINE = { kind: 'channel', channels: ['online', 'subscription'] } as const;
const P1 = { kind: 'product', productIds: ['p1', 'p2'] } as const;
const SHOES = { kind: 'collection', collectionIds: ['shoes'] } as const;
const SALE = { kind: 'product-tag', tags: ['Sale'] } as const;
const ACME = { kind: 'vendor', vendors: ['Acme'] } as const;

type Turnable = Condition extends infer C ? (C extends Condition ? Omit<C, 'not'> : never) : never;

// The condition | an order for which it holds | one for which it does not
test.each<[string, Turnable, Judged, Judged, Placement?, Placement?]>([
  ['tagged', VIP, bought([5], { customerTags: ['new', 'vip'] }), bought([5])],
  ['a tag is a whole one', VIP, bought([5], { customerTags: ['VIP'] }), tagged('vip-2025')],
  ['in a segment', LOYAL, bought([5], { segmentIds: ['loyal'] }), bought([5])],
  ['from £20', FROM_20, bought([20]), bought([19.99])],
  ['the first two', FIRST_2, bought([5]), bought([5]), nth(2), nth(3)],
  ['the tenth', TENTH, bought([5]), bought([5]), nth(10), nth(9)],
  ['the tenth, once', TENTH, bought([5]), bought([5]), nth(10), nth(20)],
  ['every fifth', EVERY_5TH, bought([5]), bought([5]), nth(5), nth(4)],
  ['every fifth, again', EVERY_5TH, bought([5]), bought([5]), nth(15), nth(16)],
  ['in a tier', SILVER, bought([5]), bought([5]), inTier('gold', 100), inTier('bronze', 100)],
  ['in any tier', SILVER, bought([5]), bought([5]), inTier('silver', 100), NEWCOMER],
  ['online', ONLINE, bought([5], { channel: 'subscription' }), bought([5], { channel: 'pos' })],
  ['a product', P1, bought([{ pounds: 5, productId: 'p2' }]), bought([5])],
  ['another product', P1, bought([{ pounds: 5, productId: 'p1' }]), product('p11')],
  ['of a collection', SHOES, collection('hats', 'shoes'), collection('hats')],
  ['a product tagged', SALE, bought([{ pounds: 5, productTags: ['sale'] }]), bought([5])],
  ['by a vendor', ACME, bought([{ pounds: 5, vendor: 'Acme' }]), bought([5])],
])('%s', (_title, condition, yes, no, placed = NEWCOMER, notPlaced = placed) => {
  expect(counts({ ...condition, not: false }, yes, placed)).toBe(true);
  expect(counts({ ...condition, not: false }, no, notPlaced)).toBe(false);
  expect(counts({ ...condition, not: true }, yes, placed)).toBe(false);
  expect(counts({ ...condition, not: true }, no, notPlaced)).toBe(true);
});

const FROM = '2026-03-29T01:30';
const TO = '2026-10-25T01:30';

// In London clocks go from 01:00 to 02:00 on 29 March and from 02:00 to 01:00 on 25 October 2026.
test.each<[string, string, string | null, string | null, string, boolean]>([
  ['the minute before', 'UTC', '2026-05-01T00:00', null, '2026-04-30T23:59:59.999Z', false],
  ['the very instant', 'UTC', '2026-05-01T00:00', null, '2026-05-01T00:00:00Z', true],
  ['the last instant', 'UTC', null, '2026-05-01T00:00', '2026-04-30T23:59:59.999Z', true],
  ['the end is outside', 'UTC', null, '2026-05-01T00:00', '2026-05-01T00:00:00Z', false],
  ['open at both ends', 'UTC', null, null, '1999-01-01T00:00:00Z', true],
  [
    'a day begins with the shop',
    'Asia/Kathmandu',
    '2026-05-01T00:00',
    null,
    '2026-04-30T18:15:00Z',
    true,
  ],
  [
    '… and not before it',
    'Asia/Kathmandu',
    '2026-05-01T00:00',
    null,
    '2026-04-30T18:14:59Z',
    false,
  ],
  [
    'in New York later',
    'America/New_York',
    '2026-05-01T00:00',
    null,
    '2026-05-01T03:59:00Z',
    false,
  ],
  ['in New York then', 'America/New_York', '2026-05-01T00:00', null, '2026-05-01T04:00:00Z', true],
  ['in Samoa earlier', 'Pacific/Apia', '2026-05-01T00:00', null, '2026-04-30T11:00:00Z', true],
  ['before a time the clock skips', 'Europe/London', FROM, null, '2026-03-29T00:59:59Z', false],
  ['after a time the clock skips', 'Europe/London', FROM, null, '2026-03-29T01:00:00Z', true],
  ['before a time that comes twice', 'Europe/London', null, TO, '2026-10-25T00:29:00Z', true],
  ['after it came once', 'Europe/London', null, TO, '2026-10-25T00:30:00Z', false],
  ['before it comes again', 'Europe/London', null, TO, '2026-10-25T01:29:00Z', true],
  ['after it came twice', 'Europe/London', null, TO, '2026-10-25T01:30:00Z', false],
])('dates: %s', (_title, zone, from, to, placedAt, holds) => {
  const condition = { kind: 'dates', not: false, from, to } as const;
  const order = bought([5], { createdAt: at(placedAt) });
  expect(counts(condition, order, NEWCOMER, zone)).toBe(holds);
});

// 27 November 2026 is a Friday.
test.each<[string, string, Days, [number, number], string, boolean]>([
  ['at the hour', 'UTC', ['friday'], [9, 17], '2026-11-27T09:00:00Z', true],
  ['a minute early', 'UTC', ['friday'], [9, 17], '2026-11-27T08:59:00Z', false],
  ['the last minute', 'UTC', ['friday'], [9, 17], '2026-11-27T16:59:59Z', true],
  ['at the end', 'UTC', ['friday'], [9, 17], '2026-11-27T17:00:00Z', false],
  ['another day', 'UTC', ['monday', 'sunday'], [9, 17], '2026-11-27T12:00:00Z', false],
  ['the whole day', 'UTC', ['friday'], [0, 24], '2026-11-27T23:59:59Z', true],
  ['past midnight', 'UTC', ['friday'], [22, 2], '2026-11-28T01:59:00Z', true],
  ['… until its end', 'UTC', ['friday'], [22, 2], '2026-11-28T02:00:00Z', false],
  ['… not the night before', 'UTC', ['friday'], [22, 2], '2026-11-27T01:00:00Z', false],
  ['… from Sunday to Monday', 'UTC', ['sunday'], [22, 2], '2026-11-30T01:00:00Z', true],
  ['from noon to noon', 'UTC', ['friday'], [12, 12], '2026-11-28T11:59:00Z', true],
  ['still Thursday there', 'America/New_York', ['friday'], [0, 24], '2026-11-27T04:59:00Z', false],
  ['Friday there by now', 'America/New_York', ['friday'], [0, 24], '2026-11-27T05:00:00Z', true],
  ['Friday there already', 'Pacific/Apia', ['friday'], [0, 24], '2026-11-26T11:00:00Z', true],
  ['in quarters of an hour', 'Asia/Kathmandu', ['friday'], [9, 10], '2026-11-27T03:15:00Z', true],
  ['… not before', 'Asia/Kathmandu', ['friday'], [9, 10], '2026-11-27T03:14:00Z', false],
  ['the hour skipped', 'Europe/London', ['sunday'], [1, 2], '2026-03-29T01:00:00Z', false],
  ['the hour twice, once', 'Europe/London', ['sunday'], [1, 2], '2026-10-25T00:30:00Z', true],
  ['the hour twice, again', 'Europe/London', ['sunday'], [1, 2], '2026-10-25T01:30:00Z', true],
])('weekdays and hours: %s', (_title, zone, weekdays, [fromHour, toHour], placedAt, holds) => {
  const condition = { kind: 'weekday-hours', not: false, weekdays, fromHour, toHour } as const;
  const order = bought([5], { createdAt: at(placedAt) });
  expect(counts(condition, order, NEWCOMER, zone)).toBe(holds);
});

const WEEKEND = {
  kind: 'weekday-hours',
  weekdays: ['sunday', 'saturday'],
  fromHour: 9,
  toHour: 18,
} as const;
const BLACK_FRIDAY = { kind: 'dates', from: '2026-11-27T00:00', to: '2026-11-30T09:30' } as const;

test.each<[Turnable, string, string]>([
  [
    ONLINE,
    'on orders placed online or by subscription',
    'on orders not placed online or by subscription',
  ],
  [VIP, 'for customers tagged “VIP”', 'for customers not tagged “VIP”'],
  [LOYAL, 'for customers in 2 chosen groups', 'for customers outside 2 chosen groups'],
  [FROM_20, 'on orders of 2000p or more', 'on orders below 2000p'],
  [{ ...FIRST_2, orders: 1 }, 'on your first order', 'on every order but your first'],
  [FIRST_2, 'on your first 2 orders', 'on every order after your first 2'],
  [TENTH, 'on the 10th order', 'on every order but the 10th'],
  [EVERY_5TH, 'on every 5th order', 'except on every 5th order'],
  [{ ...EVERY_5TH, orders: 2 }, 'on every 2nd order', 'except on every 2nd order'],
  [{ ...TENTH, orders: 13 }, 'on the 13th order', 'on every order but the 13th'],
  [{ ...TENTH, orders: 1_000 }, 'on the 1,000th order', 'on every order but the 1,000th'],
  [{ ...EVERY_5TH, orders: 23 }, 'on every 23rd order', 'except on every 23rd order'],
  [SILVER, 'for *silver* or *gold* members', 'for members who are not *silver* or *gold*'],
  [
    BLACK_FRIDAY,
    'from 27 November 2026, 00:00 until 30 November 2026, 09:30',
    'before 27 November 2026, 00:00 and from 30 November 2026, 09:30 on',
  ],
  [
    { ...BLACK_FRIDAY, to: null },
    'from 27 November 2026, 00:00 on',
    'before 27 November 2026, 00:00',
  ],
  [
    { ...BLACK_FRIDAY, from: null },
    'before 30 November 2026, 09:30',
    'from 30 November 2026, 09:30 on',
  ],
  [{ ...BLACK_FRIDAY, from: null, to: null }, 'at any time', 'at no time'],
  [
    WEEKEND,
    'on Saturdays and Sundays from 09:00 to 18:00',
    'except on Saturdays and Sundays from 09:00 to 18:00',
  ],
  [
    { ...WEEKEND, fromHour: 0, toHour: 24 },
    'on Saturdays and Sundays',
    'except on Saturdays and Sundays',
  ],
  [P1, 'on 2 chosen products', 'on everything but 2 chosen products'],
  [SHOES, 'on products of one chosen collection', 'on products outside one chosen collection'],
  [SALE, 'on products tagged “Sale”', 'on products not tagged “Sale”'],
  [
    { ...SALE, tags: ['a', 'b', 'c'] },
    'on products tagged “a”, “b” or “c”',
    'on products not tagged “a”, “b” or “c”',
  ],
  [ACME, 'on products by Acme', 'on products not by Acme'],
])('%o is said in words', (condition, said, turned) => {
  const { say, sayNot } = kindOf(condition);
  const speech: Speech = { money: (amount) => `${amount}p`, tier: (id) => `*${id}*` };
  expect(say(condition as never, speech)).toBe(said);
  expect(sayNot(condition as never, speech)).toBe(turned);
});

test('every kind is registered under its own name', () => {
  for (const [name, { kind }] of Object.entries(CONDITIONS)) expect(kind).toBe(name);
});

type Days = readonly (
  'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'
)[];

/** Whether an order counts where only this is eligible. */
function counts(only: Condition, { order, step }: Judged, placement: Placement, zone = 'UTC') {
  const definition = program({ zone, eligible: [only] });
  return judgeOrder(definition, order, step, placement).countedMinor > 0;
}

function nth(number: number): Placement {
  return { ...NEWCOMER, nth: number };
}

function tagged(tag: string): Judged {
  return bought([5], { customerTags: [tag] });
}

function product(productId: string): Judged {
  return bought([{ pounds: 5, productId }]);
}

function collection(...collectionIds: string[]): Judged {
  return bought([{ pounds: 5, collectionIds }]);
}

/**
 * One scenario for each thing that programs settle without saying so, and that is settled here:
 * what counts, roundings, returns, tiers, debts, caps, publishing, calendars, guests, merges. Days
 * are those of December 2026; lots are pending/available/held points.
 */
import { expect, test } from 'vitest';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import { observeCredits } from '../../app/domain/facts/observed-order.ts';
import { ownerOfGuestOrder } from '../../app/domain/identity/guest-orders.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { Campaign, DebtPolicy } from '../../app/domain/program/program.ts';
import { tellOfGroup } from './group-story.ts';
import {
  did,
  foldTold,
  ladder,
  left,
  paid,
  sayLots,
  sayMovements,
  saying,
  sayTiers,
} from './language-words.ts';
import { tell } from './ledger-story.ts';
import { day, observed } from './order-words.ts';

const NO_CAPS = { order: null, day: null, month: null, member: null };
const LIVES_A_MONTH = { kind: 'after-earning', months: 1, graceDays: 7 } as const;

test('what discounts and gift cards paid for earns nothing, nor do shipping and tax', () => {
  // Given two mugs at £10 with £4 off, a gift card of £30 bought with them, and £5 of shipping
  const sold = { day: 1, lines: ['a 2 × 10 - 4', 'g 1 × 30 gift'] };
  const seen = observed([{ ...sold, shippingMinor: minor(500), codes: ['R: 4.00 a'] }]);
  expect(orderFact('A', seen)?.steps.at(-1)?.eligibleMinor).toBe(1_600);
  // When a gift card pays half of all that, half of the mugs is left
  const credits = [{ id: 'p', currency: 'GBP', amountMinor: minor(2_550) }];
  expect(orderFact('A', observeCredits(seen, credits))?.steps.at(-1)?.eligibleMinor).toBe(800);
});

test('ten refunds of 1 take what one refund of 10 takes', () => {
  const versions = [saying({})];
  const often = Array.from({ length: 10 }, (_, time) => left('A', 2 + time, 19.5 - time));
  const lots = foldTold([paid('A', 1, 20.5), ...often, left('A', 13, 10.5)], versions, 20);
  expect(sayLots(lots)).toBe('A 0/10/0');
  expect(sayLots(foldTold([paid('A', 1, 20.5), left('A', 2, 10.5)], versions, 20))).toBe(
    'A 0/10/0',
  );
});

test('what comes back to a lot whose time is over lives on for its days of grace', () => {
  const { given, told } = tell(
    `
    1  | A paid 500          | A 0/500/0
    2  | hold R 500          | A 0/0/500
    3  | X used R for 5      | A 0/0/500
    3  | settle R by X       | A 0/0/0
    50 | X keeps 2.50 of R   | A 0/250/0
    56 |                     | A 0/250/0
    57 |                     | A 0/0/0
    `,
    [saying({ expiry: LIVES_A_MONTH })],
  );
  expect(told).toBe(given);
});

test('an order earns by the tier at its creation, and a refund re-rates no other order', () => {
  const tiers = ladder('Bronze 0, Silver 100 ×2');
  const versions = [
    saying({ tiers: { ...tiers, keeping: { kind: 'days', days: 0, softLanding: false } } }),
  ];
  // The order that reaches Silver earns as Bronze, the next one as Silver
  const told = [paid('A', 1, 100), paid('B', 2, 50)];
  expect(sayLots(foldTold(told, versions, 2))).toBe('A 0/100/0, B 0/100/0');
  // When the first goes back Silver is lost then, and the second keeps what it earned
  const lost = foldTold([...told, left('A', 5, 0)], versions, 5);
  expect(sayLots(lost)).toBe('A 0/0/0, B 0/100/0');
  expect(sayTiers(lost)).toBe('1 silver, 5 bronze');
});

test.each<[DebtPolicy, string]>([
  ['allow-negative', '4 | late A left 0 on 3 | A 0/-60/60\n 5 | B paid 100 | A 0/0/60, B 0/40/0'],
  ['stop-at-zero', '4 | late A left 0 on 3 | A 0/0/60\n 5 | B paid 100 | A 0/0/60, B 0/100/0'],
  ['pending-only', '4 | late A left 0 on 3 | A 0/40/60\n 5 | B paid 100 | A 0/40/60, B 0/100/0'],
])('under %s a shortfall that is learnt of late is treated as one at once', (debt, rows) => {
  const { given, told } = tell(
    `
    1 | A paid 100 | A 0/100/0
    2 | hold R 60  | A 0/40/60
    ${rows}
    `,
    [saying({ debt })],
  );
  expect(told).toBe(given);
});

test('a cap is said: 500 of 730', () => {
  const versions = [saying({ caps: { ...NO_CAPS, order: points(500) } })];
  const [award] = foldTold([paid('A', 1, 730)], versions, 1).movements;
  expect(award).toMatchObject({ points: 500, explanation: { uncapped: 730, cappedBy: 'order' } });
});

test('expired points come back where an activity becomes known that kept them alive', () => {
  const versions = [saying({ expiry: { kind: 'inactivity', months: 1, graceDays: 0 } })];
  const told = [paid('A', 1, 100)];
  expect(sayLots(foldTold(told, versions, 40))).toBe('A 0/0/0');
  expect(sayLots(foldTold([...told, did('review', 20)], versions, 40))).toBe('A 0/100/0');
});

test('a version judges what was created under it, and lots keep the expiry of theirs', () => {
  const dearer = { id: 'orders', kind: 'orders', points: points(2), perMinor: minor(100) } as const;
  const versions = [
    saying({ expiry: LIVES_A_MONTH }),
    saying({ earning: { ...dearer, rounding: 'floor' } }, { number: 2, from: 5 }),
  ];
  // Ordered before it was published and paid after, and the other way round
  const told = [paid('A', 6, 100, 4), paid('B', 5, 100)];
  expect(sayLots(foldTold(told, versions, 6))).toBe('A 0/100/0, B 0/200/0');
  // The first one's month and days of grace still pass, the second never ends
  expect(sayLots(foldTold(told, versions, 60))).toBe('A 0/0/0, B 0/200/0');
});

test('days are the shop’s: fourteen of them are an hour longer where the clock goes back', () => {
  const versions = [saying({ zone: 'Europe/London', pendingDays: 14 }, { from: -60 })];
  const beforeTheChange = Math.round((Date.UTC(2026, 9, 20, 10) - day(1)) / 86_400_000) + 1;
  const told = foldTold([paid('A', beforeTheChange, 10)], versions, beforeTheChange + 20);
  const [, matured] = told.movements;
  expect(matured?.at).toBe(instant(Date.UTC(2026, 10, 3, 11)));
});

test('a bonus for the first day of the month is by the shop’s clock, not by ours', () => {
  const firstOfJanuary: Campaign = {
    ...{ id: 'new-year', name: 'New year' },
    when: [{ kind: 'dates', not: false, from: '2027-01-01T00:00', to: '2027-01-02T00:00' }],
    gives: { kind: 'bonus', points: points(50), once: false },
  };
  // Ten in the evening in London is the next day in Auckland
  const late = { campaigns: [firstOfJanuary] };
  const onTheLastDay = [paid('A', 31.5, 10)];
  const auckland = [saying({ ...late, zone: 'Pacific/Auckland' })];
  expect(sayMovements(foldTold(onTheLastDay, auckland, 32))).toBe(
    '31.5 award A 10, 31.5 award A:new-year 50',
  );
  expect(sayMovements(foldTold(onTheLastDay, [saying(late)], 32))).toBe('31.5 award A 10');
});

test('who joins has what a guest bought with their e-mail, as far back as that goes', () => {
  const versions = [saying({ lookBackDays: 30 })];
  const joined = { id: 'C1', memberId: 'ann', emailKey: 'mail', at: day(40) };
  const bought = (on: number, emailKey = 'mail') => ({ emailKey, createdAt: day(on) });
  const owners = [bought(10), bought(9.9), bought(60), bought(20, 'another')].map((order) =>
    ownerOfGuestOrder(order, [joined], versions),
  );
  expect(owners).toEqual(['ann', null, 'ann', null]);
  // Of two who join with one e-mail the first has it, whoever is heard of first
  const later = { ...joined, id: 'C2', memberId: 'bea', at: day(41) };
  expect(ownerOfGuestOrder(bought(20), [later, joined], versions)).toBe('ann');
});

test('merging keeps once-only bonuses once, and parting gives each their own again', () => {
  const welcome: Campaign = {
    ...{ id: 'welcome', name: 'Welcome', when: [] },
    gives: { kind: 'bonus', points: points(50), once: true },
  };
  const { given, told } = tellOfGroup(
    `
    1 | ann: A paid 10    | ann: A 0/10/0, A:welcome 0/50/0
    2 | bea: B paid 20    | ann: A 0/10/0, A:welcome 0/50/0; bea: B 0/20/0, B:welcome 0/50/0
    3 | bea into ann as M | ann: A 0/10/0, A:welcome 0/50/0, B 0/20/0
    4 | M was a mistake   | ann: A 0/10/0, A:welcome 0/50/0; bea: B 0/20/0, B:welcome 0/50/0
    `,
    [saying({ campaigns: [welcome] })],
  );
  expect(told).toBe(given);
});

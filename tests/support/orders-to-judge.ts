/**
 * Orders and programs in a few words, for tests of what orders are worth: `bought([10.5])` is an
 * order of one line of £10.50, paid on Friday, 27 November 2026 at noon UTC.
 */
import fc from 'fast-check';
import type { Placement } from '../../app/domain/earning/placement.ts';
import type { OrderFact, OrderLine, OrderStep } from '../../app/domain/facts/order-fact.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { blankProgram } from '../../app/domain/program/blank-program.ts';
import type { Campaign, OwnRate, ProgramDefinition } from '../../app/domain/program/program.ts';

const DAY_MS = 86_400_000;
export const FRIDAY = at('2026-11-27T12:00:00Z');

export function at(iso: string): Instant {
  return instant(Date.parse(iso));
}

/** 1 point a pound, and what is said otherwise. */
export function program(said: Partial<ProgramDefinition> = {}): ProgramDefinition {
  return { ...blankProgram({ currency: 'GBP', zone: 'Europe/London' }, 'test'), ...said };
}

export function multiplier(
  id: string,
  percent: number,
  ...when: Campaign['when'][number][]
): Campaign {
  return { id, name: id, when, gives: { kind: 'multiplier', percent } };
}

export function bonus(id: string, gives: number, ...when: Campaign['when'][number][]): Campaign {
  return { id, name: id, when, gives: { kind: 'bonus', points: points(gives), once: false } };
}

export function rate(
  id: string,
  each: { readonly points: number; readonly perMinor: number },
  ...when: OwnRate['when'][number][]
): OwnRate {
  return { id, points: points(each.points), perMinor: minor(each.perMinor), when };
}

/** An amount in pounds, or a line with what the product was. */
export type Bought = number | (Partial<OrderLine> & { readonly pounds: number });
export type Judged = { readonly order: OrderFact; readonly step: OrderStep };

/** An order and its payment. */
export function bought(
  lines: readonly Bought[],
  about: Partial<OrderFact> & { readonly shipping?: number; readonly tax?: number } = {},
): Judged {
  const { shipping = 0, tax = 0, ...facts } = about;
  const each = lines.map((line) => (typeof line === 'number' ? { pounds: line } : line));
  const amounts = each.map(({ pounds }) => pence(pounds));
  const sumOf = (giftCards: boolean) =>
    minor(
      each.reduce(
        (sum, line, at) => sum + ((line.giftCard ?? false) === giftCards ? (amounts[at] ?? 0) : 0),
        0,
      ),
    );
  const step = {
    kind: 'paid',
    at: facts.createdAt ?? FRIDAY,
    cause: 'paid',
    eligibleMinor: sumOf(false),
    linesMinor: amounts,
    shippingMinor: pence(shipping),
    taxMinor: pence(tax),
  } as const;
  const order = {
    id: '1',
    name: '#1001',
    createdAt: FRIDAY,
    currency: 'GBP',
    channel: 'online',
    customerTags: [],
    segmentIds: [],
    lines: each.map(lineOf),
    giftCardMinor: sumOf(true),
    steps: [step],
    ...facts,
  } as const;
  return { order, step };
}

/** The same order after a return the day after: what is left of each of its lines, in pounds. */
export function returned(
  { order, step }: Judged,
  left: readonly number[],
  cause = 'refund:1',
): Judged {
  const linesMinor = left.map(pence);
  const goods = linesMinor.reduce(
    (sum, amount, at) => (order.lines[at]?.giftCard ? sum : sum + amount),
    0,
  );
  const later = {
    ...step,
    kind: 'refund',
    cause,
    at: instant(step.at + DAY_MS),
    linesMinor,
    eligibleMinor: minor(goods),
  } as const;
  return { order: { ...order, steps: [...order.steps, later] }, step: later };
}

export const NEWCOMER: Placement = { version: 1, tierId: null, tierPercent: 100, nth: 1 };

export function inTier(tierId: string, tierPercent: number): Placement {
  return { ...NEWCOMER, tierId, tierPercent };
}

/** Orders of up to four lines that generated programs have something to say about. */
export const anyOrder: fc.Arbitrary<Judged> = fc
  .record({
    lines: fc.array(
      fc.record({
        pounds: fc.integer({ min: 0, max: 50_000 }).map((amount) => amount / 100),
        productId: fc.option(fc.constantFrom('a', 'b', 'c')),
        vendor: fc.option(fc.constantFrom('a', 'b', 'c')),
        productTags: fc.uniqueArray(fc.constantFrom('a', 'B', 'c')),
        collectionIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
        giftCard: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 4 },
    ),
    about: fc.record({
      shipping: fc.constantFrom(0, 4.99),
      tax: fc.constantFrom(0, 12.34),
      channel: fc.constantFrom('online', 'pos', 'subscription', 'b2b'),
      customerTags: fc.uniqueArray(fc.constantFrom('a', 'B', 'c')),
      segmentIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      createdAt: fc
        .integer({ min: at('2026-04-25T00:00:00Z'), max: at('2026-06-08T00:00:00Z') })
        .map(instant),
    }),
  })
  .map(({ lines, about }) => bought(lines, about));

export const anyPlacement: fc.Arbitrary<Placement> = fc.record({
  version: fc.constant(1),
  tierId: fc.constantFrom(null, 'a', 'level0', 'level1'),
  tierPercent: fc.constantFrom(100, 125, 150),
  nth: fc.integer({ min: 1, max: 4 }),
});

function lineOf(said: Partial<OrderLine>): OrderLine {
  const { productId = null, vendor = null, productTags = [], collectionIds = [] } = said;
  return { productId, vendor, productTags, collectionIds, giftCard: said.giftCard ?? false };
}

function pence(pounds: number) {
  return minor(Math.round(pounds * 100));
}

/**
 * The preset points-tiers over trade of several years, against a reckoning written apart from its
 * words alone: sums are added up anew at every instant, and the past is searched from its start.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { matchReturns, type Trade, type TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { tradeLines } from '../../twin/trade-file/trade-fixture.ts';
import { foldTrade } from './fold-trade.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const START = Date.UTC(2010, 4, 1, 10);
const LEVELS = [
  { id: 'gold', from: 200_000, times: 150 },
  { id: 'silver', from: 50_000, times: 125 },
  { id: 'bronze', from: 0, times: 100 },
] as const;

/** What is left of an order after those of its returns that had come by then, in pence. */
function leftOf(order: TradeOrder, hasCome: (at: number) => boolean): number {
  const returned = order.returns.filter(({ at }) => hasCome(at)).flatMap(({ units }) => units);
  return order.lines.reduce((sum, { price, quantity }, index) => {
    const back = returned.filter((unit) => unit.index === index);
    const left = back.reduce((units, unit) => units - unit.quantity, quantity);
    return sum + left * Math.round(Number(price) * 100);
  }, 0);
}

/** The level at an instant, by the orders there were just before `order`, or by all where null. */
function levelAt(orders: readonly TradeOrder[], at: number, order: TradeOrder | null) {
  const place = order === null ? orders.length : orders.indexOf(order);
  const known = orders.filter((each, index) => each.at <= at && index < place);
  const sumAt = (moment: number, hasCome: (back: number) => boolean) =>
    known
      .filter((each) => each.at <= moment && moment - each.at < YEAR)
      .reduce((sum, each) => sum + leftOf(each, hasCome), 0);
  // The sum changes at these instants only.
  const moments = known
    .flatMap((each) => [each.at, each.at + YEAR, ...each.returns.map((back) => back.at)])
    .filter((moment) => moment <= at)
    .sort((a, b) => a - b);
  const met = moments.flatMap((moment) => {
    const next = moments.find((later) => later > moment) ?? at;
    // At one instant orders come before returns: so much at the instant itself, and so much after
    // it until the sum changes next. An order is placed before any return at its own instant.
    const atOnce = { last: moment, sum: sumAt(moment, (back) => back < moment) };
    const onwards = { last: next, sum: sumAt(moment, (back) => back <= moment) };
    return order?.at === moment ? [atOnce] : [atOnce, onwards];
  });
  const level = LEVELS.find(({ from }) =>
    met.some(({ sum, last }) => sum >= from && at - last < YEAR),
  );
  return level ?? LEVELS[2];
}

function reckon(trade: Trade) {
  const figures = { awarded: 0, clawedBack: 0, tiers: { bronze: 0, silver: 0, gold: 0 } };
  for (const customer of new Set(trade.orders.map(({ customerId }) => customerId))) {
    const orders = trade.orders.filter(({ customerId }) => customerId === customer);
    for (const order of orders) {
      const { times } = levelAt(orders, order.at, order);
      const worth = (hasCome: (at: number) => boolean) =>
        Math.floor((leftOf(order, hasCome) * times) / 10_000);
      const [first, left] = [worth(() => false), worth((at) => at <= trade.asOf)];
      figures.awarded += first;
      figures.clawedBack += first - left;
    }
    figures.tiers[levelAt(orders, trade.asOf, null).id] += 1;
  }
  return { ...figures, balance: figures.awarded - figures.clawedBack };
}

// Few days and round amounts, so that a year to the instant and a sum to the penny come up often.
const aLine = fc.record({
  day: fc.constantFrom(0, 1, 100, 182, 365, 366, 465, 547, 730, 731, 1095, 1460),
  pounds: fc.constantFrom('100.00', '250.00', '499.99', '500.00', '1500.00', '2000.00'),
  customer: fc.constantFrom('7', '8'),
  back: fc.option(fc.record({ after: fc.constantFrom(0, 1, 100, 365, 400), many: fc.nat(1) })),
});

function tradeOf(sold: readonly { day: number; pounds: string; customer: string; back: Back }[]) {
  const lines = sold.flatMap(({ day, pounds, customer, back }, at) => {
    const code = `850${10 + at}`;
    const [sale] = tradeLines(`${100 + at} ${code} 2 01T10:00 ${pounds} ${customer}`);
    const [note] = tradeLines(
      `C${500 + at} ${code} -${1 + (back?.many ?? 0)} 01T10:00 ${pounds} ${customer}`,
    );
    return [
      ...(sale ? [{ ...sale, at: START + day * DAY }] : []),
      ...(note && back ? [{ ...note, at: START + (day + back.after) * DAY }] : []),
    ];
  });
  return matchReturns(
    lines.sort((a, b) => a.at - b.at),
    START + 1500 * DAY,
  );
}

type Back = { after: number; many: number } | null;

it('gives what its words say, for trade of years', () => {
  const program = pointsTiersPreset({ currency: 'GBP', zone: 'UTC' });
  const seen = { gold: 0, silver: 0, bronze: 0 };
  fc.assert(
    fc.property(fc.array(aLine, { minLength: 1, maxLength: 8 }), (sold) => {
      const trade = tradeOf(sold);
      const { figures } = foldTrade(trade, program);
      const naive = reckon(trade);
      expect(figures).toMatchObject(naive);
      for (const { id } of LEVELS) seen[id] += naive.tiers[id];
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.gold, seen.silver, seen.bronze)).toBeGreaterThan(50);
});

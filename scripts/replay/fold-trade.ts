/**
 * Replays trade through the domain: every order becomes the fact the pipeline would have made of
 * its webhooks, every member is folded, and the figures are read off movements and lots.
 */
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { invariant } from '../../app/domain/kernel/invariant.ts';
import type { Movement } from '../../app/domain/ledger/movement.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import type { Trade, TradeOrder } from '../../twin/trade-file/match-returns.ts';
import { TradeError } from '../../twin/trade-file/refuse-line.ts';
import { customerIdOf, orderIdOf } from '../../twin/trade-file/name-ids.ts';
import { foldMemberOfTrade } from './fold-member-of-trade.ts';
import { observeOrder, ordersByCustomer } from './observe-order.ts';
import { type EarningNothing, OrdersEarningNothing } from './orders-earning-nothing.ts';
import { PerksGiven } from './perks-given.ts';
import { RewardsTaken } from './rewards-taken.ts';
import { type MonthEnd, TradeReport } from './trade-report.ts';

/** What one member has, as the books must have it after the same trade came in as webhooks. */
export type MemberBooks = {
  awarded: number;
  clawedBack: number;
  pending: number;
  available: number;
};

export type ReplayFigures = {
  readonly lines: number;
  readonly orders: number;
  readonly guestOrders: number;
  readonly members: number;
  readonly eligibleMinor: number;
  readonly refundedMinor: number;
  readonly returnedUnitsMatched: number;
  readonly returnedUnitsUnmatched: number;
  readonly awarded: number;
  readonly clawedBack: number;
  readonly balance: number;
  /** Under a program whose points expire. */
  readonly expired?: number;
  /** Under a program that hands out rewards by itself: how many, and their worth in minor units. */
  readonly rewardsTaken?: number;
  readonly rewardsMinor?: number;
  /** Under a program whose tiers take something off by themselves: what, in minor units. */
  readonly perksMinor?: number;
  /** Under a program with tiers: members by level at asOf. */
  readonly tiers?: Readonly<Record<string, number>>;
};

export type Replay = {
  readonly figures: ReplayFigures;
  /** By customer id, as the deliveries of the same trade would carry it. */
  readonly members: ReadonlyMap<string, MemberBooks>;
  readonly monthEnds: readonly MonthEnd[];
  /** The movements that moved most, each with its explanation. */
  readonly largest: readonly Movement[];
  /** Members' orders that earn nothing as they stand in the end, by the reason why. */
  readonly earningNothing: readonly EarningNothing[];
};

/** Folds all of the trade under one program, in force from before the first line. */
export function foldTrade(trade: Trade, definition: ProgramDefinition): Replay {
  const version: ProgramVersion = {
    version: 1,
    effectiveAt: instant(Number.MIN_SAFE_INTEGER),
    definition,
  };
  const sums = { eligibleMinor: 0, refundedMinor: 0, awarded: 0, clawedBack: 0, balance: 0 };
  const members = new Map<string, MemberBooks>();
  const report = new TradeReport(definition.zone);
  const nothing = new OrdersEarningNothing(version);
  const taken = new RewardsTaken(definition);
  const perks = new PerksGiven(definition);
  const tiers = Object.fromEntries((definition.tiers?.levels ?? []).map(({ id }) => [id, 0]));
  for (const [customerId, orders] of ordersByCustomer(trade.orders)) {
    const facts = orders.map((order) => factOf(order, definition.currency));
    for (const { steps } of facts) {
      const gross = steps[0]?.eligibleMinor ?? 0;
      sums.eligibleMinor += gross;
      sums.refundedMinor += gross - (steps.at(-1)?.eligibleMinor ?? 0);
    }
    const { books, tierId } = booksOf(facts, version, {
      asOf: instant(trade.asOf),
      ...{ report, nothing, taken, perks },
    });
    members.set(customerIdOf(customerId), books);
    sums.awarded += books.awarded;
    sums.clawedBack += books.clawedBack;
    sums.balance += books.pending + books.available;
    if (tierId !== null) tiers[tierId] = (tiers[tierId] ?? 0) + 1;
  }
  const { returnedUnitsMatched, returnedUnitsUnmatched } = trade;
  const units = { returnedUnitsMatched, returnedUnitsUnmatched };
  const given = { ...taken.figures(), ...perks.figures() };
  for (const [what, sum] of Object.entries({ ...sums, ...units, ...given }))
    refuseInexact(what, sum);
  const figures = {
    ...figuresOf(trade, members.size, sums),
    ...(definition.expiry.kind === 'none' ? {} : { expired: report.expired }),
    ...given,
    ...(definition.tiers === null ? {} : { tiers }),
  };
  const monthEnds = report.monthEnds(instant(trade.asOf));
  return {
    ...{ figures, members, monthEnds },
    largest: report.largest(),
    earningNothing: nothing.reasons(),
  };
}

/** A sum that numbers no longer hold exactly would be printed a little wrong: it is not printed. */
function refuseInexact(what: string, sum: number): void {
  if (Number.isSafeInteger(sum)) return;
  throw new TradeError('is more than can be counted exactly', { file: what });
}

function figuresOf(
  trade: Trade,
  members: number,
  sums: Pick<
    ReplayFigures,
    'eligibleMinor' | 'refundedMinor' | 'awarded' | 'clawedBack' | 'balance'
  >,
): ReplayFigures {
  const { eligibleMinor, refundedMinor, awarded, clawedBack, balance } = sums;
  return {
    lines: trade.lines,
    orders: trade.orders.length,
    guestOrders: trade.orders.filter((order) => order.customerId === null).length,
    members,
    eligibleMinor,
    refundedMinor,
    returnedUnitsMatched: trade.returnedUnitsMatched,
    returnedUnitsUnmatched: trade.returnedUnitsUnmatched,
    awarded,
    clawedBack,
    balance,
  };
}

function booksOf(
  facts: readonly OrderFact[],
  version: ProgramVersion,
  by: {
    readonly asOf: Instant;
    readonly report: TradeReport;
    readonly nothing: OrdersEarningNothing;
    readonly taken: RewardsTaken;
    readonly perks: PerksGiven;
  },
): { readonly books: MemberBooks; readonly tierId: string | null } {
  const outcome = foldMemberOfTrade(facts, version, by.asOf);
  const { movements, state } = outcome;
  by.nothing.note(facts, outcome);
  by.taken.note(outcome.taken);
  by.perks.note(outcome);
  const books: MemberBooks = { awarded: 0, clawedBack: 0, pending: 0, available: 0 };
  for (const movement of movements) {
    if (movement.kind === 'award') books.awarded += movement.points;
    if (movement.kind === 'claw-back') books.clawedBack += movement.points;
    by.report.note(movement);
  }
  for (const lot of state.lots.values()) {
    books.pending += lot.pending;
    books.available += lot.available;
  }
  return { books, tierId: state.progress.tiers?.level()?.id ?? null };
}

function factOf(order: TradeOrder, currency: string): OrderFact {
  const roughly = order.lines.reduce(
    (sum, { price, quantity }) => sum + Number(price) * quantity,
    0,
  );
  refuseInexact(`order ${order.number}`, Math.round(roughly * 100));
  const fact = orderFact(orderIdOf(order.number), observeOrder(order, currency));
  invariant(fact, 'An order of which a snapshot was seen is a fact.');
  return fact;
}

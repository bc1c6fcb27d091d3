/** A replay for people to read: the trade, the points, what they cost, who is where. */
import { minor } from '../../app/domain/kernel/money.ts';
import type { Movement } from '../../app/domain/ledger/movement.ts';
import { sayWhyNot } from '../../app/domain/ledger/say-why-not.ts';
import { sayMovement } from '../../app/domain/ledger/say-movement.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { sayMoney } from '../../app/domain/program/say-money.ts';
import { worthOfPoints } from '../../app/services/worth-of-points.ts';
import type { Trade } from '../../twin/trade-file/match-returns.ts';
import type { Replay, ReplayFigures } from './fold-trade.ts';
import type { EarningNothing } from './orders-earning-nothing.ts';
import type { MonthEnd } from './trade-report.ts';

export type ReplayRun = {
  readonly file: string;
  readonly definition: ProgramDefinition;
  readonly asOf: string;
  readonly elapsedMs: number;
};

type Row = readonly [string, ...string[]];

/** The whole report, several lines without one at the end. */
export function writeReport(replay: Replay, trade: Trade, run: ReplayRun) {
  const { figures, monthEnds, largest, earningNothing } = replay;
  const { definition } = run;
  return [
    `${run.file} under "${definition.preset}", as of ${run.asOf}`,
    ...table(tradeRows(figures, trade, definition)),
    ...section('Points', pointRows(figures)),
    ...section('Cost', costRows(figures, definition)),
    ...section('Members by tier at that instant', tierRows(figures, definition)),
    ...section('Points members hold at the end of each month', monthRows(monthEnds, definition)),
    ...(earnsByOrders(definition) ? zeros(earningNothing) : []),
    ...sentences('What moved most', largest, definition),
    `Took ${(run.elapsedMs / 1000).toFixed(1)} s.`,
  ].join('\n');
}

function tradeRows(figures: ReplayFigures, trade: Trade, { currency }: ProgramDefinition): Row[] {
  const { notGoods, noPrice, wrongSign } = trade.ignored;
  return [
    ['lines read', count(figures.lines)],
    ['  no goods, no price, wrong sign', [notGoods, noPrice, wrongSign].map(count).join(', ')],
    ['  later than that, not read', count(trade.linesAfterAsOf)],
    ['orders', count(figures.orders)],
    ['  by guests, who earn nothing', count(figures.guestOrders)],
    ['members', count(figures.members)],
    ['eligible before returns', money(figures.eligibleMinor, currency)],
    ['refunded', money(figures.refundedMinor, currency)],
    ['units returned to an order', count(figures.returnedUnitsMatched)],
    ['units returned to none', count(figures.returnedUnitsUnmatched)],
  ];
}

function pointRows(figures: ReplayFigures): Row[] {
  const { awarded, clawedBack, expired = 0, balance } = figures;
  return [
    ['points awarded', count(awarded)],
    ['points clawed back', count(clawedBack)],
    ['points expired (breakage)', count(expired), share(expired, awarded)],
    ['points pending and available', count(balance)],
  ];
}

/** What the points cost at most: at the reward that gives most money for a point. */
function costRows(figures: ReplayFigures, definition: ProgramDefinition): Row[] {
  const { balance, eligibleMinor, refundedMinor, rewardsTaken, perksMinor } = figures;
  const { rewardsMinor = 0 } = figures;
  const sales = eligibleMinor - refundedMinor;
  const cost = worthOfPoints(definition, balance);
  const off = (minors: number): Row[] => [
    ['  worth', money(minors, definition.currency)],
    ['  of what was sold', share(minors, sales)],
  ];
  const rows: Row[] = [];
  if (rewardsTaken !== undefined) {
    rows.push(['rewards handed out by themselves', count(rewardsTaken)], ...off(rewardsMinor));
  }
  if (perksMinor !== undefined) rows.push(['what tiers take off orders'], ...off(perksMinor));
  if (cost) {
    const spent = `if all of it is spent on “${cost.rewardName}”`;
    rows.push([spent, money(cost.minor, definition.currency)]);
    rows.push(['  of what was sold', share(cost.minor, sales)]);
  }
  return rows;
}

function tierRows({ tiers, members }: ReplayFigures, definition: ProgramDefinition): Row[] {
  return (definition.tiers?.levels ?? []).map(({ id, name }) => {
    const many = tiers?.[id] ?? 0;
    return [name, count(many), share(many, members)];
  });
}

function monthRows(ends: readonly MonthEnd[], definition: ProgramDefinition): Row[] {
  return ends.map(({ month, points }) => {
    const worth = worthOfPoints(definition, points);
    return [month, count(points), worth ? money(worth.minor, definition.currency) : ''];
  });
}

function section(title: string, rows: readonly Row[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...table(rows)];
}

const WHY_NOTHING: Readonly<Record<EarningNothing['why'], string>> = {
  test: 'are tests',
  'not-paid': 'are not paid',
  'no-version': 'came before the program',
  'not-taking-part': 'were placed while not taking part',
  'other-currency': 'are in another currency',
  cancelled: 'were cancelled',
  'charged-back': 'were charged back',
  returned: 'were returned in full',
  free: 'cost nothing',
  'nothing-counts': 'have nothing in them that counts',
  paused: 'were placed while the program was paused',
  'no-rule': 'have nothing that a rule gives points for',
  'given-elsewhere': 'are worth a bonus that another order has',
  'less-than-a-point': 'come to less than a point',
  capped: 'came after a cap was reached',
};

/** Whether orders earn anything at all: where they do not, none of them is worth a word. */
function earnsByOrders({ earning, rates, campaigns }: ProgramDefinition): boolean {
  return earning.points > 0 || rates.length > 0 || campaigns.length > 0;
}

/** Orders that earn nothing: how many for each reason, and the first of them as it reads. */
function zeros(reasons: readonly EarningNothing[]): readonly string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.flatMap(({ why, orders, example }) => [
    ...table([[WHY_NOTHING[why], count(orders)]]),
    `    e.g. ${sayWhyNot(example)}`,
  ]);
  return ['', 'Members’ orders that earn nothing', ...rows];
}

function sentences(title: string, movements: readonly Movement[], { zone }: ProgramDefinition) {
  if (movements.length === 0) return [''];
  return [
    '',
    title,
    ...movements.map((movement) => `  ${sayMovement({ ...movement, reversed: false }, zone)}`),
    '',
  ];
}

function table(rows: readonly Row[]): readonly string[] {
  return rows.map(([what, ...values]) =>
    `  ${what.padEnd(36)}${values.map((value) => value.padStart(18)).join('')}`.trimEnd(),
  );
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function money(amountMinor: number, currency: string): string {
  return sayMoney(minor(amountMinor), currency);
}

/**
 * Folds a whole trade file in memory and prints what it comes to: the books the pipeline must end
 * with when the same trade comes in as webhooks. `npm run replay -- FILE [--help]`.
 */
import { PRESETS } from '../app/domain/program/presets/registry.ts';
import { invariant } from '../app/domain/kernel/invariant.ts';
import { foldTrade, type ReplayFigures } from './replay/fold-trade.ts';
import { readReplayOptions, REPLAY_USAGE, type ReplayOptions } from './replay/read-options.ts';
import { matchReturns, type Trade } from '../twin/trade-file/match-returns.ts';
import { readTrade } from '../twin/trade-file/read-trade.ts';
import { TradeError } from '../twin/trade-file/refuse-line.ts';
import { UsageError } from './usage-error.ts';

// The format's prices are pounds, and its times are read as UTC.
const SHOP = { currency: 'GBP', zone: 'UTC' };

async function replay(options: ReplayOptions): Promise<string> {
  const startedMs = performance.now();
  const preset = PRESETS[options.preset];
  invariant(preset, 'The options name a preset there is.');
  const trade = matchReturns(await readTrade(options.file), options.asOf);
  const { figures } = foldTrade(trade, preset(SHOP));
  const elapsedMs = Math.round(performance.now() - startedMs);
  const asOf = new Date(trade.asOf).toISOString();
  if (!options.json) return report(figures, trade, { ...options, asOf, elapsedMs });
  const { linesAfterAsOf, ignored } = trade;
  return JSON.stringify({
    ...figures,
    preset: options.preset,
    asOf,
    linesAfterAsOf,
    ignored,
    elapsedMs,
  });
}

function report(
  figures: ReplayFigures,
  trade: Trade,
  run: { file: string; preset: string; asOf: string; elapsedMs: number },
): string {
  const { notGoods, noPrice, wrongSign } = trade.ignored;
  const rows: [string, string][] = [
    ['lines read', count(figures.lines)],
    ['  no goods, no price, wrong sign', [notGoods, noPrice, wrongSign].map(count).join(', ')],
    ['  later than that, not read', count(trade.linesAfterAsOf)],
    ['orders', count(figures.orders)],
    ['  by guests, who earn nothing', count(figures.guestOrders)],
    ['members', count(figures.members)],
    ['eligible before returns', pounds(figures.eligibleMinor)],
    ['refunded', pounds(figures.refundedMinor)],
    ['units returned to an order', count(figures.returnedUnitsMatched)],
    ['units returned to none', count(figures.returnedUnitsUnmatched)],
    ['points awarded', count(figures.awarded)],
    ['points clawed back', count(figures.clawedBack)],
    ['points pending and available', count(figures.balance)],
  ];
  const head = `${run.file} under "${run.preset}", as of ${run.asOf}`;
  const body = rows.map(([what, value]) => `  ${what.padEnd(36)}${value.padStart(18)}`);
  return [head, ...body, `Took ${(run.elapsedMs / 1000).toFixed(1)} s.`].join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}

function pounds(minor: number): string {
  return (minor / 100).toLocaleString('en-GB', { style: 'currency', currency: SHOP.currency });
}

try {
  const options = readReplayOptions(process.argv.slice(2));
  process.stdout.write(`${options.help ? REPLAY_USAGE : await replay(options)}\n`);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`replay: ${error.message}\n\n${REPLAY_USAGE}`);
  else if (error instanceof TradeError) console.error(`replay: ${error.message}`);
  else console.error(error);
}

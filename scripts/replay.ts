/**
 * Folds a whole trade file in memory and prints what it comes to: the books the pipeline must end
 * with when the same trade comes in as webhooks. `npm run replay -- FILE [--help]`.
 */
import { foldTrade } from './replay/fold-trade.ts';
import { readReplayOptions, REPLAY_USAGE, type ReplayOptions } from './replay/read-options.ts';
import { writeReport } from './replay/write-report.ts';
import { matchReturns } from '../twin/trade-file/match-returns.ts';
import { readTrade } from '../twin/trade-file/read-trade.ts';
import { TradeError } from '../twin/trade-file/refuse-line.ts';
import { UsageError } from './usage-error.ts';

async function replay(options: ReplayOptions): Promise<string> {
  const startedMs = performance.now();
  const { definition } = options;
  const trade = matchReturns(await readTrade(options.file), options.asOf);
  const folded = foldTrade(trade, definition);
  const elapsedMs = Math.round(performance.now() - startedMs);
  const asOf = new Date(trade.asOf).toISOString();
  if (!options.json) {
    return writeReport(folded, trade, { file: options.file, definition, asOf, elapsedMs });
  }
  const { linesAfterAsOf, ignored } = trade;
  return JSON.stringify({
    ...folded.figures,
    preset: definition.preset,
    asOf,
    linesAfterAsOf,
    ignored,
    elapsedMs,
  });
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
